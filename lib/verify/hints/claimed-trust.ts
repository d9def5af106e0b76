import { foldText } from './fold-text';
import type { Folded } from './fold-text';
import { trustSymbols } from './trust-symbols';
import { trustWords } from './trust-words';

/** A picture or a word by which a text vouches for its own sender. */
export interface TrustClaim {
  readonly code: 'lock' | 'tick' | 'shield' | 'word';
  /** The characters of the text, as they stand there. */
  readonly seen: string;
  /** Where, in UTF-16 units of the text. */
  readonly start: number;
  readonly end: number;
}

/** Claims that are named; a text of nothing but ticks has no more to say. */
export const MAX_CLAIMS = 8;

const LETTER_OR_DIGIT = /[\p{L}\p{N}\p{M}_]/u;

/** Which of ASCII are letters or digits: most of all that is looked at, and faster asked for so. */
const ASCII = Array.from({ length: 128 }, (_, code) => LETTER_OR_DIGIT.test(String.fromCharCode(code)));

function isLetterOrDigit(character: string): boolean {
  return ASCII[character.charCodeAt(0)] ?? LETTER_OR_DIGIT.test(character);
}

const fold = (words: readonly string[]): readonly string[] => words.map((word) => foldText(word).text);
const SPACED = new Set(fold(trustWords.spaced));
const UNSPACED = fold(trustWords.unspaced);
const NOT: readonly string[] = trustWords.not;

/**
 * What a display name or a subject (decoded for people, RFC 2047) claims of its sender's identity, in the order of the text.
 * The same characters fool a reader whatever they are made of, so look-alike letters count as the letters.
 */
export function claimedTrust(text: string): readonly TrustClaim[] {
  const folded = foldText(text);
  const end = folded.at.at(-1) ?? 0;
  const claims = [...symbols(text, end), ...spacedWords(text, folded), ...unspacedWords(text, folded)];
  return claims.sort((a, b) => a.start - b.start).slice(0, MAX_CLAIMS);
}

function symbols(text: string, end: number): TrustClaim[] {
  const claims: TrustClaim[] = [];
  for (let at = 0; at < end;) {
    const point = text.codePointAt(at) ?? 0;
    const next = at + (point > 0xffff ? 2 : 1);
    // None is ASCII.
    const code = point < 128 ? undefined : trustSymbols.get(point);
    if (code && claims.length < MAX_CLAIMS) claims.push({ code, seen: text.slice(at, next), start: at, end: next });
    at = next;
  }
  return claims;
}

function spacedWords(text: string, { text: folded, at }: Folded): TrustClaim[] {
  const claims: TrustClaim[] = [];
  let start = 0;
  const close = (end: number): void => {
    if (end > start && claims.length < MAX_CLAIMS && SPACED.has(folded.slice(start, end)))
      claims.push(word(text, at[start] ?? 0, at[end] ?? 0));
  };
  let unit = 0;
  for (const character of folded) {
    if (!isLetterOrDigit(character)) {
      close(unit);
      start = unit + character.length;
    }
    unit += character.length;
  }
  close(unit);
  return claims;
}

function unspacedWords(text: string, { text: folded, at }: Folded): TrustClaim[] {
  const claims: TrustClaim[] = [];
  for (const one of UNSPACED) {
    let found = folded.indexOf(one);
    while (found >= 0 && claims.length < MAX_CLAIMS) {
      const end = found + one.length;
      if (!NOT.includes(folded[found - 1] ?? '')) claims.push(word(text, at[found] ?? 0, at[end] ?? 0));
      found = folded.indexOf(one, end);
    }
  }
  return claims;
}

const word = (text: string, start: number, end: number): TrustClaim => ({
  code: 'word',
  seen: text.slice(start, end),
  start,
  end,
});
