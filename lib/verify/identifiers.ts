import type { Fidelity } from './message';
import type { Doubt } from './proof';
import type { Identifier } from './rfc/dmarc/evaluate';
import type { DkimReason, DkimResult } from './rfc/dkim/verify-signature';
import type { SpfResult } from './rfc/spf/result';

/** What an old mail's signature may fail for that was no fault when it came: keys are replaced and withdrawn. */
const GONE: ReadonlySet<DkimReason> = new Set<DkimReason>(['no-key', 'key-revoked', 'key-mismatch']);

/** Why a signature that does not hold may have been good all the same when the mail came; null where it held, or was not. */
export function doubtOf({ result, reason }: DkimResult, aged: boolean, fidelity: Fidelity): Doubt | null {
  if (aged && GONE.has(reason)) return 'aged';
  // The webmail changed octets on the way here, or left some out.
  return result === 'fail' && fidelity !== 'exact' ? 'not-exact' : null;
}

/** What a signature says to DMARC: null where it could not be decided, which is not a failure. */
export function identifierOf({ result, reason, signature }: DkimResult, doubt: Doubt | null): Identifier {
  const { domain } = signature;
  if (result === 'pass') return { domain, pass: true };
  const undecided = result === 'temperror' || reason === 'body-unknown' || reason === 'unsupported' || doubt !== null;
  return { domain, pass: undecided ? null : false };
}

/** What SPF says to DMARC. Of an old mail a pass counts; a failure may be one of a record written since. */
export function spfIdentifierOf(spf: SpfResult | null, aged: boolean): Identifier {
  if (spf === null) return { domain: null, pass: null };
  if (spf.result === 'pass') return { domain: spf.domain, pass: true };
  return { domain: spf.domain, pass: spf.result === 'temperror' || aged ? null : false };
}
