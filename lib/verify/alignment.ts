import type { Proof } from './proof';

type Judged = Pick<Proof['dmarc'], 'dkim'>;

/** How the domain of the signature at this place among `Proof.dkim.results` aligns with the author's. */
function alignmentAt({ dkim }: Judged, at: number): Judged['dkim'][number]['alignment'] {
  return dkim[at]?.alignment ?? null;
}

/** Shown to be the author's: what DNS did not tell is not. */
export function isAuthors(dmarc: Judged, at: number): boolean {
  return mayBeAuthors(dmarc, at) && alignmentAt(dmarc, at) !== 'unknown';
}

/** The author's, or it may be: DNS did not tell. */
export function mayBeAuthors(dmarc: Judged, at: number): boolean {
  return alignmentAt(dmarc, at) !== null;
}
