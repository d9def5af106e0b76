import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Check, Finding, Outcome } from './check';
import { account } from './checks/account';
import { arc } from './checks/arc';
import { author } from './checks/author';
import { dkim } from './checks/dkim';
import { dmarc } from './checks/dmarc';
import { ownCopy } from './checks/own-copy';
import { providersWord } from './checks/providers-word';
import { repeatedFields } from './checks/repeated-fields';
import { spf } from './checks/spf';
import { foldSender } from './seal';

const DECIDING = [author, dmarc, dkim, spf, providersWord, arc, account, repeatedFields, ownCopy];

/** The outcome that a code has, where it has but one: those that a seal could be green by. */
const GOOD: Readonly<Record<string, readonly string[]>> = {
  author: ['one'],
  dmarc: [
    'aligned-by-dkim',
    'aligned-by-spf',
    'no-policy-dkim',
    'no-policy-spf',
    'policy-unknown-dkim',
    'policy-unknown-spf',
  ],
  dkim: ['author-signature'],
  spf: ['pass'],
  'providers-word': ['dmarc-pass'],
  arc: ['trusted'],
  account: ['of-the-author', 'handed-in', 'stayed'],
  'repeated-fields': [],
  'own-copy': ['sent', 'draft'],
};

const outcomes: readonly Outcome[] = ['warn', 'fail', 'absent', 'unknown'];

const finding = (check: Pick<Check, 'id' | 'codes'>): fc.Arbitrary<Finding> =>
  fc.record({ code: fc.constantFrom(...check.codes), other: fc.constantFrom(...outcomes) }).map(({ code, other }) => ({
    id: check.id,
    about: 'sender',
    weight: 'decides',
    code,
    outcome: GOOD[check.id]?.includes(code) ? 'pass' : other,
    seen: [],
  }));

/** What each check may answer, each with each. */
const findings = fc.tuple(...DECIDING.map(finding));
const crash = (one: Finding): Finding => ({ ...one, code: 'crashed', outcome: 'unknown', seen: [] });
const runs = { numRuns: 20_000 };

describe('whatever the checks answer', () => {
  it('a missing or crashed one leaves it dotted', () => {
    fc.assert(
      fc.property(findings, fc.nat(DECIDING.length - 1), fc.boolean(), (all, at, missing) => {
        const broken = missing
          ? all.filter((_, place) => place !== at)
          : all.map((one, p) => (p === at ? crash(one) : one));
        expect(foldSender(broken)).toEqual({ seal: 'dotted', code: 'cannot-tell', params: {} });
      }),
      runs,
    );
  });

  it('green needs one author, an aligned domain or the provider’s word, and nothing against it', () => {
    let green = 0;
    fc.assert(
      fc.property(findings, (all) => {
        const { seal, code } = foldSender(all);
        if (seal !== 'whole') return;
        green++;
        const of = (id: string) => all.find((one) => one.id === id);
        const aligned = of('dmarc')?.outcome === 'pass';
        expect(of('author')?.outcome).toBe('pass');
        expect(of('repeated-fields')?.outcome).not.toBe('warn');
        expect(of('dkim')?.code).not.toMatch(/^(?:author-signature-partial|leaves-room)$/);
        expect(aligned || of('providers-word')?.code === 'dmarc-pass').toBe(true);
        if (!aligned) {
          expect(code).toBe('providers-word');
          expect(of('dmarc')?.outcome).toBe('unknown');
          expect(of('dkim')?.code).not.toMatch(/changed|wrong-key|not-counted|faulty/);
        }
        if (aligned && of('dmarc')?.code.endsWith('-spf')) {
          expect(of('spf')?.outcome).toBe('pass');
          expect(of('providers-word')?.code).not.toMatch(/fail/);
        }
      }),
      runs,
    );
    expect(green).toBeGreaterThan(100);
  });

  it('red needs a policy that asks for it, and nobody who explains it', () => {
    let red = 0;
    fc.assert(
      fc.property(findings, (all) => {
        if (foldSender(all).seal !== 'broken') return;
        red++;
        const of = (id: string) => all.find((one) => one.id === id);
        expect(of('dmarc')?.code).toMatch(/^(?:reject|quarantine)$/);
        expect(of('account')?.outcome).not.toBe('pass');
        if (of('dmarc')?.outcome !== 'fail') return;
        expect(of('providers-word')?.code).not.toBe('dmarc-pass');
        expect(of('arc')?.code).not.toBe('trusted');
      }),
      runs,
    );
    expect(red).toBeGreaterThan(20);
  });

  it('no findings at all are dotted', () => {
    expect(foldSender([]).seal).toBe('dotted');
  });
});
