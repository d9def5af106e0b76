import { describe, expect, it } from 'vitest';
import type { Proof } from '../lib/verify/proof';
import type { Weakness } from '../lib/verify/rfc/dkim/verify-signature';
import { dkimResult } from '../test/fixtures/build-proof';
import { signaturePart } from './signature-view';
import { bare, factsOf, proven } from './testing/proven';
import { shippedWords } from './testing/report';

const words = shippedWords('en');
const names = ['Received', 'From', 'Subject', 'DKIM-Signature'];

const part = (results: Proof['dkim']['results'], more: Partial<Proof> = {}, language: 'en' | 'ja' = 'en') =>
  signaturePart(proven({ dkim: { results, unjudged: [] }, ...more }, { names }), shippedWords(language), 'UTC');
const other = dkimResult({ signature: { domain: 'mailer.example' } });

describe('signaturePart', () => {
  it.each([
    ['author signature', dkimResult(), 'pass', false],
    // It holds, and proves nothing about the author: never in green.
    ['third-party signature', other, 'pass', true],
    ['author signature', dkimResult({ weaknesses: ['body-beyond-length'] }), 'warn', false],
    ['author signature', dkimResult({ weaknesses: ['unsigned-copy'] }), 'warn', false],
    ['author signature', dkimResult({ result: 'fail', reason: 'body-changed' }), 'fail', false],
    ['author signature', dkimResult({ result: 'policy', reason: 'sha1' }), 'warn', false],
    ['author signature', dkimResult({ result: 'permerror', reason: 'no-key' }), 'warn', false],
    ['author signature', dkimResult({ result: 'neutral', reason: 'body-unknown' }), 'unknown', false],
    ['author signature', dkimResult({ result: 'temperror', reason: 'timeout' }), 'unknown', false],
  ] as const)('%s, drawn %#', (tag, result, outcome, quiet) => {
    expect(part([result]).items[0]).toMatchObject({ tag, sign: { outcome, quiet } });
  });

  it('names both kinds in Japanese', () => {
    expect(part([dkimResult(), other], {}, 'ja').items.map(({ tag }) => tag)).toEqual(['作成者署名', '第三者署名']);
  });

  it('says whose a signature is only where the mail has one author', () => {
    const author: Proof['author'] = { fields: [1, 2], state: 'several-fields', name: null, local: '', host: null };
    expect(part([dkimResult()], { author }).items[0]?.tag).toBeNull();
  });

  it('does not call a doubtful failure a failure', () => {
    const failed = dkimResult({ result: 'fail', reason: 'key-mismatch' });
    expect(part([failed], { doubts: ['aged'] }).items[0]?.sign).toEqual({ outcome: 'unknown', quiet: false });
  });

  it('tells key, algorithm, times, weaknesses and what is covered', () => {
    const result = dkimResult({
      weaknesses: ['weak-key'] satisfies Weakness[],
      signature: {
        signedAt: 1_795_480_870,
        expiresAt: 1_795_481_870,
        body: { canonicalization: 'simple', length: 5, hash: 'sha-256' },
      },
    });
    const facts = factsOf(part([result]));
    for (const fact of [
      'Compared with From: The very domain in From',
      'Weak point: The key has under 2048 bits; that is little today.',
      'd=: sender.example',
      's=: s1',
      'Key: RSA, 2,048 bits',
      'DNS answer: without DNSSEC',
      'Algorithm (a=, c=): rsa-sha256, relaxed/simple',
      'l=: 5',
      'Signed fields: From, Subject',
      'One more could be added: subject',
      'Text of the mail: all 100 bytes signed',
    ])
      expect(facts).toContain(fact);
    expect(facts.some((fact) => fact.startsWith('Signed on (t=): Nov 24, 2026'))).toBe(true);
    expect(facts.some((fact) => fact.startsWith('Expires on (x=): Nov 24, 2026'))).toBe(true);
  });

  it('tells a signature that names nothing by its fault', () => {
    const faulty = dkimResult({
      result: 'neutral',
      reason: 'missing-tag',
      key: null,
      coverage: null,
      signature: { domain: null, selector: null, algorithm: null, fault: 'missing-tag', tag: 'd' },
    });
    const [item] = part([faulty]).items;
    expect(item).toMatchObject({ title: words('ui_signature_nobody'), tag: null });
    expect(bare(item?.sentence ?? '')).toBe('It cannot be read as a signature (missing-tag: d).');
  });

  it('never cuts off the end of a domain, where it says whose it is', () => {
    const domain = `${'bank.example.'.repeat(18)}evil.example`;
    const [item] = part([dkimResult({ signature: { domain } })]).items;
    expect(item?.title).toBe(domain);
    expect(part([dkimResult({ signature: { domain } })]).short).toContain('.evil.example ·');
  });

  it('names those that nobody judged, and none where there is none', () => {
    const { signature } = dkimResult();
    const crowd = signaturePart(proven({ dkim: { results: [dkimResult()], unjudged: [signature, signature] } }), words);
    expect(crowd.items).toHaveLength(3);
    expect(bare(crowd.short)).toBe('pass · sender.example · author signature · and 2 more');
    expect(part([]).short).toBe('none');
    expect(part([]).items.map(({ sentence }) => sentence)).toEqual([words('ui_signatures_none')]);
  });
});
