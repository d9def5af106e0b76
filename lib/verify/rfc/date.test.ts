import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDate } from './date';

describe('date-time', () => {
  it.each([
    ['Mon, 5 Jan 2026 10:00:00 +0000', '2026-01-05T10:00:00Z'],
    ['5 Jan 2026 10:00 +0000', '2026-01-05T10:00:00Z'],
    ['Mon, 05 Jan 2026 10:00:00 -0800 (PST)', '2026-01-05T18:00:00Z'],
    ['Mon,\r\n\t5 Jan 2026 10:00:00 +0530', '2026-01-05T04:30:00Z'],
    ['(a (b) \\) c) Mon (x), 5 (y) Jan 2026 10:(z)00:00 +0000', '2026-01-05T10:00:00Z'],
    ['Fri, 5 Jan 2026 10:00:00 +0000', '2026-01-05T10:00:00Z'],
    ['Mon, 5 Jan 2026 10:00:00.851 +0000', '2026-01-05T10:00:00Z'],
    ['Mon, 5 Jan 2026 10:00:00+0100', '2026-01-05T09:00:00Z'],
    ['Mon, 5 Jan 2026 10:00:00 -08:00', '2026-01-05T18:00:00Z'],
    ['5 Jan 2026 10:00:00 -0700 PDT', '2026-01-05T17:00:00Z'],
    ['Tue, 24 Dec 91 08:14:38 EST', '1991-12-24T13:14:38Z'],
    ['15 Jul 2003 23:59:59 PDT', '2003-07-16T06:59:59Z'],
    ['Fri, 2 Feb 96 12:00:00 UT', '1996-02-02T12:00:00Z'],
    ['Mon, 5 Jan 2026 10:00:00 Z', '2026-01-05T10:00:00Z'],
    ['Mon, 5 Jan 2026 10:00:00 gmt', '2026-01-05T10:00:00Z'],
    // RFC 5322 4.3: military letters were written with the wrong sign, so they tell nothing.
    ['Mon, 5 Jan 2026 10:00:00 A', '2026-01-05T10:00:00Z'],
    ['Mon, 1 Nov 49 00:00:00 +0000', '2049-11-01T00:00:00Z'],
    ['Tue, 1 Nov 50 00:00:00 +0000', '1950-11-01T00:00:00Z'],
    ['Thu, 1 Jun 103 00:00:00 +0000', '2003-06-01T00:00:00Z'],
    ['Thu, 29 Feb 2024 00:00:00 +0000', '2024-02-29T00:00:00Z'],
    ['Tue, 29 Feb 2000 00:00:00 +0000', '2000-02-29T00:00:00Z'],
    ['Thu, 1 Jan 1970 00:00:00 +0000', '1970-01-01T00:00:00Z'],
    ['Sat, 31 Dec 2016 23:59:60 +0000', '2017-01-01T00:00:00Z'],
  ])('%s', (text, expected) => {
    expect(readDate(text)).toBe(Date.parse(expected) / 1000);
  });

  it.each([
    [''],
    ['Mon, 5 Jan 2026 10:00:00'],
    ['Mon Jan  5 10:00:00 2026'],
    ['2026-01-05T10:00:00Z'],
    ['Mon, 5 Jan 2026'],
    ['Mon, 0 Jan 2026 10:00:00 +0000'],
    ['Mon, 32 Jan 2026 10:00:00 +0000'],
    ['Sun, 29 Feb 2026 10:00:00 +0000'],
    ['Thu, 29 Feb 1900 10:00:00 +0000'],
    ['Mon, 31 Apr 2026 10:00:00 +0000'],
    ['Mon, 5 Anj 2026 10:00:00 +0000'],
    ['Mon, 5 Jan 1 10:00:00 +0000'],
    ['Mon, 5 Jan 2026 24:00:00 +0000'],
    ['Mon, 5 Jan 2026 10:60:00 +0000'],
    ['Mon, 5 Jan 2026 10:00:61 +0000'],
    ['Mon, 5 Jan 2026 10:00:00 +00'],
    ['Mon, 5 Jan 2026 10:00:00 +0099'],
    ['Mon, 5 Jan 2026 10:00:00 (+0000'],
    ['\u00ac, 27 \u00a4 2002 01:50:37 -0700'],
    ['for a@b.example'],
  ])('none in %j', (text) => {
    expect(readDate(text)).toBeNull();
  });

  it('agrees with the platform on every second', () => {
    fc.assert(
      fc.property(fc.integer({ min: -2_208_988_800, max: 4_102_444_800 }), (second) => {
        expect(readDate(new Date(second * 1000).toUTCString())).toBe(second);
      }),
    );
  });

  it('reads from the middle of a text', () => {
    expect(readDate('x; 5 Jan 2026 10:00:00 +0000', 2)).toBe(Date.parse('2026-01-05T10:00:00Z') / 1000);
  });
});
