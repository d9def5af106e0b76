/**
 * Text as a reader's eye takes it, for comparing words: compatibility forms undone (NFKD: "𝐯𝐞𝐫𝐢𝐟𝐢𝐞𝐝", "ｖｅｒｉｆｉｅｄ"), accents
 * and invisible characters off, letters of other scripts that look Latin as Latin, all in lower case. Nothing is shown in it.
 */
export interface Folded {
  readonly text: string;
  /** For each unit of `text`, where its character begins in the source; one more at the end, for where the last one ends. */
  readonly at: readonly number[];
}

/** UTF-16 units of a text that are read. Names and subjects that a list shows have some 100. */
export const MAX_TEXT = 2_048;

/** Capitals of Greek that look like another letter than their small forms do. */
const CAPITALS = new Map([...'ΒΗΚΜΝΤΧΥΖ'].map((letter, at) => [letter, 'bhkmntxyz'[at] ?? ''] as const));

/** Letters, small after `toLowerCase`, that look Latin (Unicode Technical Standard 39, as far as the words looked for need it). */
const SMALL = new Map(
  [...'аеоасрухіјѕԁһԛԝѵвкмнтνοαειρτυχιıɩɑɡ'].map(
    (letter, at) => [letter, 'aeoacpyxijsdhqwvbkmhtvoaeiptuxiiiag'[at] ?? ''] as const,
  ),
);

/** ASCII as it is folded. */
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code).toLowerCase());

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;

export function foldText(source: string): Folded {
  const end = Math.min(source.length, MAX_TEXT);
  const at: number[] = [];
  let text = '';
  let from = 0;
  while (from < end) {
    const point = source.codePointAt(from) ?? 0;
    const next = from + (point > 0xffff ? 2 : 1);
    const folded = ASCII[point] ?? foldCharacter(String.fromCodePoint(point));
    for (let unit = 0; unit < folded.length; unit++) at.push(from);
    text += folded;
    from = next;
  }
  at.push(from);
  return { text, at };
}

function foldCharacter(character: string): string {
  if (INVISIBLE.test(character)) return '';
  let folded = '';
  for (const part of character.normalize('NFKD')) {
    const code = part.charCodeAt(0);
    // Combining diacritical marks; the voicing marks of kana are not among them, for they make another syllable.
    if (code >= 0x300 && code <= 0x36f) continue;
    const small = CAPITALS.get(part) ?? part.toLowerCase();
    folded += SMALL.get(small) ?? small;
  }
  return folded;
}
