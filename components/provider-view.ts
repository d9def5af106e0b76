import { keyOf, type Words } from '../lib/browser/words';
import type { Proof } from '../lib/verify/proof';
import type { Said } from '../lib/verify/rfc/auth-results/attested';
import { outcomeOf, proofItem, written } from './proof-part';
import type { Fact, ProofItem, ProofPart, Proven } from './proof-part';
import { say } from './say';

/** Results that are shown of each kind; real mails have some 20. */
export const MAX_SAID_SHOWN = 24;
/** Properties of one result. */
const MAX_PROPERTIES = 8;

/** What the reader's own provider wrote down when the mail came, and what others say it did. */
export function providerPart(report: Proven, words: Words): ProofPart {
  const { attested, claimed, unread } = report.proof.attested;
  const dmarc = attested.find(({ method }) => method === 'dmarc');
  const first = dmarc ?? attested[0];
  return {
    id: 'provider',
    title: words('ui_word_title'),
    sign: { outcome: outcomeOf(report, 'providers-word'), quiet: dmarc === undefined },
    short: first
      ? `${written(first.method, 40)}=${first.result === null ? words('ui_word_contradicts') : written(first.result, 40)}`
      : words('ui_none'),
    items: [
      attested.length === 0
        ? proofItem({ sentence: words('ui_word_none') })
        : proofItem({
            title: words('ui_word_attested'),
            facts: bounded(
              attested.map(({ method, about, result, said }) => ({
                term: written(method, 40),
                text: [result ?? words('ui_word_contradicts'), about, ...said.slice(0, 1).map(propertiesOf)]
                  .filter(Boolean)
                  .map((one) => written(one))
                  .join(' · '),
                code: true,
              })),
              words,
            ),
          }),
      ...claimedItems(claimed, words),
      ...(unread.length === 0
        ? []
        : [
            proofItem({
              title: words('ui_word_unread'),
              facts: bounded(
                unread.map(({ fault, own }) => ({
                  term: words(own ? 'ui_word_own' : 'ui_word_others'),
                  text: fault,
                  code: true,
                })),
                words,
              ),
            }),
          ]),
    ],
  };
}

/** Those that do not count, by the reason why. */
function claimedItems(claimed: Proof['attested']['claimed'], words: Words): readonly ProofItem[] {
  return [...new Set(claimed.map(({ why }) => why))].map((why) =>
    proofItem({
      title: words('ui_word_claimed'),
      sentence: words(keyOf('ui_claimed', why)),
      more: bounded(
        claimed
          .filter((one) => one.why === why)
          .map((one) => ({
            term: written(one.method, 40),
            text: [one.result, propertiesOf(one), one.authserv === '' ? '' : `(${one.authserv})`]
              .filter(Boolean)
              .map((text) => written(text))
              .join(' · '),
            code: true,
          })),
        words,
      ),
    }),
  );
}

function propertiesOf({ properties, reason }: Said): string {
  return [
    ...properties.slice(0, MAX_PROPERTIES).map(({ type, name, value }) => `${type}${type && '.'}${name}=${value}`),
    ...(reason === null ? [] : [`reason=${reason}`]),
  ].join(' ');
}

function bounded(facts: readonly Fact[], words: Words): readonly Fact[] {
  const rest = facts.length - MAX_SAID_SHOWN;
  if (rest <= 0) return facts;
  return [...facts.slice(0, MAX_SAID_SHOWN), { term: '…', text: say(words, 'ui_and_more', { count: rest }) }];
}
