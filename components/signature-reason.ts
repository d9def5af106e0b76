import { keyOf, type Words } from '../lib/browser/words';
import type { ArcReason } from '../lib/verify/rfc/arc/verify-arc';
import type { LookupFailure } from '../lib/verify/rfc/dkim/find-keys';
import { say } from './say';

/** What people are told of why a signature, or a seal of a chain, has its result: texts `ui_signature_<id>`. */
export type SignatureText =
  | 'valid'
  | 'header-changed'
  | 'key-mismatch'
  | 'body-changed'
  | 'body-too-short'
  | 'testing-key'
  | 'sha1'
  | 'short-key'
  | 'expired'
  | 'body-unknown'
  | 'unsupported'
  | 'unreadable'
  | 'identity-outside-domain'
  | 'expires-before-signed'
  | 'from-unsigned'
  | 'no-key'
  | 'key-unreadable'
  | 'key-revoked'
  | 'key-not-for-this'
  | 'no-sets'
  | 'status-fail'
  | 'wrong-status'
  | 'no-chain';

const TOLD: Readonly<Record<Exclude<ArcReason, LookupFailure>, SignatureText>> = {
  valid: 'valid',
  'header-changed': 'header-changed',
  'key-mismatch': 'key-mismatch',
  'body-changed': 'body-changed',
  'body-too-short': 'body-too-short',
  'testing-key': 'testing-key',
  sha1: 'sha1',
  'short-key': 'short-key',
  expired: 'expired',
  'body-unknown': 'body-unknown',
  unsupported: 'unsupported',
  'empty-tag': 'unreadable',
  'no-equals': 'unreadable',
  'bad-name': 'unreadable',
  'bad-value': 'unreadable',
  'duplicate-tag': 'unreadable',
  'too-many-tags': 'unreadable',
  'missing-tag': 'unreadable',
  'unknown-version': 'unreadable',
  'unknown-algorithm': 'unreadable',
  'unknown-canonicalization': 'unreadable',
  'unknown-query': 'unreadable',
  'bad-tag': 'unreadable',
  'unknown-status': 'unreadable',
  'names-in-seal': 'unreadable',
  'seal-signed': 'unreadable',
  'identity-outside-domain': 'identity-outside-domain',
  'expires-before-signed': 'expires-before-signed',
  'from-unsigned': 'from-unsigned',
  'no-key': 'no-key',
  'key-syntax': 'key-unreadable',
  'unknown-key-type': 'key-unreadable',
  'key-too-long': 'key-unreadable',
  'key-revoked': 'key-revoked',
  'key-type-mismatch': 'key-not-for-this',
  'key-hash-mismatch': 'key-not-for-this',
  'key-service-mismatch': 'key-not-for-this',
  'key-domain-mismatch': 'key-not-for-this',
  'no-sets': 'no-sets',
  'status-fail': 'status-fail',
  'wrong-status': 'wrong-status',
  'no-instance': 'no-chain',
  'duplicate-field': 'no-chain',
  'missing-field': 'no-chain',
  'missing-set': 'no-chain',
};

/** Why a signature has its result. Where several reasons have one text, the code that tells them apart stands in it. */
export function signatureReason(reason: ArcReason, tag: string | null, words: Words): string {
  if (!(reason in TOLD)) return say(words, 'ui_key_unanswered', { failure: words(keyOf('ui_answer', reason)) });
  const text = TOLD[reason as keyof typeof TOLD];
  return say(words, keyOf('ui_signature', text), { code: tag === null ? reason : `${reason}: ${tag}` });
}
