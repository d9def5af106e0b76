/** Fields of one name that are shown. */
const MAX_NAMED = 4;

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

/** The whole of a field; none where there is no such field. */
export function fieldSeen(field: number, fields: readonly { readonly raw: string }[]): readonly Evidence[] {
  const found = fields[field];
  return found ? [{ kind: 'header', field, span: { start: 0, end: found.raw.length } }] : [];
}

/** Every answer to questions of this kind about names that `wanted` takes, in the order asked. */
export function answersSeen(
  asked: readonly { readonly name: string; readonly type: string }[],
  type: string,
  wanted: (name: string) => boolean,
): readonly Evidence[] {
  const seen: Evidence[] = [];
  for (const [question, one] of asked.entries())
    if (one.type === type && wanted(one.name)) seen.push({ kind: 'answer', question });
  return seen;
}

/** The whole of every field of that name, given in lower case; the first few, for a mail may have thousands. */
export function namedSeen(
  name: string,
  fields: readonly { readonly name: string; readonly raw: string }[],
): readonly Evidence[] {
  const seen: Evidence[] = [];
  for (const [field, one] of fields.entries()) {
    if (one.name.length !== name.length || one.name.toLowerCase() !== name) continue;
    seen.push({ kind: 'header', field, span: { start: 0, end: one.raw.length } });
    if (seen.length === MAX_NAMED) break;
  }
  return seen;
}
