import { keyOf, type Words } from '../lib/browser/words';
import type { Proof } from '../lib/verify/proof';
import type { DkimResult, KeyFacts } from '../lib/verify/rfc/dkim/verify-signature';
import { coverageView } from './coverage-view';
import { moment } from './durations';
import { domainName, outcomeOf, proofItem, quoted } from './proof-part';
import type { Fact, ProofItem, ProofPart, Proven, Sign } from './proof-part';
import { say } from './say';
import { signatureReason } from './signature-reason';

/** Fields of z= that are shown. */
const MAX_COPIED = 10;

type Alignment = Proof['dmarc']['dkim'][number]['alignment'];

/** Weaknesses that leave room for somebody else's words in a signature that holds. */
const PARTIAL: ReadonlySet<string> = new Set(['body-beyond-length', 'unsigned-copy']);

/** Every signature, the best first: whose it is, whether it holds, what it covers. */
export function signaturePart(report: Proven, words: Words, timeZone?: string): ProofPart {
  const { results, unjudged } = report.proof.dkim;
  const alignments = results.map((_, at) => report.proof.dmarc.dkim[at]?.alignment ?? null);
  const items = results.map((one, at) => itemOf(one, at, alignments[at] ?? null, report, words, timeZone));
  const [best] = results;
  const others = results.length + unjudged.length - 1;
  return {
    id: 'signatures',
    title: words('ui_signatures_title'),
    sign: { outcome: outcomeOf(report, 'dkim'), quiet: false },
    short: best
      ? [
          resultWord(best, words),
          domainName(best.signature.domain ?? ''),
          whose(best.signature.domain, report, alignments[0] ?? null, words) ?? '',
          others > 0 ? say(words, 'ui_and_more', { count: others }) : '',
        ]
          .filter(Boolean)
          .join(' · ')
      : words('ui_none'),
    items: [
      ...(best || unjudged.length > 0 ? items : [proofItem({ sentence: words('ui_signatures_none') })]),
      ...unjudged.map(({ domain, selector }) =>
        proofItem({
          title: domainName(domain ?? ''),
          sign: { outcome: 'unknown', quiet: false },
          sentence: words('ui_signature_unjudged'),
          facts: quoted(words('ui_term_selector'), selector),
        }),
      ),
    ],
  };
}

function resultWord({ result, reason }: DkimResult, words: Words): string {
  return reason === 'not-asked' ? words('ui_answer_not_asked') : result;
}

/** Author or third-party signature; null where there is no domain, or no single author to compare it with. */
function whose(domain: string | null, { proof }: Proven, alignment: Alignment, words: Words): string | null {
  if (domain === null || proof.author.state !== 'one') return null;
  if (alignment === 'unknown') return words('ui_whose_unknown');
  return words(alignment === null ? 'ui_whose_third_party' : 'ui_whose_author');
}

function itemOf(
  result: DkimResult,
  at: number,
  alignment: Alignment,
  report: Proven,
  words: Words,
  timeZone: string | undefined,
): ProofItem {
  const { signature, weaknesses, key } = result;
  const { algorithm, body, header } = signature;
  const doubt = report.proof.doubts[at] ?? null;
  const time = (seconds: number): string => moment(seconds, words.language, timeZone);
  const dated = (term: string, seconds: number | null): readonly Fact[] =>
    seconds === null ? [] : [{ term, text: time(seconds) }];
  return proofItem({
    title: domainName(signature.domain ?? words('ui_signature_nobody')),
    tag: whose(signature.domain, report, alignment, words),
    sign: signOf(result, alignment, doubt),
    sentence: signatureReason(result.reason, signature.tag, words),
    facts: [
      ...(doubt === null ? [] : [{ term: words('ui_term_doubt'), text: words(keyOf('ui_doubt', doubt)) }]),
      ...(signature.domain === null
        ? []
        : [{ term: words('ui_term_aligned'), text: words(keyOf('ui_aligned', alignment ?? 'no')) }]),
      ...weaknesses.map((one) => ({ term: words('ui_term_weakness'), text: words(keyOf('ui_weakness', one)) })),
    ],
    coverage:
      result.coverage === null || report.names.length === 0
        ? null
        : coverageView(result.coverage, result.proven, report.names, signature.index, words),
    more: [
      { term: words('ui_term_result'), text: `${result.result} (${result.reason})`, code: true },
      ...quoted('d=', signature.domain),
      ...quoted('s=', signature.selector),
      ...quoted('i=', signature.identity),
      ...(key === null ? [] : keyFacts(key, words)),
      ...(algorithm === null
        ? []
        : [
            {
              term: words('ui_term_algorithm'),
              text: `${algorithm.key}-${algorithm.hash.replace('-', '')}, ${header}/${body.canonicalization}`,
              code: true,
            },
          ]),
      ...(body.length === null ? [] : [{ term: 'l=', text: String(body.length), code: true }]),
      ...dated(words('ui_term_signed_at'), signature.signedAt),
      ...dated(words('ui_term_expires_at'), signature.expiresAt),
      ...signature.copied.slice(0, MAX_COPIED).flatMap((copy) => quoted(words('ui_term_copied'), copy)),
    ],
  });
}

function signOf({ result, weaknesses }: DkimResult, alignment: Alignment, doubt: string | null): Sign {
  if (doubt !== null) return { outcome: 'unknown', quiet: false };
  switch (result) {
    case 'pass':
      return weaknesses.some((one) => PARTIAL.has(one))
        ? { outcome: 'warn', quiet: false }
        : { outcome: 'pass', quiet: alignment === null || alignment === 'unknown' };
    case 'fail':
      return { outcome: 'fail', quiet: false };
    case 'policy':
    case 'permerror':
      return { outcome: 'warn', quiet: false };
    case 'neutral':
    case 'temperror':
      return { outcome: 'unknown', quiet: false };
  }
}

function keyFacts({ type, bits, testing, strict, note, record, dnssec }: KeyFacts, words: Words): readonly Fact[] {
  const kind = type === 'rsa' ? say(words, 'ui_key_rsa', { bits }) : 'Ed25519';
  const flags = [testing ? 't=y' : '', strict ? 't=s' : ''].filter(Boolean);
  return [
    { term: words('ui_term_key'), text: [kind, ...flags].join(', ') },
    { term: words('ui_term_dnssec'), text: words(keyOf('ui_dnssec', dnssec)) },
    ...quoted('n=', note),
    ...quoted(words('ui_term_record'), record, 600),
  ];
}
