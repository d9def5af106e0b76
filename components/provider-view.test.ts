import { describe, expect, it } from 'vitest';
import type { Proof } from '../lib/verify/proof';
import { MAX_SAID_SHOWN, providerPart } from './provider-view';
import { factsOf, proven } from './testing/proven';
import { shippedWords } from './testing/report';

const words = shippedWords('en');

const SAID = {
  method: 'dmarc',
  result: 'pass',
  registered: true,
  reason: null,
  comment: null,
  properties: [{ type: 'header', name: 'from', value: 'sender.example' }],
  field: 3,
} as const;
const attested = (part: Partial<Proof['attested']>): Proof['attested'] => ({
  attested: [],
  claimed: [],
  unread: [],
  ...part,
});

describe('providerPart', () => {
  it('tells what the provider wrote, DMARC in the closed row', () => {
    const one = { method: 'dmarc', about: 'sender.example', result: 'pass', said: [SAID] };
    const part = providerPart(proven({ attested: attested({ attested: [{ ...one, method: 'spf' }, one] }) }), words);
    expect(part.short).toBe('dmarc=pass');
    expect(factsOf(part)).toContain('dmarc: pass · sender.example · header.from=sender.example');
  });

  it('says that it contradicts itself', () => {
    const one = { method: 'dmarc', about: 'sender.example', result: null, said: [SAID] };
    expect(providerPart(proven({ attested: attested({ attested: [one] }) }), words).short).toBe(
      'dmarc=contradicts itself',
    );
  });

  it.each(['below', 'not-the-providers', 'unregistered', 'other-author'] as const)(
    'shows what does not count, and why: %s',
    (why) => {
      const claimed = [{ ...SAID, authserv: 'mx.example.org', why, own: true }];
      const part = providerPart(proven({ attested: attested({ claimed }) }), words);
      expect(part.short).toBe('none');
      expect(part.items.map(({ sentence }) => sentence)).toEqual([
        words('ui_word_none'),
        words(`ui_claimed_${why.replaceAll('-', '_')}`),
      ]);
      expect(factsOf(part)).toEqual(['dmarc: pass · header.from=sender.example · (mx.example.org)']);
    },
  );

  it('names fields that could not be read', () => {
    const unread = [{ field: 1, fault: 'syntax', own: true } as const];
    expect(factsOf(providerPart(proven({ attested: attested({ unread }) }), words))).toEqual([
      'In your provider’s block: syntax',
    ]);
  });

  it.each([
    [MAX_SAID_SHOWN, MAX_SAID_SHOWN],
    [MAX_SAID_SHOWN + 1, MAX_SAID_SHOWN + 1],
    [500, MAX_SAID_SHOWN + 1],
  ])('of %i results shows %i lines', (count, shown) => {
    const one = { ...SAID, authserv: '\u202e'.repeat(500), why: 'below', own: false } as const;
    const claimed = Array.from({ length: count }, () => one);
    const facts = factsOf(providerPart(proven({ attested: attested({ claimed }) }), words));
    expect(facts).toHaveLength(shown);
    expect(facts.join('')).not.toContain('\u202e');
  });
});
