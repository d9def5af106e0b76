import { keyOf, type Words } from '../lib/browser/words';
import type { SpfReason, SpfResult } from '../lib/verify/rfc/spf/result';
import { say } from './say';

/** What people are told of why SPF came out as it did: texts `ui_spf_<id>`. */
export type SpfText =
  | 'allows'
  | 'forbids'
  | 'doubts'
  | 'leaves-open'
  | 'no-match'
  | 'no-domain'
  | 'no-such-domain'
  | 'no-record'
  | 'no-client'
  | 'not-asked'
  | 'local-part-withheld'
  | 'several-records'
  | 'syntax'
  | 'too-many'
  | 'dangling';

type Told = Exclude<SpfReason, 'match' | `dns-${string}`>;

/** What the term that matched says of the server. */
const MATCHED: Readonly<Partial<Record<SpfResult['result'], SpfText>>> = {
  pass: 'allows',
  fail: 'forbids',
  softfail: 'doubts',
  neutral: 'leaves-open',
};

const TOLD: Readonly<Record<Told, SpfText>> = {
  'no-match': 'no-match',
  'no-domain': 'no-domain',
  'no-such-domain': 'no-such-domain',
  'no-record': 'no-record',
  'no-address': 'no-client',
  'not-asked': 'not-asked',
  'local-part-withheld': 'local-part-withheld',
  'several-records': 'several-records',
  'record-too-long': 'syntax',
  'unknown-mechanism': 'syntax',
  'missing-argument': 'syntax',
  'stray-argument': 'syntax',
  'bad-domain-spec': 'syntax',
  'bad-network': 'syntax',
  'bad-prefix-length': 'syntax',
  'bad-modifier': 'syntax',
  'repeated-modifier': 'syntax',
  'too-many-terms': 'too-many',
  'too-many-voids': 'too-many',
  'too-many-mx': 'too-many',
  'include-without-record': 'dangling',
  'redirect-without-record': 'dangling',
};

/** Why SPF has its result. */
export function spfReason({ result, reason, domain }: SpfResult, words: Words): string {
  const matched = reason === 'match' ? MATCHED[result] : undefined;
  if (matched !== undefined) return say(words, keyOf('ui_spf', matched), { domain: domain ?? '' });
  if (!(reason in TOLD))
    return say(words, 'ui_records_unanswered', { failure: words(keyOf('ui_answer', reason.slice('dns-'.length))) });
  return say(words, keyOf('ui_spf', TOLD[reason as Told]), { domain: domain ?? '', code: reason });
}
