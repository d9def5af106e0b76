import { keyOf, type Words } from '../lib/browser/words';
import type { SpfResult } from '../lib/verify/rfc/spf/result';
import { domainName, outcomeOf, proofItem, quoted, written } from './proof-part';
import type { Fact, ProofPart, Proven } from './proof-part';
import { say } from './say';
import { spfReason } from './spf-reason';

/** Records that are shown, of the ten and more that one evaluation may walk. */
const MAX_RECORDS = 16;
/** Characters of one record. */
const MAX_RECORD = 600;

/** Was the server that handed the mail over one that the domain of the reverse-path allows? */
export function spfPart(report: Proven, words: Words): ProofPart {
  const { envelope, spf, dmarc, receivedSpf } = report.proof;
  const title = words('ui_spf_title');
  const outcome = outcomeOf(report, 'spf');
  const provider = receivedSpf.map(({ result }) => ({ term: words('ui_term_received_spf'), text: result, code: true }));
  if (!envelope.known || spf === null) {
    const why = words(keyOf('ui_spf_unchecked', envelope.known ? 'no-border' : envelope.why));
    return {
      id: 'spf',
      title,
      sign: { outcome, quiet: true },
      short: words('ui_not_checked'),
      items: [proofItem({ sentence: why, facts: provider })],
    };
  }
  const alignment = dmarc.spf?.alignment ?? null;
  const proves = alignment !== null && alignment !== 'unknown';
  const unasked = spf.reason === 'not-asked';
  return {
    id: 'spf',
    title,
    sign: { outcome, quiet: !proves },
    short: [unasked ? words('ui_answer_not_asked') : spf.result, domainName(spf.domain ?? '')]
      .filter(Boolean)
      .join(' · '),
    items: [
      proofItem({
        sentence: spfReason(spf, words),
        facts: [
          ...quoted(words('ui_term_client'), envelope.ip),
          { term: words('ui_term_identity'), text: words(keyOf('ui_identity', spf.identity)) },
          ...quoted(words('ui_term_domain'), spf.domain),
          ...(spf.domain === null
            ? []
            : [{ term: words('ui_term_aligned'), text: words(keyOf('ui_aligned', alignment ?? 'no')) }]),
          ...decided(spf, words),
          ...(spf.breadth.wide ? [{ term: words('ui_term_weakness'), text: words('ui_spf_wide') }] : []),
          ...explained(spf, words),
          ...provider,
        ],
        more: [
          ...quoted('MAIL FROM', `<${envelope.sender}>`),
          ...quoted('HELO', envelope.helo),
          {
            term: words('ui_term_lookups'),
            text: say(words, 'ui_spf_lookups', { count: spf.terms, voids: spf.voids }),
          },
          ...allowed(spf, words),
          ...walked(spf, words),
        ],
      }),
    ],
  };
}

function allowed({ breadth, records }: SpfResult, words: Words): readonly Fact[] {
  if (records.length === 0) return [];
  const key = breadth.complete ? 'ui_spf_breadth' : 'ui_spf_breadth_at_least';
  return [{ term: words('ui_term_breadth'), text: say(words, key, { count: breadth.ipv4 }) }];
}

function decided({ decidedBy }: SpfResult, words: Words): readonly Fact[] {
  return decidedBy.map(({ domain, term }) => ({
    term: words('ui_term_decided'),
    text: say(words, 'ui_spf_term', { term: written(term === '' ? '?' : term, 100), domain }),
  }));
}

/** Words of whoever publishes the record, and shown as theirs. */
function explained({ explanation }: SpfResult, words: Words): readonly Fact[] {
  return explanation === null ? [] : quoted(words('ui_term_explanation'), explanation.text);
}

function walked({ records }: SpfResult, words: Words): readonly Fact[] {
  const rest = records.length - MAX_RECORDS;
  return [
    ...records.slice(0, MAX_RECORDS).map(({ domain, text, dnssec }) => ({
      term: say(words, 'ui_record_of', { name: domain }),
      text: `${written(text, MAX_RECORD)} (${words(keyOf('ui_dnssec', dnssec))})`,
      code: true,
    })),
    ...(rest > 0 ? [{ term: words('ui_term_record'), text: say(words, 'ui_and_more', { count: rest }) }] : []),
  ];
}
