import { describe, expect, it } from 'vitest';
import type { AddressPosture } from '../../../lib/verify/posture';
import { politeness } from './politeness';

const MINUTE = 60_000;

function table(outcome: AddressPosture['outcome'] = 'starttls-works') {
  let time = 1_000_000;
  let runs = 0;
  let now = 0;
  let most = 0;
  const calls: (() => void)[] = [];
  const polite = politeness(
    () => time,
    () => 0,
  );
  const value = (what: AddressPosture['outcome']) => ({
    posture: { outcome: what, reach: 'reached', observedAt: time } as AddressPosture,
  });
  return {
    pass: (ms: number) => (time += ms),
    runs: () => runs,
    most: () => most,
    calls,
    visit: (host: string, ip: string, what = outcome, about = '') =>
      polite.visit({ host, ip, about }, async () => {
        runs++;
        return value(what);
      }),
    slowVisit: (host: string, ip: string) =>
      polite.visit({ host, ip, about: '' }, async () => {
        runs++;
        most = Math.max(most, ++now);
        await new Promise<void>((go) => calls.push(go));
        now--;
        return value(outcome);
      }),
  };
}
const settle = () => new Promise((go) => setImmediate(go));

describe('politeness', () => {
  it('a result is shared for an hour, then looked at anew', async () => {
    const t = table();
    await t.visit('mx.example', '8.8.8.8');
    t.pass(59 * MINUTE);
    expect(await t.visit('mx.example', '8.8.8.8')).toMatchObject({ ok: true });
    expect(t.runs()).toBe(1);
    t.pass(2 * MINUTE);
    await t.visit('mx.example', '8.8.8.8');
    expect(t.runs()).toBe(2);
  });

  it('many who ask at once are one visit', async () => {
    const t = table();
    const all = Array.from({ length: 50 }, () => t.slowVisit('mx.example', '8.8.8.8'));
    await settle();
    t.calls[0]?.();
    expect((await Promise.all(all)).every((one) => one.ok)).toBe(true);
    expect(t.runs()).toBe(1);
  });

  it('one conversation with an address at a time, whatever it is called; too many are turned away', async () => {
    const t = table();
    const all = Array.from({ length: 6 }, (_, index) => t.slowVisit(`mx${index}.example`, '8.8.8.8'));
    for (let index = 0; index < 6; index++) {
      await settle();
      t.calls[index]?.();
    }
    const done = await Promise.all(all);
    expect(t.most()).toBe(1);
    expect(done.map((one) => (one.ok ? 'ok' : one.held))).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
      'address-busy',
      'address-busy',
    ]);
  });

  it('names that lead to a stranger’s address spend its allowance, not its patience', async () => {
    const t = table();
    const held = [];
    for (let index = 0; index < 8; index++) held.push(await t.visit(`mx${index}.evil.example`, '8.8.8.8'));
    expect(t.runs()).toBe(5);
    expect(held[7]).toEqual({ ok: false, held: 'address-allowance' });
    t.pass(20_000);
    await t.visit('mx9.evil.example', '8.8.8.8');
    expect(t.runs()).toBe(6);
  });

  it('a network has an allowance', async () => {
    const t = table();
    const last = [];
    for (let index = 0; index < 42; index++) last.push(await t.visit('mx.example', `8.8.8.${index}`));
    expect(t.runs()).toBe(40);
    expect(last[41]).toEqual({ ok: false, held: 'network-allowance' });
    expect(await t.visit('mx.example', '8.8.9.1')).toMatchObject({ ok: true });
    for (let index = 0; index < 42; index++) last.push(await t.visit('mx.example', `2a00:1450:4001:${index}::1`));
    expect(last.at(-1)).toEqual({ ok: false, held: 'network-allowance' });
  });

  it.each([
    ['busy', 14, 16],
    ['rejected', 59, 61],
  ] as const)('who says %s is left alone for a while, under any name', async (outcome, within, after) => {
    const t = table(outcome);
    await t.visit('mx.example', '8.8.8.8');
    t.pass(within * MINUTE);
    expect(await t.visit('mx2.example', '8.8.8.8')).toEqual({ ok: false, held: 'resting' });
    expect(await t.visit('mx.example', '8.8.8.8')).toMatchObject({ ok: true });
    expect(t.runs()).toBe(1);
    t.pass((after - within) * MINUTE);
    await t.visit('mx2.example', '8.8.8.8');
    expect(t.runs()).toBe(2);
  });

  it('rests grow fourfold', async () => {
    const t = table('busy');
    await t.visit('mx.example', '8.8.8.8');
    t.pass(16 * MINUTE);
    await t.visit('mx.example', '8.8.8.8');
    t.pass(59 * MINUTE);
    await t.visit('mx.example', '8.8.8.8');
    expect(t.runs()).toBe(2);
    t.pass(2 * MINUTE);
    await t.visit('mx.example', '8.8.8.8');
    expect(t.runs()).toBe(3);
  });

  it('the circuit opens after three failures in a row', async () => {
    const t = table('silent');
    for (let index = 0; index < 3; index++) {
      await t.visit('mx.example', '8.8.8.8');
      t.pass(6 * MINUTE);
    }
    expect(t.runs()).toBe(3);
    expect(await t.visit('other.example', '8.8.8.8')).toEqual({ ok: false, held: 'resting' });
    t.pass(30 * MINUTE);
    await t.visit('other.example', '8.8.8.8');
    expect(t.runs()).toBe(4);
  });

  it('an old answer stands in while a server rests', async () => {
    const t = table();
    await t.visit('mx.example', '8.8.8.8');
    t.pass(61 * MINUTE);
    await t.visit('other.example', '8.8.8.8', 'busy');
    expect(await t.visit('mx.example', '8.8.8.8')).toMatchObject({
      ok: true,
      value: { posture: { outcome: 'starttls-works' } },
    });
    expect(t.runs()).toBe(2);
  });

  it('other records ask again, but not within the minute', async () => {
    const t = table();
    await t.visit('mx.example', '8.8.8.8', 'starttls-works', 'a');
    expect(await t.visit('mx.example', '8.8.8.8', 'starttls-works', 'b')).toMatchObject({ ok: true, about: 'a' });
    t.pass(MINUTE + 1);
    expect(await t.visit('mx.example', '8.8.8.8', 'starttls-works', 'b')).toMatchObject({ ok: true, about: 'b' });
    expect(t.runs()).toBe(2);
  });

  it('no more than 128 conversations at once', async () => {
    const t = table();
    const all = Array.from({ length: 300 }, (_, index) => t.slowVisit('mx.example', `8.${index >> 5}.${index & 31}.1`));
    for (let freed = 0; freed < 300; freed++) {
      await settle();
      t.calls[freed]?.();
    }
    expect((await Promise.all(all)).every((one) => one.ok)).toBe(true);
    expect(t.most()).toBe(128);
  });

  it('is stopped once nobody waits, and what was cut off is not kept', async () => {
    const time = Date.now();
    const polite = politeness(() => time);
    const visit = { host: 'mx.example', ip: '8.8.8.8', about: '' };
    const stopped: string[] = [];
    const run = (signal: AbortSignal) =>
      new Promise<{ posture: AddressPosture }>((end) =>
        signal.addEventListener('abort', () => {
          stopped.push('run');
          end({ posture: { outcome: 'closed', reach: 'reached', observedAt: time } as AddressPosture });
        }),
      );
    const [one, two] = [new AbortController(), new AbortController()];
    const both = [polite.visit(visit, run, one.signal), polite.visit(visit, run, two.signal)];
    one.abort();
    expect(await both[0]).toEqual({ ok: false, held: 'stopped' });
    expect(stopped).toEqual([]);
    two.abort();
    expect(await both[1]).toEqual({ ok: false, held: 'stopped' });
    expect(stopped).toEqual(['run']);
    await settle();
    let again = 0;
    await polite.visit(visit, async () => {
      again++;
      return { posture: { outcome: 'starttls-works', reach: 'reached', observedAt: time } as AddressPosture };
    });
    expect(again).toBe(1);
  });
});
