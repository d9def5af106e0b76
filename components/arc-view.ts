import { keyOf, type Words } from '../lib/browser/words';
import type { ArcSetResult } from '../lib/verify/rfc/arc/verify-arc';
import { moment } from './durations';
import { domainName, outcomeOf, proofItem, quoted } from './proof-part';
import type { ProofItem, ProofPart, Proven } from './proof-part';
import { say } from './say';
import { signatureReason } from './signature-reason';

/** Sets that are shown: a chain may have fifty. */
export const MAX_SETS_SHOWN = 12;
/** Results of one set; real ones have some six. */
const MAX_WORDS_SHOWN = 12;

/** Who forwarded the mail and sealed what it was then, the oldest first. */
export function arcPart(report: Proven, words: Words, timeZone?: string): ProofPart {
  const { arc, arcWord } = report.proof;
  const none = arc.result === 'none';
  const shown = arc.sets.slice(0, MAX_SETS_SHOWN);
  const rest = arc.sets.length - shown.length;
  const unasked = arc.reason === 'not-asked';
  return {
    id: 'arc',
    title: words('ui_arc_title'),
    // A chain that holds explains, and proves nothing by itself.
    sign: { outcome: outcomeOf(report, 'arc'), quiet: true },
    short: none
      ? words('ui_none')
      : [
          unasked ? words('ui_answer_not_asked') : arc.result,
          domainName(arcWord?.sealer ?? arc.sets.at(-1)?.seal?.domain ?? ''),
          arcWord ? words(arcWord.trusted ? 'ui_arc_trusted' : 'ui_arc_untrusted') : '',
        ]
          .filter(Boolean)
          .join(' · '),
    items: [
      proofItem({
        sentence:
          none || arc.result === 'pass' ? words(none ? 'ui_arc_none' : 'ui_arc_holds') : brokenAt(report, words),
        facts: [
          ...(arcWord
            ? [{ term: words('ui_term_arc_word'), text: say(words, 'ui_arc_word', { sealer: arcWord.sealer }) }]
            : []),
          ...(arc.oldestPass === null
            ? []
            : [
                {
                  term: words('ui_term_unchanged'),
                  text:
                    arc.oldestPass === 0
                      ? words('ui_arc_unchanged')
                      : say(words, 'ui_arc_unchanged_since', { instance: arc.oldestPass }),
                },
              ]),
        ],
      }),
      ...shown.map((set) => itemOf(set, report, words, timeZone)),
      ...(rest > 0 ? [proofItem({ sentence: say(words, 'ui_and_more', { count: rest }) })] : []),
    ],
  };
}

function brokenAt({ proof }: Proven, words: Words): string {
  const { reason, at } = proof.arc;
  const why = signatureReason(reason, null, words);
  return at === null ? why : say(words, 'ui_arc_at', { instance: at.instance, why });
}

function itemOf(set: ArcSetResult, report: Proven, words: Words, timeZone: string | undefined): ProofItem {
  const { instance, seal, message, messageResult, sealResult } = set;
  const { arcWord: word, sealed } = report.proof;
  const holds = sealResult?.result === 'pass';
  return proofItem({
    title: `${instance}. ${domainName(seal?.domain ?? words('ui_signature_nobody'))}`,
    tag: word?.instance === instance ? words(word.trusted ? 'ui_arc_trusted' : 'ui_arc_untrusted') : null,
    sign:
      sealResult === null
        ? null
        : { outcome: holds ? 'pass' : sealResult.result === 'fail' ? 'fail' : 'unknown', quiet: true },
    sentence: sealResult === null ? null : signatureReason(sealResult.reason, seal?.tag ?? null, words),
    facts: [
      ...(messageResult
        ? [
            {
              term: words('ui_term_message_signature'),
              text: signatureReason(messageResult.reason, message?.tag ?? null, words),
            },
          ]
        : []),
      // What it wrote when the mail passed there; a seal shows whose word that is, not that it is true.
      ...sealed
        .filter((one) => one.instance === instance)
        .slice(0, MAX_WORDS_SHOWN)
        .flatMap(({ method, result, about }) =>
          quoted(words('ui_term_arc_said'), `${method}=${result}${about === '' ? '' : ` ${about}`}`),
        ),
    ],
    more: [
      ...quoted('d=', seal?.domain ?? null),
      ...quoted('s=', seal?.selector ?? null),
      ...(seal?.status ? [{ term: 'cv=', text: seal.status, code: true }] : []),
      ...(seal?.sealedAt == null
        ? []
        : [{ term: words('ui_term_signed_at'), text: moment(seal.sealedAt, words.language, timeZone) }]),
      ...(messageResult?.key
        ? [{ term: words('ui_term_dnssec'), text: words(keyOf('ui_dnssec', messageResult.key.dnssec)) }]
        : []),
    ],
  });
}
