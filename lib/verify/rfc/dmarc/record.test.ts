import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_URIS, readDmarcRecord, type DmarcRecord } from './record';
import { isReportUri } from './report-uri';

describe('a record is', () => {
  it.each<[text: string, told: Partial<DmarcRecord>]>([
    [
      'v=DMARC1',
      {
        p: null,
        sp: null,
        np: null,
        adkim: 'relaxed',
        aspf: 'relaxed',
        psd: 'u',
        testing: false,
        rua: [],
        ruf: [],
        fo: ['0'],
        invalid: [],
        removed: [],
        unknown: [],
      },
    ],
    ['v=DMARC1;p=ReJect', { p: 'reject' }],
    ['v = DMARC1\t;\tp\t=\treject\t;', { p: 'reject' }],
    ['V=DMARC1; P=none; SP=quarantine; nP=reject', { p: 'none', sp: 'quarantine', np: 'reject' }],
    ['v=DMARC1; sp=none; p=reject', { p: 'reject', sp: 'none' }],
    ['v=DMARC1; p=none; adkim=s; aspf=R', { adkim: 'strict', aspf: 'relaxed' }],
    ['v=DMARC1; p=none; adkim=x; aspf=', { adkim: 'relaxed', aspf: 'relaxed', invalid: ['adkim', 'aspf'] }],
    ['v=DMARC1; p=none; psd=Y; t=y', { psd: 'y', testing: true }],
    ['v=DMARC1; p=none; psd=x; t=yes', { psd: 'u', testing: false, invalid: ['psd', 't'] }],
    ['v=DMARC1; p=foo', { p: null, invalid: ['p'] }],
    ['v=DMARC1; p=', { p: null, invalid: ['p'] }],
    ['v=DMARC1; p=none; sp=all', { p: 'none', sp: null, invalid: ['sp'] }],
    ['v=DMARC1; p=reject; p=none', { p: null, invalid: ['p'] }],
    ['v=DMARC1; p=none; reject', { p: 'none', invalid: [] }],
    ['v=DMARC1;;; p=none;;', { p: 'none' }],
    ['v=DMARC1; p=none; v=DMARC2', { p: 'none', invalid: ['v'] }],
    ['v=DMARC1; p=none; xyz=foo; p2=reject', { p: 'none', unknown: ['xyz', 'p2'] }],
    [
      'v=DMARC1; p=reject; pct=0; rf=afrf; ri=abc',
      {
        p: 'reject',
        removed: [
          { name: 'pct', value: '0' },
          { name: 'rf', value: 'afrf' },
          { name: 'ri', value: 'abc' },
        ],
      },
    ],
    [
      'v=DMARC1; p=none; rua=mailto:a@b.example!10m , nonsense,https://c.example/x; ruf=__mailto:a@b.example',
      { rua: ['mailto:a@b.example!10m', 'https://c.example/x'], ruf: [], invalid: ['ruf'] },
    ],
    ['v=DMARC1; p=none; fo=0:d:S', { fo: ['0', 'd', 's'] }],
    ['v=DMARC1; p=none; fo=x', { fo: ['0'], invalid: ['fo'] }],
  ])('%j', (text, told) => {
    expect(readDmarcRecord(text)).toMatchObject({ text, ...told });
  });

  it.each([
    '',
    'v',
    'v=',
    'v=dmarc1; p=none',
    'v=DMARC2; p=none',
    'v=DMARC1p=none',
    'v=DMARC1 p=none',
    'v=DMARC1, p=none',
    ' v=DMARC1; p=none',
    ';v=DMARC1; p=none',
    'v; v=DMARC1; p=none',
    'p=none; v=DMARC1',
    'v=spf1 -all',
    '"v=DMARC1; p=none"',
    'v\u00a0=DMARC1',
    'x v=DMARC1',
  ])('none of DMARC’s: %j', (text) => {
    expect(readDmarcRecord(text)).toBeNull();
  });

  it('read with so many reporting URIs and no more', () => {
    const record = readDmarcRecord(
      `v=DMARC1; rua=${Array(MAX_URIS + 1)
        .fill('mailto:a@b.example')
        .join()}`,
    );
    expect(record?.rua).toHaveLength(MAX_URIS);
  });

  it('read whatever stands in it', () => {
    const pieces = fc.array(fc.constantFrom('p', 'sp', 'rua', '=', ';', ' ', 'none', 'reject', 'mailto:', '@', ',', '!', '%', '\t', '\u00e9', 'fo', ':', '0'), { maxLength: 40 });
    fc.assert(
      fc.property(pieces, (words) => {
        const record = readDmarcRecord(`v=DMARC1;${words.join('')}`);
        expect([null, 'none', 'quarantine', 'reject']).toContain(record?.p);
      }),
    );
  }); // prettier-ignore
});

describe('a reporting URI', () => {
  it.each([
    ['mailto:a@b.example', true],
    ['MAILTO:a@b.example', true],
    ['mailto:a@b.example!10m', true],
    ['mailto:a@b.example!5', true],
    ['mailto:a%2Cb@c.example?subject=x', true],
    ['https://b.example/x', true],
    ['x+y-z.1:w', true],
    ['', false],
    [':', false],
    ['mailto:', false],
    ['https:', false],
    ['mailto:a', false],
    ['mailto:@b.example', false],
    ['mailto:a@', false],
    ['mailto:a@!10m', false],
    ['mailto:a@b.example!', false],
    ['mailto:a@b.example!10x', false],
    ['mailto:a@b.example!10mm', false],
    ['mailto:a@b%', false],
    ['mailto:a@b%4', false],
    ['mailto:a@b%zz', false],
    ['mailto:a b@c.example', false],
    ['mailto:<a@b.example>', false],
    ['a@b.example', false],
    ['__mailto:a@b.example', false],
    ['1x:y', false],
    ['not_a_uri', false],
  ])('%j: %s', (text, valid) => {
    expect(isReportUri(text)).toBe(valid);
  });
});
