import { keyOf, type Words } from '../lib/browser/words';
import type { Proof } from '../lib/verify/proof';
import type { DmarcRecord } from '../lib/verify/rfc/dmarc/record';
import { dmarcReason } from './dmarc-reason';
import { outcomeOf, proofItem, quoted, written } from './proof-part';
import type { Fact, ProofPart, Proven } from './proof-part';
import { say } from './say';

type Judged = Proof['dmarc']['dkim'][number];

/** Does a proven domain align with the author's, and what does the author's domain ask for where none does? */
export function dmarcPart(report: Proven, words: Words): ProofPart {
  const { dmarc, policy, author } = report.proof;
  const host = author.host ?? '';
  const unasked = dmarc.reason === 'not-asked';
  const found = policy?.status === 'found' ? policy : null;
  const record = policy?.status === 'found' || policy?.status === 'none' ? policy.record : null;
  const at = policy?.status === 'found' || policy?.status === 'none' ? policy.at : null;
  const dnssec = policy?.records.find(({ domain }) => domain === at)?.dnssec;
  const asked = found === null ? '' : `${found.tag ?? 'p'}=${found.requested}`;
  return {
    id: 'dmarc',
    title: words('ui_dmarc_title'),
    sign: { outcome: outcomeOf(report, 'dmarc'), quiet: false },
    short: [unasked ? words('ui_answer_not_asked') : dmarc.result, asked].filter(Boolean).join(' · '),
    items: [
      proofItem({
        sentence: dmarcReason(dmarc.reason, host, words),
        facts: [
          ...quoted(words('ui_term_author'), author.host),
          ...(found === null
            ? []
            : [
                {
                  term: words('ui_term_policy'),
                  text: say(words, keyOf('ui_policy', found.effective), { tag: asked }),
                },
              ]),
          ...(policy?.reasons ?? [])
            .filter((reason) => reason !== dmarc.reason)
            .map((reason) => ({ term: words('ui_term_why'), text: dmarcReason(reason, host, words) })),
          ...(at === null ? [] : quoted(words('ui_term_published'), `_dmarc.${at}`)),
          ...[...dmarc.dkim, ...(dmarc.spf === null ? [] : [dmarc.spf])].flatMap((one) => identifier(one, words)),
        ],
        more: [
          ...quoted(words('ui_term_organisation'), policy?.organisation ?? null),
          ...(record === null ? [] : recordFacts(record, words)),
          ...(dnssec === undefined ? [] : [{ term: words('ui_term_dnssec'), text: words(keyOf('ui_dnssec', dnssec)) }]),
          ...(policy?.records ?? [])
            .filter(({ domain }) => domain !== at)
            .map((one) => ({
              term: say(words, 'ui_record_of', { name: `_dmarc.${one.domain}` }),
              text: written(one.record.text),
              code: true,
            })),
        ],
      }),
    ],
  };
}

/** "DKIM: sender.example: proven. The very domain in From"; of a domain that is not known there is nothing to say. */
function identifier({ method, domain, pass, alignment }: Judged, words: Words): readonly Fact[] {
  if (domain === null) return [];
  const result = words(pass === null ? 'ui_identifier_unknown' : pass ? 'ui_identifier_pass' : 'ui_identifier_fail');
  const aligned = words(keyOf('ui_aligned', alignment ?? 'no'));
  return [{ term: method.toUpperCase(), text: say(words, 'ui_identifier', { domain, result, aligned }) }];
}

function recordFacts(record: DmarcRecord, words: Words): readonly Fact[] {
  const { text, p, sp, np, psd, testing, adkim, aspf, invalid, removed } = record;
  const tags = [
    ...Object.entries({ p, sp, np }).flatMap(([tag, value]) => (value === null ? [] : [`${tag}=${value}`])),
    `adkim=${adkim[0] ?? ''}`,
    `aspf=${aspf[0] ?? ''}`,
    ...(testing ? ['t=y'] : []),
    ...(psd === 'u' ? [] : [`psd=${psd}`]),
  ];
  return [
    ...quoted(words('ui_term_record'), text, 600),
    ...quoted(words('ui_term_in_force'), tags.join(' ')),
    ...quoted(words('ui_term_invalid_tags'), invalid.join(' ')),
    ...quoted(words('ui_term_removed_tags'), removed.map(({ name, value }) => `${name}=${value}`).join(' ')),
  ];
}
