/**
 * Implements RFC 9989 5.3.3 to 5.3.6: does one of the authenticated domains align with the author's? Result words are those
 * that IANA has for dmarc.
 * Does not implement: what a receiver does with a failure. Mail with no author domain, or with several, has no result (5.3.1).
 */
import { readDomain } from '../domain';
import { aligned, type Alignment } from './align';
import type { DmarcLookup, PolicyReason } from './discover';

/** An identifier that DKIM or SPF checked. */
export interface Identifier {
  /** d= of a signature, or the domain that SPF checked: of MAIL FROM, of HELO if that was null (RFC 7208 2.4). Null: not known. */
  readonly domain: string | null;
  /** Null where it could not be decided: temperror, or a body or envelope that is not to be had. */
  readonly pass: boolean | null;
}

export interface DmarcInput {
  /** The domain of the only author, as a lower-case A-label; null where there is none. */
  readonly author: string | null;
  readonly dkim: readonly Identifier[];
  /** Null where the mail has no SPF (handed in by a signed-in account); not known is `{ domain: null, pass: null }`. */
  readonly spf: Identifier | null;
  /** Null where `author` is. */
  readonly lookup: DmarcLookup | null;
  /** The registrable domain by the public suffix list, or null: what alignment falls back to where no record exists. */
  readonly registrable: (domain: string) => string | null;
}

export type DmarcReason =
  | PolicyReason
  | 'aligned' // pass
  | 'not-aligned' // fail: something passed, nothing of it aligned
  | 'nothing-passed' // fail
  | 'no-author' // none
  | 'alignment-unknown' // temperror: a domain passed, and DNS did not tell its Organizational Domain
  | 'identifier-unknown'; // temperror: a domain that aligns, or may, could not be decided

export interface Judged extends Identifier {
  readonly method: 'dkim' | 'spf';
  readonly alignment: Alignment;
}

export interface DmarcResult {
  readonly result: 'pass' | 'fail' | 'none' | 'temperror' | 'permerror';
  readonly reason: DmarcReason;
  /** The identifier that passed and aligned, DKIM before SPF. Without a record it is there too, and the result is none. */
  readonly by: Judged | null;
  /** In the order given. */
  readonly dkim: readonly Judged[];
  readonly spf: Judged | null;
}

/** Judges; asks nothing. */
export function evaluateDmarc(input: DmarcInput): DmarcResult {
  const judge = (method: 'dkim' | 'spf', identifier: Identifier): Judged => {
    const domain = identifier.domain === null ? null : readDomain(identifier.domain);
    return { method, domain, pass: identifier.pass, alignment: alignmentOf(method, domain, input) };
  };
  const dkim = input.dkim.map((identifier) => judge('dkim', identifier));
  const spf = input.spf === null ? null : judge('spf', input.spf);
  const all = spf === null ? dkim : [...dkim, spf];
  const by = all.find(({ pass, alignment }) => pass === true && alignment !== null && alignment !== 'unknown') ?? null;
  const answer = (result: DmarcResult['result'], reason: DmarcReason): DmarcResult => ({
    result,
    reason,
    by,
    dkim,
    spf,
  });

  const policy = input.lookup?.policy;
  if (input.author === null || !policy) return answer('none', 'no-author');
  if (policy.status !== 'found') return answer(policy.status, policy.reasons[0] ?? 'no-record');
  if (by) return answer('pass', 'aligned');
  // 5.3.6: what DNS did not answer is neither pass nor fail.
  if (all.some(({ pass, alignment }) => pass === true && alignment === 'unknown'))
    return answer('temperror', 'alignment-unknown');
  if (all.some(({ pass, alignment, domain }) => pass === null && (alignment !== null || domain === null)))
    return answer('temperror', 'identifier-unknown');
  if (policy.reasons.includes('existence-unknown')) return answer('temperror', 'existence-unknown');
  return answer('fail', all.some(({ pass }) => pass === true) ? 'not-aligned' : 'nothing-passed');
}

function alignmentOf(method: 'dkim' | 'spf', domain: string | null, input: DmarcInput): Alignment {
  const { author, lookup, registrable } = input;
  if (author === null || domain === null || !lookup) return null;
  const { policy, organisations } = lookup;
  if (policy.status !== 'found') {
    if (domain === author) return 'identical';
    const own = registrable(author);
    return own !== null && registrable(domain) === own ? 'registrable' : null;
  }
  const mode = method === 'dkim' ? policy.record.adkim : policy.record.aspf;
  return aligned(author, domain, mode, (name) => (name === author ? policy.organisation : organisations.get(name)));
}
