import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assumedAt } from './assumed';
import { digest } from './digest';
import type { Border } from './facts';
import type { Receiver } from './message';
import { verify } from './verify';
import type { Lock } from './verdict';
import { offline, type World } from './world';

/** A chain of Received lines, its reader, and what must come of it; test/fixtures/chains/README.md. */
interface Chain {
  readonly what: string;
  readonly receiver: Receiver;
  readonly received: readonly string[];
  /** The mailbox's MX records; without, nobody answers. */
  readonly mx?: readonly string[];
  readonly expect: {
    readonly border: number | null | 'any';
    readonly kind: Border['kind'] | 'any';
    readonly lock: Lock | 'never-green';
    readonly attested?: number;
    readonly perimeter?: number;
    readonly code?: string;
  };
}

const FOLDER = new URL('../../test/fixtures/chains/', import.meta.url);
const chains = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const chain = JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Chain;
    return { ...chain, receiver: { ...chain.receiver, sealers: [], vouched: true }, id: name.slice(0, -5) };
  });

function world(mx: readonly string[] | undefined): World {
  if (!mx) return offline(0);
  return { dns: () => Promise.resolve({ ok: true, value: mx, dnssec: 'unknown' }), now: () => 0 };
}

function headOf(received: readonly string[]): string {
  return `${received.map((line) => `Received: ${line}\r\n`).join('')}From: <a@sender.example>\r\n\r\n`;
}

describe('chains', () => {
  it('are many', () => {
    expect(chains.filter(({ id }) => id.startsWith('forged-')).length).toBeGreaterThanOrEqual(40);
  });

  it.each(chains)('$id: $what', async ({ receiver, received, mx, expect: expected }) => {
    const report = await verify(digest(headOf(received), receiver, 'exact'), world(mx));
    const { border, transit } = report;
    if (expected.lock === 'never-green') expect(['closed', 'house', 'plane']).not.toContain(transit.lock);
    else expect(transit.lock).toBe(expected.lock);
    if (expected.border !== 'any') expect(border.hop).toBe(expected.border);
    if (expected.kind !== 'any') expect(border.kind).toBe(expected.kind);
    if (expected.attested !== undefined) expect(border.attested).toBe(expected.attested);
    expect(border.perimeter).toBe(expected.perimeter ?? null);
    if (expected.code !== undefined) expect(transit.code).toBe(expected.code);
    expect(report.hops).toHaveLength(received.length);
    expect(report.findings.filter(({ code }) => code === 'crashed')).toEqual([]);
  });

  // Whatever stands below a shown border is the sender's to write: cutting it off may change a warning, never the entry.
  it.each(chains.filter(({ expect: { kind } }) => kind === 'shown'))(
    '$id: lines below do not move the border',
    async (chain) => {
      const whole = await verify(digest(headOf(chain.received), chain.receiver, 'exact'), world(chain.mx));
      const cut = chain.received.slice(0, whole.border.attested);
      const forged = [...cut, ...chain.received, ...chain.received];
      for (const received of [cut, forged]) {
        const again = await verify(digest(headOf(received), chain.receiver, 'exact'), world(chain.mx));
        expect({ ...again.border, kind: whole.border.kind }).toEqual(whole.border);
        if (whole.transit.lock === 'open') expect(again.transit.lock).toBe('open');
      }
    },
  );
});

