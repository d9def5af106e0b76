import { describe, expect, it } from 'vitest';
import type { DmarcReason } from '../lib/verify/rfc/dmarc/evaluate';
import { buildProof } from '../test/fixtures/build-proof';
import { dmarcPart } from './dmarc-view';
import { bare, factsOf, proven } from './testing/proven';
import { shippedWords } from './testing/report';

const words = shippedWords('en');
const BASE = buildProof();

describe('dmarcPart', () => {
  it('tells policy, where it was found, and how each identifier stands', () => {
    const part = dmarcPart(proven(), words);
    expect(part.short).toBe('pass · p=reject');
    const facts = factsOf(part);
    for (const fact of [
      'Domain in From: sender.example',
      'It asks: mail that fails to be refused (p=reject)',
      'Published at: _dmarc.sender.example',
      'DKIM: sender.example: proven. The very domain in From',
      'SPF: sender.example: proven. The very domain in From',
      'Record: v=DMARC1; p=reject',
      'Read as: p=reject adkim=r aspf=r',
    ])
      expect(facts).toContain(fact);
  });

  it('tells that a test mode takes a level off', () => {
    const policy = { ...BASE.policy!, effective: 'quarantine', reasons: ['test-mode'] } as typeof BASE.policy;
    const facts = factsOf(dmarcPart(proven({ policy }), words));
    expect(facts).toContain('It asks: mail that fails to be treated as suspect (p=reject)');
    expect(facts).toContain(`Because: ${words('ui_dmarc_test_mode')}`);
  });

  it('tells what nobody uses any more, and what is not valid', () => {
    const found = BASE.policy?.status === 'found' ? BASE.policy : null;
    const record = { ...found!.record, removed: [{ name: 'pct', value: '50' } as const], invalid: ['sp'] };
    const facts = factsOf(dmarcPart(proven({ policy: { ...found!, record } }), words));
    expect(facts).toContain('Not valid: sp');
    expect(facts).toContain('Out of use: pct=50');
  });

  it.each<[DmarcReason, RegExp]>([
    ['no-record', /sender\.example publishes no DMARC policy/],
    ['not-aligned', /another domain/],
    ['dns-servfail', /could not find out/],
    ['no-author', /one author/],
  ])('%s', (reason, text) => {
    const dmarc = { ...BASE.dmarc, result: 'none', reason } as const;
    expect(bare(dmarcPart(proven({ dmarc, policy: null }), words).items[0]?.sentence ?? '')).toMatch(text);
  });

  it('compares no domain that is not known', () => {
    const dmarc = {
      ...BASE.dmarc,
      dkim: [],
      spf: { method: 'spf', domain: null, pass: null, alignment: null },
    } as const;
    expect(factsOf(dmarcPart(proven({ dmarc }), words)).filter((fact) => fact.startsWith('SPF'))).toEqual([]);
  });

  it('is not asked in so many words', () => {
    const dmarc = { ...BASE.dmarc, result: 'temperror', reason: 'not-asked' } as const;
    expect(dmarcPart(proven({ dmarc, policy: null }), words).short).toBe('not asked');
  });
});
