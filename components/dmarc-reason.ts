import { keyOf, type Words } from '../lib/browser/words';
import type { DmarcReason } from '../lib/verify/rfc/dmarc/evaluate';
import { say } from './say';

/** What people are told of why DMARC came out as it did: texts `ui_dmarc_<id>`. */
export type DmarcText =
  | 'aligned'
  | 'not-aligned'
  | 'nothing-passed'
  | 'no-author'
  | 'alignment-unknown'
  | 'identifier-unknown'
  | 'no-record'
  | 'several-records'
  | 'no-valid-policy'
  | 'policy-taken-as-none'
  | 'test-mode'
  | 'existence-unknown'
  | 'no-such-name'
  | 'not-asked';

/** A reason without a text does not compile. */
const TOLD: Readonly<Record<Exclude<DmarcReason, `dns-${string}`>, DmarcText>> = {
  aligned: 'aligned',
  'not-aligned': 'not-aligned',
  'nothing-passed': 'nothing-passed',
  'no-author': 'no-author',
  'alignment-unknown': 'alignment-unknown',
  'identifier-unknown': 'identifier-unknown',
  'no-record': 'no-record',
  'several-records': 'several-records',
  'no-valid-policy': 'no-valid-policy',
  'policy-taken-as-none': 'policy-taken-as-none',
  'test-mode': 'test-mode',
  'existence-unknown': 'existence-unknown',
  'no-such-name': 'no-such-name',
  'not-asked': 'not-asked',
};

/** Why DMARC has its result, or the policy its effect. */
export function dmarcReason(reason: DmarcReason, author: string, words: Words): string {
  if (!(reason in TOLD))
    return say(words, 'ui_records_unanswered', { failure: words(keyOf('ui_answer', reason.slice('dns-'.length))) });
  return say(words, keyOf('ui_dmarc', TOLD[reason as keyof typeof TOLD]), { author });
}
