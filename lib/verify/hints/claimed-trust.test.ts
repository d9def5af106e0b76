import { describe, expect, it } from 'vitest';
import { claimedTrust, MAX_CLAIMS } from './claimed-trust';
import { MAX_TEXT } from './fold-text';
import { trustSymbols } from './trust-symbols';
import { trustWords } from './trust-words';

const said = (text: string): string[] => claimedTrust(text).map(({ code, seen }) => `${code} ${seen}`);

describe('pictures', () => {
  it.each([...trustSymbols].map(([point, code]) => [String.fromCodePoint(point), code]))('%s is a %s', (seen, code) => {
    expect(said(`${seen} Larkfield Bank`)).toEqual([`${code} ${seen}`]);
    expect(said(`Larkfield${seen}`)).toEqual([`${code} ${seen}`]);
  });

  it.each(['🔓 Open day', '🔑 Keys', 'v', '√2', '☐ to do', '✗', '❌ cancelled', '⭐', 'Larkfield'])(
    '%s is none',
    (text) => {
      expect(said(text)).toEqual([]);
    },
  );

  it('is told with its place, a variation selector left off', () => {
    const text = 'Bank 🔒︎ ✔️';
    for (const { seen, start, end } of claimedTrust(text)) expect(text.slice(start, end)).toBe(seen);
    expect(said(text)).toEqual(['lock 🔒', 'tick ✔']);
  });
});

describe('words', () => {
  it.each([...trustWords.spaced, ...trustWords.unspaced])('%s', (word) => {
    expect(said(`【${word}】`)).toEqual([`word ${word}`]);
    expect(said(word.toUpperCase())).toHaveLength(1);
  });

  it.each<[string, string, string]>([
    ['in capitals', 'VERIFIED sender', 'VERIFIED'],
    ['in brackets', 'Larkfield (Verified)', 'Verified'],
    ['joined by a dash', 'pre-verified', 'verified'],
    ['in full width', 'Ｖｅｒｉｆｉｅｄ', 'Ｖｅｒｉｆｉｅｄ'],
    ['in mathematical bold', '𝐯𝐞𝐫𝐢𝐟𝐢𝐞𝐝 mail', '𝐯𝐞𝐫𝐢𝐟𝐢𝐞𝐝'],
    ['with a ligature', 'veriﬁed', 'veriﬁed'],
    ['with Cyrillic letters', 'Vеrіfіеd', 'Vеrіfіеd'],
    ['with Greek letters', 'νeriϝied νerιfied', 'νerιfied'],
    ['with an accent', 'Vérified', 'Vérified'],
    ['with a combining accent', 'Ve\u0301rified', 'Ve\u0301rified'],
    ['with an invisible space in it', 'veri\u200bfied', 'veri\u200bfied'],
    ['with a soft hyphen in it', 'veri\u00adfied', 'veri\u00adfied'],
    ['in Japanese, with its ending', '送信者は認証済みです', '認証済'],
    ['in Japanese, between half-width kana', 'ﾒｰﾙ認証済ﾐ', '認証済'],
    ['beside a picture', 'Verified✅', 'Verified'],
  ])('%s', (_, text, seen) => {
    const claims = claimedTrust(text).filter(({ code }) => code === 'word');
    expect(claims.map((one) => one.seen)).toEqual([seen]);
    expect(claims.map(({ start, end }) => text.slice(start, end))).toEqual([seen]);
  });

  it.each([
    'unverified',
    'Verify your address',
    'verification',
    'reverified2',
    'verified_by_none',
    'Overified',
    '未認証済み',
    '認証のお願い',
    'Veri fied',
    '',
  ])('%s is none', (text) => {
    expect(said(text)).toEqual([]);
  });

  it('are told in the order of the text', () => {
    expect(said('✅ Verified 認証済み 🔒 verified')).toEqual([
      'tick ✅',
      'word Verified',
      'word 認証済',
      'lock 🔒',
      'word verified',
    ]);
  });
});

describe('limits', () => {
  it('names so many claims', () => {
    expect(claimedTrust('✅ '.repeat(MAX_CLAIMS))).toHaveLength(MAX_CLAIMS);
    expect(claimedTrust('✅ '.repeat(MAX_CLAIMS + 1))).toHaveLength(MAX_CLAIMS);
    expect(claimedTrust('verified '.repeat(MAX_CLAIMS + 1))).toHaveLength(MAX_CLAIMS);
    expect(claimedTrust('認証済'.repeat(MAX_CLAIMS + 1))).toHaveLength(MAX_CLAIMS);
  });

  it('reads so much of a text', () => {
    expect(said(`${' '.repeat(MAX_TEXT - 8)}verified`)).toHaveLength(1);
    expect(said(`${' '.repeat(MAX_TEXT - 6)}verified`)).toEqual([]);
    expect(said(`${' '.repeat(MAX_TEXT - 1)}✅`)).toHaveLength(1);
    expect(said(`${' '.repeat(MAX_TEXT)}✅`)).toEqual([]);
  });

  it.each<[string, string]>([
    ['half a pair', '\ud83d'],
    ['its other half', '\udd12'],
    ['a pair cut off', 'verified\ud800'],
    ['a character that folds to eighteen', '\ufdfa'.repeat(4_000)],
  ])('takes %s', (_, text) => {
    expect(() => claimedTrust(text)).not.toThrow();
  });
});