describe('any chain of lines', () => {
  const words = fc.constantFrom(
    'from',
    'by',
    'with',
    'id',
    'for',
    ';',
    '(',
    ')',
    '[',
    ']',
    '"',
    '\\',
    '<',
    '>',
    '\r\n\t',
    'mx.example.com',
    'localhost',
    '[127.0.0.1]',
    '([127.0.0.1])',
    '(unknown [203.0.113.66])',
    '10.0.0.5',
    '::1',
    'ESMTP',
    'ESMTPS',
    'ESMTPSA',
    'LMTP',
    'HTTPS',
    '(Postfix)',
    '(using TLSv1.3 with cipher AES256-SHA (256/256 bits))',
    'Microsoft SMTP Server',
    '2002:a05::1',
    'vm',
    'example.com',
    'evilexample.com',
    'Mon, 5 Jan 2026 10:00:00 +0000',
  );
  const line = fc.oneof(
    fc.array(words, { maxLength: 25 }).map((parts) => parts.join(' ')),
    fc.constantFrom(...chains.flatMap(({ received }) => received.slice(0, 3))),
    fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.replaceAll(/[\r\n]/g, ' ')),
  );
  const receivers = fc.constantFrom(...chains.map(({ receiver }) => receiver));

  it('gets a verdict; it is green only over a shown border or a house of addresses, and red only over a shown one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), receivers, async (received, receiver) => {
        const { border, transit, hops, findings } = await verify(
          digest(headOf(received), receiver, 'exact'),
          offline(0),
        );
        expect(hops).toHaveLength(received.length);
        expect(findings.every(({ code }) => code !== 'crashed')).toBe(true);
        if (transit.lock === 'closed' || transit.lock === 'open') {
          expect(border.kind).toBe('shown');
          expect(assumedAt(border.steps)).toBeNull();
        }
        if (transit.lock === 'closed') expect(hops[border.hop ?? -1]?.state).toBe('encrypted');
        if (border.hop !== null) expect(border.attested).toBeGreaterThan(border.hop);
        expect(border.steps.length).toBeLessThanOrEqual(hops.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('whatever the client calls itself', () => {
  const DATE = 'Mon, 5 Jan 2026 10:00:10 +0000';
  const plaintext: Readonly<Record<string, (helo: string) => string>> = {
    Postfix: (helo) =>
      `from ${helo} (unknown [203.0.113.66])\r\n\tby mx.example.com (Postfix) with ESMTP id 4Z1\r\n\tfor <user@example.com>; ${DATE}`,
    Exim: (helo) =>
      `from [203.0.113.66] (helo=${helo})\r\n\tby mx.example.com with esmtp (Exim 4.96)\r\n\tid 1vc-0000\r\n\tfor user@example.com;\r\n\t${DATE}`,
    Sendmail: (helo) =>
      `from ${helo} (b.example [203.0.113.66])\r\n\tby mx.example.com (8.17.1/8.17.1) with ESMTP id 1A2B3C; ${DATE}`,
    Exchange: (helo) =>
      `from ${helo} (203.0.113.66) by\r\n mx.example.com (10.1.1.1) with Microsoft SMTP\r\n Server id 15.2.1.1; ${DATE}`,
  };
  const forged = `from b.example (b.example [203.0.113.99])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\tby mx.example.com (Postfix) with ESMTPS id 4Z2; ${DATE}`;
  const words = fc.constantFrom(
    ...[
      'x',
      '(',
      ')',
      '[',
      ']',
      '"',
      '\\',
      '<',
      '>',
      '\r\n\t',
      ';',
      '@',
      'by',
      'with',
      'from',
      'id',
      'for',
      'helo=',
      'HELO',
    ],
    ...[
      'ESMTPS',
      'ESMTPSA',
      'LMTP',
      'HTTPS',
      'mapi',
      'local',
      'localhost',
      'mx.example.com',
      '127.0.0.1',
      '10.0.0.5',
      '::1',
    ],
    ...[
      '[127.0.0.1]',
      '([127.0.0.1])',
      '(localhost [127.0.0.1])',
      '(Postfix)',
      '(Exim 4.96)',
      '(Postfix, from userid 1000)',
    ],
    ...['(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))', '(version=TLS1_3, cipher=X)', 'IDENT:'],
    ...['(Authenticated sender: user@example.com)', '(qmail 1 invoked by uid 1)', 'Microsoft SMTP Server', DATE],
  );
  const receiver: Receiver = {
    mailbox: 'example.com',
    preset: null,
    names: [],
    networks: [],
    gateways: [],
    learned: [],
    folder: null,
    sealers: [],
    vouched: true,
  };

  it.each(Object.keys(plaintext))(
    'an entry in the clear, written by %s, is never green and never a house',
    async (product) => {
      await fc.assert(
        fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 10 }), fc.boolean(), async (parts, spaced) => {
          const line = plaintext[product]?.(parts.join(spaced ? ' ' : '')) ?? '';
          const { transit } = await verify(digest(headOf([line, forged]), receiver, 'exact'), offline(0));
          expect(['open', 'dotted', 'notched']).toContain(transit.lock);
        }),
        { numRuns: 250 },
      );
    },
  );
});
