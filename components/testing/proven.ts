import type { Proof } from '../../lib/verify/proof';
import type { Report } from '../../lib/verify/verdict';
import { buildProof } from '../../test/fixtures/build-proof';
import type { Fact, ProofPart, Proven } from '../proof-part';
import { report } from './report';

/** A report whose sender was looked into. */
export function proven(proof: Partial<Proof> = {}, part: Partial<Report> = {}): Proven {
  return { ...report(part), proof: buildProof(proof) };
}

/** "term: text" of every fact of a part, isolates left off. */
export function factsOf(part: ProofPart | null): readonly string[] {
  const all = (part?.items ?? []).flatMap(({ facts, more, coverage }) => [
    ...facts,
    ...(coverage?.facts ?? []),
    ...more,
  ]);
  return all.map(({ term, text }: Fact) => bare(`${term}: ${text}`));
}

export function bare(text: string): string {
  return text.replace(/[\u2068\u2069]/g, '');
}
