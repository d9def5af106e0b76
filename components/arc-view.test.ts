import { describe, expect, it } from 'vitest';
import type { Proof } from '../lib/verify/proof';
import type { ArcSetResult } from '../lib/verify/rfc/arc/verify-arc';
import { dkimResult } from '../test/fixtures/build-proof';
import { arcPart, MAX_SETS_SHOWN } from './arc-view';
import { bare, factsOf, proven } from './testing/proven';
import { shippedWords } from './testing/report';

const words = shippedWords('en');

function set(instance: number, part: Partial<ArcSetResult> = {}): ArcSetResult {
  const result = dkimResult();
  return {
    instance,
    results: { index: instance, start: 0 },
    message: result.signature,
    seal: {
      index: 0,
      fault: null,
      tag: null,
      algorithm: null,
      status: instance === 1 ? 'none' : 'pass',
      domain: `f${instance}.example`,
      selector: 'arc',
      sealedAt: 1_795_480_870,
      value: '',
      cut: [0, 0],
    },
    messageResult: result,
    sealResult: { result: 'pass', reason: 'valid' },
    ...part,
  };
}

const chain = (count: number, part: Partial<Proof['arc']> = {}): Proof['arc'] => ({
  result: 'pass',
  reason: 'valid',
  at: null,
  sets: Array.from({ length: count }, (_, at) => set(at + 1)),
  oldestPass: 0,
  ...part,
});

describe('arcPart', () => {
  it('says that there is none', () => {
    const part = arcPart(proven(), words);
    expect([part.short, part.items[0]?.sentence]).toEqual(['none', words('ui_arc_none')]);
  });

  it('shows the sets oldest first, with what each said and whether it is believed', () => {
    const part = arcPart(
      proven({
        arc: chain(2),
        arcWord: { instance: 1, sealer: 'f1.example', trusted: true, field: 1 },
        sealed: [
          { instance: 1, sealer: 'f1.example', field: 1, method: 'dmarc', about: 'sender.example', result: 'pass' },
        ],
      }),
      words,
      'UTC',
    );
    expect(part.items.slice(1).map(({ title, tag }) => [title, tag])).toEqual([
      ['1. f1.example', 'trusted by you'],
      ['2. f2.example', null],
    ]);
    expect(part.short).toBe('pass · f1.example · trusted by you');
    expect(factsOf(part)).toContain('It found: dmarc=pass sender.example');
    expect(factsOf(part)).toContain('cv=: none');
    expect(factsOf(part)).toContain(`Changes: ${words('ui_arc_unchanged')}`);
  });

  it('never colours in a chain, which proves nothing by itself', () => {
    const part = arcPart(proven({ arc: chain(1) }, { findings: [] }), words);
    expect([part.sign?.quiet, part.items[1]?.sign?.quiet]).toEqual([true, true]);
    expect(part.sign?.outcome).toBe('unknown');
  });

  it('says where a chain broke', () => {
    const arc = chain(1, {
      result: 'fail',
      reason: 'body-changed',
      at: { instance: 1, part: 'message' },
      oldestPass: null,
    });
    expect(bare(arcPart(proven({ arc }), words).items[0]?.sentence ?? '')).toBe(
      `Set 1: ${words('ui_signature_body_changed')}`,
    );
  });

  it('tells since when the mail is unchanged', () => {
    expect(factsOf(arcPart(proven({ arc: chain(2, { oldestPass: 2 }) }), words))).toContain(
      'Changes: Changed before set 2 was made, unchanged since.',
    );
  });

  it.each([
    [MAX_SETS_SHOWN, 0],
    [MAX_SETS_SHOWN + 1, 1],
    [50, 1],
  ])('of %i sets cuts the list: %i', (count, cut) => {
    const { items } = arcPart(proven({ arc: chain(count) }), words);
    expect(items).toHaveLength(1 + Math.min(count, MAX_SETS_SHOWN) + cut);
  });
});
