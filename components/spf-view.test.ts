import { describe, expect, it } from 'vitest';
import type { Proof } from '../lib/verify/proof';
import type { SpfReason } from '../lib/verify/rfc/spf/result';
import { spfResult } from '../test/fixtures/build-proof';
import { spfPart } from './spf-view';
import { bare, factsOf, proven } from './testing/proven';
import { shippedWords } from './testing/report';

const words = shippedWords('en');

describe('spfPart', () => {
  it('tells result, address, domain, deciding term, records and lookups', () => {
    const part = spfPart(proven({ spf: spfResult({ terms: 3, voids: 1 }) }), words);
    expect(part.short).toBe('pass · sender.example');
    const facts = factsOf(part);
    for (const fact of [
      'Server’s address: 203.0.113.10',
      'Checked for: the return address (MAIL FROM)',
      'Domain: sender.example',
      'Compared with From: The very domain in From',
      'Decided by: ip4:203.0.113.10 in the record of sender.example',
      'Lookups: 3 of at most 10; without an answer: 1 of at most 2',
      'Addresses allowed: 1 in IPv4',
      'Record of sender.example: v=spf1 ip4:203.0.113.10 -all (without DNSSEC)',
      'MAIL FROM: <anna@sender.example>',
    ])
      expect(facts).toContain(fact);
  });

  it('is quiet where what passed is not the author’s', () => {
    const report = proven();
    const { proof } = report;
    const alone = { ...proof.dmarc, spf: { ...proof.dmarc.spf!, alignment: null } };
    expect(spfPart(report, words).sign?.quiet).toBe(false);
    expect(spfPart({ ...report, proof: { ...proof, dmarc: alone } }, words).sign?.quiet).toBe(true);
  });

  it.each([
    'handed-in',
    'not-vouched',
    'no-border',
    'border-assumed',
    'no-address',
    'no-return-path',
    'several-return-paths',
  ] as const)('not asked, %s: says why', (why) => {
    const part = spfPart(proven({ envelope: { known: false, why }, spf: null }), words);
    expect(part.short).toBe('not checked');
    expect(part.items[0]?.sentence).toBe(words(`ui_spf_unchecked_${why.replaceAll('-', '_')}`));
  });

  it.each<[SpfReason, RegExp]>([
    ['no-record', /sender\.example does not say/],
    ['unknown-mechanism', /mistake \(unknown-mechanism\)/],
    ['too-many-voids', /more lookups.*\(too-many-voids\)/],
    ['dns-timeout', /no answer in time/],
    ['not-asked', /Not looked up/],
  ])('%s', (reason, text) => {
    const part = spfPart(proven({ spf: spfResult({ result: 'permerror', reason }) }), words);
    expect(bare(part.items[0]?.sentence ?? '')).toMatch(text);
  });

  it.each([
    ['pass', 'allows'],
    ['fail', 'forbids'],
    ['softfail', 'doubts'],
    ['neutral', 'leaves_open'],
  ] as const)('a term that matched with %s %s', (result, text) => {
    const part = spfPart(proven({ spf: spfResult({ result }) }), words);
    expect(bare(part.items[0]?.sentence ?? '')).toBe(words(`ui_spf_${text}`, { domain: 'sender.example' }));
  });

  it('shows records of strangers so that they cannot act, and not all of a thousand', () => {
    const one = {
      domain: 'a.example',
      text: `v=spf1 \xe2\x80\xae${'x'.repeat(9_000)}`,
      via: 'include',
      from: 0,
      dnssec: 'insecure',
    } as const;
    const spf = spfResult({ records: Array.from({ length: 1_000 }, () => one) });
    const facts = factsOf(spfPart(proven({ spf }), words));
    expect(facts.filter((fact) => fact.startsWith('Record of'))).toHaveLength(16);
    expect(facts.join('')).not.toContain('\u202e');
    expect(facts.join('').length).toBeLessThan(15_000);
  });

  it('sets the provider’s own result beside it', () => {
    const receivedSpf: Proof['receivedSpf'] = [{ field: 1, result: 'softfail', ip: null }];
    expect(factsOf(spfPart(proven({ receivedSpf }), words))).toContain('Your provider found: softfail');
  });
});
