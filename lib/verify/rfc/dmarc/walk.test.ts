import { describe, expect, it } from 'vitest';
import { zoneWorld, type Zone } from '../../../../test/fixtures/zone-world';
import { asker, MAX_NAMES, walkNames, walkTree } from './walk';

const NONE = ['v=DMARC1; p=none'];
const PSD = ['v=DMARC1; p=none; psd=y'];
const OWN = ['v=DMARC1; p=none; psd=n'];

describe('the names of a walk', () => {
  it.each([
    ['com', ['com']],
    ['example.com', ['example.com', 'com']],
    ['a.mail.example.com', ['a.mail.example.com', 'mail.example.com', 'example.com', 'com']],
    ['a.b.c.d.e.f.g.h', ['a.b.c.d.e.f.g.h', 'b.c.d.e.f.g.h', 'c.d.e.f.g.h', 'd.e.f.g.h', 'e.f.g.h', 'f.g.h', 'g.h', 'h']],
    // RFC 9989 4.10's own example.
    [
      'a.b.c.d.e.f.g.h.i.j.mail.example.com',
      [
        'a.b.c.d.e.f.g.h.i.j.mail.example.com',
        'g.h.i.j.mail.example.com',
        'h.i.j.mail.example.com',
        'i.j.mail.example.com',
        'j.mail.example.com',
        'mail.example.com',
        'example.com',
        'com',
      ],
    ],
  ])('from %s', (domain, names) => {
    expect(walkNames(domain)).toEqual(names);
  }); // prettier-ignore

  it('are never more than eight', () => {
    for (let labels = 1; labels < 130; labels++)
      expect(walkNames(Array(labels).fill('a').join('.'))).toHaveLength(Math.min(labels, MAX_NAMES));
  });
});

describe('the Organizational Domain of', () => {
  it.each<[what: string, start: string, zone: Zone, organisation: string | null]>([
    ['a domain without records anywhere', 'a.example.com', {}, 'a.example.com'],
    ['a domain with its own', 'a.example.com', { '_dmarc.a.example.com': NONE }, 'a.example.com'],
    // RFC 9989 4.10.2's own examples.
    [
      'one with two records above',
      'a.mail.example.com',
      { '_dmarc.mail.example.com': NONE, '_dmarc.example.com': NONE },
      'example.com',
    ],
    [
      'one below psd=n',
      'a.mail.example.com',
      { '_dmarc.mail.example.com': OWN, '_dmarc.example.com': NONE },
      'mail.example.com',
    ],
    ['one below a public suffix', 'a.mail.example.com', { '_dmarc.com': PSD }, 'example.com'],
    ['one right below psd=y', 'mail.example.com', { '_dmarc.example.com': PSD }, 'mail.example.com'],
    ['one that is psd=y itself', 'co.example', { '_dmarc.co.example': PSD, '_dmarc.example': NONE }, 'co.example'],
    [
      'one with records on both sides of the suffix',
      'a.b.gov.example',
      { '_dmarc.a.b.gov.example': NONE, '_dmarc.gov.example': PSD, '_dmarc.example': OWN },
      'b.gov.example',
    ],
    ['one below a suffix without psd=y', 'a.example.com', { '_dmarc.com': NONE }, 'com'],
    [
      'one with several records, all discarded',
      'a.example.com',
      { '_dmarc.a.example.com': [...NONE, ...NONE], '_dmarc.example.com': NONE },
      'example.com',
    ],
    [
      'one with one record among others',
      'a.example.com',
      { '_dmarc.a.example.com': ['v=spf1 -all', ...NONE, 'v=DMARC2'] },
      'a.example.com',
    ],
    ['one with trouble above', 'a.example.com', { '_dmarc.a.example.com': NONE, '_dmarc.com': 'servfail' }, null],
    [
      'one with trouble above the stop',
      'a.example.com',
      { '_dmarc.a.example.com': OWN, '_dmarc.com': 'servfail' },
      'a.example.com',
    ],
    ['one of a name too long for a record', `${'a.'.repeat(122)}example`, { '_dmarc.example': NONE }, 'example'],
  ])('%s', async (_, start, zone, organisation) => {
    expect((await walkTree(start, asker(zoneWorld(zone)))).organisation).toBe(organisation);
  });
});

it('asks for each name once, and for all at the same time', async () => {
  const asked: string[] = [];
  const ask = asker(zoneWorld({}, asked));
  const walk = walkTree('a.example.com', ask);
  expect(asked).toEqual(['TXT _dmarc.a.example.com', 'TXT _dmarc.example.com', 'TXT _dmarc.com']);
  await Promise.all([walk, walkTree('b.example.com', ask)]);
  expect(asked).toHaveLength(4);
});
