/** One vocabulary for what a signature came to. */
import type { DkimResult } from '../../lib/verify/rfc/dkim/verify-signature';

/** What mailauth says of one signature, as far as it is looked at. */
export interface Theirs {
  readonly status: { readonly result: string; readonly comment?: string };
  /** The key record, where one was had. */
  readonly rr?: string;
}

export function ourWord({ result, reason }: Pick<DkimResult, 'result' | 'reason'>): string {
  if (result === 'pass' || result === 'temperror') return result;
  if (result === 'policy') return reason;
  if (result === 'fail') return reason.startsWith('body') ? 'body' : 'header';
  if (reason.startsWith('key-') || reason === 'no-key' || reason === 'unknown-key-type') return 'key';
  return reason === 'unsupported' || reason === 'body-unknown' ? reason : 'faulty';
}

const KEY_COMMENTS: ReadonlySet<string> = new Set([
  'no key',
  'unknown key version',
  'unknown key type',
  'invalid public key',
  'inappropriate hash algorithm',
  'key not for email',
  'inappropriate key algorithm',
]);

export function theirWord({ status, rr }: Theirs): string {
  const { result, comment = '' } = status;
  if (result === 'pass' || result === 'temperror') return result;
  if (result === 'fail') return comment.startsWith('body hash') ? 'body' : 'header';
  if (result === 'policy') return comment === 'weak algorithm' ? 'sha1' : 'short-key';
  if (comment === 'expired') return comment;
  // The same words stand for i= outside of d=, and for a key that allows no subdomain.
  return KEY_COMMENTS.has(comment) || (comment === 'domain mismatch' && rr !== undefined) ? 'key' : 'faulty';
}
