import { describe, expect, it } from 'vitest';
import type { Seal } from '../../lib/verify/seal.ts';
import type { Lock } from '../../lib/verify/verdict.ts';
import { compose } from './letter.ts';
import { HUGE, MAILS, messageIdOf } from './mails.ts';
import { NAMES, NAMELESS_ADDRESSES } from './network.ts';
import { SEAL_MAILS } from './seal-mails.ts';

const LOCKS: Readonly<Record<Lock, true>> = {
  closed: true,
  notched: true,
  open: true,
  house: true,
  plane: true,
  dotted: true,
};

const SEALS: Readonly<Record<Seal, true>> = {
  whole: true,
  half: true,
  cracked: true,
  broken: true,
  empty: true,
  staff: true,
  dotted: true,
};

const SENT = [...MAILS, ...SEAL_MAILS];

describe('the set of mails', () => {
  it('has each id and each Message-ID once', () => {
    const all = [...SENT, HUGE];
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(new Set(all.map(messageIdOf)).size).toBe(all.length);
  });

  it.each(Object.keys(LOCKS))('has a mail whose lock is %s', (lock) => {
    expect(MAILS.some((mail) => mail.lock === lock)).toBe(true);
  });

  it.each(Object.keys(SEALS))('has a mail whose seal is %s', (seal) => {
    expect(SENT.some((mail) => mail.seal === seal)).toBe(true);
  });

  it('answers within a thread only mails of the set', () => {
    const ids = new Set(SENT.map(messageIdOf));
    for (const { letter } of SENT) for (const id of letter.references ?? []) expect(ids).toContain(id);
  });

  it('comes from addresses that the namespace has', () => {
    const addresses = new Set([...NAMES.map(([address]) => address), ...NAMELESS_ADDRESSES]);
    for (const { way } of SENT) {
      if (way.kind !== 'smtp') continue;
      expect(addresses).toContain(way.dialog.server.address);
      expect(addresses).toContain(way.dialog.from);
    }
  });

  it('has mails of the sizes it says, in lines that SMTP allows', () => {
    for (const mail of SENT) {
      const raw = compose(messageIdOf(mail), mail.letter);
      if (mail.id === 'large') expect(raw.length / 5_000_000).toBeCloseTo(1, 1);
      const text = raw.toString('latin1');
      expect(text).not.toMatch(/[^\r]\n|\r[^\n]/);
      expect(text.split('\r\n').filter((line) => line.length > 998)).toEqual([]);
    }
  });
});
