import type { Words } from '../lib/browser/words';
import type { Fact, ProofItem, ProofPart } from './proof-part';

/** The proofs as lines of plain text: each method with its result, what is under it set in. */
export function proofLines(parts: readonly ProofPart[], words: Words): readonly string[] {
  return parts.flatMap((part) => [
    `${part.title}: ${part.sign === null ? '' : `[${words(`ui_outcome_${part.sign.outcome}`)}] `}${part.short}`,
    ...part.items.flatMap((item) => itemLines(item, words)),
    '',
  ]);
}

function itemLines({ title, tag, sign, sentence, facts, coverage, more }: ProofItem, words: Words): readonly string[] {
  const result = sign === null ? '' : `[${words(`ui_outcome_${sign.outcome}`)}] `;
  return [
    ...(title === null ? [] : [`  * ${result}${title}${tag === null ? '' : ` (${tag})`}`]),
    ...(sentence === null ? [] : [`    ${sentence}`]),
    ...[...facts, ...(coverage?.facts ?? []), ...more].map(factLine),
  ];
}

/** A text of several lines stands below its name. */
function factLine({ term, text }: Fact): string {
  return text.includes('\n') ? `    ${term}:\n${text.replaceAll(/^/gm, '      ')}` : `    ${term}: ${text}`;
}
