import { describe, expect, it } from 'vitest';
import type { Coverage } from '../lib/verify/rfc/dkim/coverage';
import type { Proven } from '../lib/verify/rfc/dkim/verify-signature';
import { coverageView, MAX_LINES_DRAWN, MAX_NAMES_LISTED } from './coverage-view';
import { bare } from './testing/proven';
import { shippedWords } from './testing/report';

const words = shippedWords('en');
const NAMES = ['Received', 'From', 'Subject', 'To', 'Subject', 'DKIM-Signature'];
const COVERAGE: Coverage = {
  signed: [2, 1],
  oversigned: ['from'],
  unsigned: [3],
  copies: [4],
  addable: ['subject', 'to', 'cc'],
  body: { octets: 200, signed: 50 },
  appendable: true,
};
const HOLDS: Proven = { header: 'holds', body: 'holds' };
const view = (part: Partial<Coverage> = {}, names: readonly string[] = NAMES, proven = HOLDS) =>
  coverageView({ ...COVERAGE, ...part }, proven, names, 5, words);
const said = (part: Partial<Coverage> = {}, names?: readonly string[]) =>
  Object.fromEntries(view(part, names).facts.map(({ term, text }) => [term, bare(text)]));

describe('coverageView', () => {
  it('draws each field as signed, shown and unsigned, or another; the signature’s own is signed by itself', () => {
    expect(view().lines.map(({ state }) => state)).toEqual(['other', 'signed', 'signed', 'open', 'open', 'signed']);
    expect(view().lines.map(({ addable }) => addable)).toEqual([false, false, true, true, true, false]);
  });

  it('says the same field by field, in the order of the mail', () => {
    expect(said()).toEqual({
      'Signed fields': 'From, Subject',
      'Not signed': 'To',
      'Unsigned copies': 'Subject',
      'One more could be added': 'subject, to',
      'Not there, and could be added': 'cc',
      'Text of the mail': '50 of 200 bytes signed',
      'Length limit (l=)': words('ui_cover_appendable'),
    });
    expect(bare(view().label)).toContain('2 of 6 header fields are signed');
  });

  it.each<[Coverage['body'], number | null, string]>([
    [{ octets: 200, signed: 50 }, 0.25, '50 of 200 bytes signed'],
    [{ octets: 200, signed: 200 }, 1, 'all 200 bytes signed'],
    [{ octets: 0, signed: 0 }, 1, 'all 0 bytes signed'],
    [{ octets: 9, signed: 0 }, 0, '0 of 9 bytes signed'],
    [null, null, 'not read'],
  ])('a body of %j', (body, part, text) => {
    expect(view({ body }).body).toBe(part);
    expect(said({ body })['Text of the mail']).toBe(text);
  });

  it.each<[Proven, boolean, boolean, string]>([
    [HOLDS, true, false, '50 of 200 bytes signed'],
    [{ header: 'holds', body: 'changed' }, true, true, 'not the text that was signed (200 bytes)'],
    [{ header: 'holds', body: 'too-short' }, true, true, 'not the text that was signed (200 bytes)'],
    [{ header: 'changed', body: 'holds' }, false, false, '50 of 200 bytes signed'],
    [{ header: null, body: null }, false, false, '50 of 200 bytes signed'],
  ])('claims no more than was proven: %j', (proven, headHolds, bodyChanged, text) => {
    const drawn = view({}, NAMES, proven);
    expect(drawn).toMatchObject({ headHolds, bodyChanged });
    expect(drawn.facts.map((fact) => bare(fact.text))).toContain(text);
  });

  it.each([
    [MAX_LINES_DRAWN, 0],
    [MAX_LINES_DRAWN + 1, 1],
    [10_000, 10_000 - MAX_LINES_DRAWN],
  ])('of %i fields leaves out %i', (count, rest) => {
    const drawn = view(
      {},
      Array.from({ length: count }, () => 'X'),
    );
    expect(drawn.lines).toHaveLength(MAX_LINES_DRAWN);
    expect(drawn.rest).toBe(rest);
  });

  it.each([
    [MAX_NAMES_LISTED, false],
    [MAX_NAMES_LISTED + 1, true],
  ])('of %i names leaves some out: %s', (count, cut) => {
    const names = Array.from({ length: count }, () => 'W'.repeat(1_000));
    const text = said({ signed: names.map((_, at) => at) }, names)['Signed fields'] ?? '';
    expect(text.endsWith('and 1 more')).toBe(cut);
    expect(text.length).toBeLessThan(3_000);
  });
});
