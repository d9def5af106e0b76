import type { Words } from '../lib/browser/words';
import type { Coverage } from '../lib/verify/rfc/dkim/coverage';
import type { Proven } from '../lib/verify/rfc/dkim/verify-signature';
import type { Fact } from './proof-part';
import { say } from './say';
import { visibleName } from './visible';

/** Lines of the head that are drawn, and names that are listed. */
export const MAX_LINES_DRAWN = 40;
export const MAX_NAMES_LISTED = 40;

/** One header field as a line of the picture. `open`: people see it, and it is not signed. */
export interface CoverageLine {
  readonly state: 'signed' | 'other' | 'open';
  /** One more of its name could be added unnoticed. */
  readonly addable: boolean;
  /** How long its name is: the picture looks like this mail, not like any. */
  readonly length: number;
}

/** A mail in small: what one signature covers. */
export interface CoverageView {
  readonly lines: readonly CoverageLine[];
  /** Fields for which there was no room. */
  readonly rest: number;
  /** How much of the body is signed, from 0 to 1; null where the body is not known. */
  readonly body: number | null;
  readonly appendable: boolean;
  /** False where the signature does not hold for the head: what it lists is then no more than a list. */
  readonly headHolds: boolean;
  /** The body is not the one that was signed. */
  readonly bodyChanged: boolean;
  /** What the picture shows, for who does not see it. */
  readonly label: string;
  /** The same, field by field. */
  readonly facts: readonly Fact[];
}

/** `names` are the names of all fields in their order; `own` is the place of the signature's own field, which it covers too. */
export function coverageView(
  coverage: Coverage,
  proven: Proven,
  names: readonly string[],
  own: number,
  words: Words,
): CoverageView {
  const { signed, unsigned, copies, addable, body, appendable } = coverage;
  const isSigned = new Set([...signed, own]);
  const isOpen = new Set([...unsigned, ...copies]);
  const canGrow = new Set(addable);
  const lines = names.slice(0, MAX_LINES_DRAWN).map((name, place): CoverageLine => {
    const state = isSigned.has(place) ? 'signed' : isOpen.has(place) ? 'open' : 'other';
    return { state, addable: canGrow.has(name.toLowerCase()), length: name.length };
  });
  const there = new Set(names.map((name) => name.toLowerCase()));
  const bodyChanged = proven.body === 'changed' || proven.body === 'too-short';
  const bodyWords = bodyText(coverage, bodyChanged, words);
  return {
    lines,
    rest: names.length - lines.length,
    body: body === null ? null : body.octets === 0 ? 1 : body.signed / body.octets,
    appendable,
    headHolds: proven.header === 'holds',
    bodyChanged,
    label: say(words, 'ui_cover_picture', { signed: signed.length, count: names.length, body: bodyWords }),
    facts: [
      ...listed(
        'ui_cover_signed',
        [...signed].toSorted((a, b) => a - b).flatMap((at) => names[at] ?? []),
        words,
      ),
      ...listed(
        'ui_cover_unsigned',
        unsigned.flatMap((at) => names[at] ?? []),
        words,
      ),
      ...listed(
        'ui_cover_copies',
        copies.flatMap((at) => names[at] ?? []),
        words,
      ),
      ...listed(
        'ui_cover_addable',
        addable.filter((name) => there.has(name)),
        words,
      ),
      ...listed(
        'ui_cover_absent',
        addable.filter((name) => !there.has(name)),
        words,
      ),
      { term: words('ui_cover_body'), text: bodyWords },
      ...(appendable ? [{ term: words('ui_cover_length'), text: words('ui_cover_appendable') }] : []),
    ],
  };
}

function bodyText({ body }: Coverage, changed: boolean, words: Words): string {
  if (body === null) return words('ui_cover_body_unknown');
  if (changed) return say(words, 'ui_cover_body_changed', { count: body.octets });
  const { octets: count, signed } = body;
  return signed === count
    ? say(words, 'ui_cover_body_whole', { count })
    : say(words, 'ui_cover_body_part', { signed, count });
}

function listed(key: string, names: readonly string[], words: Words): readonly Fact[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, MAX_NAMES_LISTED).map((name) => visibleName(name, 60));
  const rest = names.length - shown.length;
  const text = [...shown, ...(rest > 0 ? [say(words, 'ui_and_more', { count: rest })] : [])].join(', ');
  return [{ term: words(key), text, code: true }];
}
