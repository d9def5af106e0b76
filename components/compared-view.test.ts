import { describe, expect, it } from 'vitest';
import type { Compared } from '../lib/verify/proof';
import { comparedPart } from './compared-view';
import { factsOf, proven } from './testing/proven';
import { shippedWords } from './testing/report';

const words = shippedWords('en');
const ROW: Compared = {
  method: 'dkim',
  about: 'sender.example',
  here: 'fail',
  provider: 'pass',
  sealer: 'lists.example',
  sealed: 'pass',
  difference: 'body-changed-since',
  agrees: false,
  fields: [],
};

describe('comparedPart', () => {
  it('sets the results side by side', () => {
    const part = comparedPart(proven({ compared: [ROW] }), words);
    expect(part).toMatchObject({ short: 'they differ', sign: { outcome: 'warn' } });
    expect(factsOf(part)).toEqual(['DKIM sender.example: here: fail · your provider: pass · lists.example: pass']);
  });

  it('says that nothing differs', () => {
    const row = { ...ROW, here: 'pass', sealer: null, sealed: null, difference: null };
    const part = comparedPart(proven({ compared: [row] }), words);
    expect(part).toMatchObject({ short: 'no difference', sign: { outcome: 'absent' } });
    expect(factsOf(part)).toEqual(['DKIM sender.example: here: pass · your provider: pass']);
  });

  it('is not there where nobody else says anything', () => {
    const row = { ...ROW, provider: null, sealer: null, sealed: null, difference: null };
    expect(comparedPart(proven({ compared: [row] }), words)).toBeNull();
  });
});
