import { keyOf, type Words } from '../lib/browser/words';
import type { Asked } from '../lib/verify/world';
import type { Report } from '../lib/verify/verdict';
import { proofItem, written } from './proof-part';
import type { Fact, ProofPart } from './proof-part';
import { say } from './say';

/** Questions that are shown; one mail asks some 10, a hostile one as many as SPF and DKIM allow. */
export const MAX_ANSWERS_SHOWN = 60;
/** Records of one answer, and characters of each. */
const MAX_VALUES = 8;
const MAX_VALUE = 600;

/** Every question that was put to DNS, with its answer; null where none was. */
export function answersPart({ asked }: Report, words: Words): ProofPart | null {
  if (asked.length === 0) return null;
  const failed = asked.filter(({ answer }) => !answer.ok && answer.failure !== 'nxdomain');
  const unasked = failed.every(({ answer }) => !answer.ok && answer.failure === 'not-asked');
  const rest = asked.length - MAX_ANSWERS_SHOWN;
  return {
    id: 'answers',
    title: words('ui_dns_title'),
    sign: failed.length > 0 ? { outcome: 'unknown', quiet: false } : null,
    short:
      failed.length === 0
        ? say(words, 'ui_dns_all', { count: asked.length })
        : unasked && failed.length === asked.length
          ? words('ui_answer_not_asked')
          : say(words, 'ui_dns_failed', { count: asked.length, failed: failed.length }),
    items: [
      proofItem({
        facts: [
          ...asked.slice(0, MAX_ANSWERS_SHOWN).map((one) => answerFact(one, words)),
          ...(rest > 0 ? [{ term: '…', text: say(words, 'ui_and_more', { count: rest }) }] : []),
        ],
      }),
    ],
  };
}

function answerFact({ name, type, answer }: Asked, words: Words): Fact {
  const term = `${type} ${written(name, 255)}`;
  if (!answer.ok) return { term, text: words(keyOf('ui_answer', answer.failure)) };
  const dnssec = words(keyOf('ui_dnssec', answer.dnssec));
  if (answer.value.length === 0) return { term, text: `${words('ui_dns_empty')} (${dnssec})` };
  const shown = answer.value.slice(0, MAX_VALUES).map((value) => written(value, MAX_VALUE));
  const rest = answer.value.length - shown.length;
  return {
    term,
    text: `${[...shown, ...(rest > 0 ? [say(words, 'ui_and_more', { count: rest })] : [])].join('\n')}\n(${dnssec})`,
    code: true,
  };
}
