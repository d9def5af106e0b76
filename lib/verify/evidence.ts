/** A range of octets in `Field.raw`: [start, end). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What a finding looked at: words of a header field, or a recorded question and its answer. */
export type Evidence =
  | { readonly kind: 'header'; readonly field: number; readonly span: Span }
  | { readonly kind: 'answer'; readonly question: number };

/** The words that decided a hop's state; none where nothing was written that could. */
export function wordsOf(hop: { readonly field: number; readonly span: Span | null } | undefined): readonly Evidence[] {
  return hop?.span ? [{ kind: 'header', field: hop.field, span: hop.span }] : [];
}
