import { describe, expect, it } from 'vitest';
import type { ServiceFound } from '../lib/verify/proof';
import { servicePart } from './service-view';
import { bare, factsOf, proven } from './testing/proven';
import { shippedWords } from './testing/report';

const SERVICE: ServiceFound = {
  id: 'cuenote',
  name: 'Cuenote',
  nameJa: 'キューノート',
  kind: 'newsletter',
  certainty: 'signed',
  at: 'signer',
  seen: 'cuenote.example',
  signature: 'service',
};

describe('servicePart', () => {
  it.each([
    ['author', /signature is sender\.example’s own \(author signature\)/],
    ['service', /the service’s own \(third-party signature\), not sender\.example’s/],
    ['other', /neither/],
    [null, /no signature that holds/],
  ] as const)('%s: whose signature it is', (signature, text) => {
    const part = servicePart(proven({ service: { ...SERVICE, signature } }), shippedWords('en'));
    expect(bare(part?.items[0]?.sentence ?? '')).toMatch(text);
    expect(factsOf(part)).toContain('Kind: newsletters');
  });

  it('has its Japanese name in Japanese, where it has one', () => {
    const japanese = (nameJa: string | null) =>
      servicePart(proven({ service: { ...SERVICE, nameJa } }), shippedWords('ja'))?.short;
    expect([japanese('キューノート'), japanese(null)]).toEqual(['キューノート', 'Cuenote']);
  });

  it('is not there where none is recognised', () => {
    expect(servicePart(proven(), shippedWords('en'))).toBeNull();
  });
});
