import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Hop } from '../facts';
import { MAX_RECEIVED, readReceived } from './received';
import { MAX_COMMENT } from './received/notations';

// Lines of 100 kB under counted steps, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000 });

interface Case {
  readonly name: string;
  readonly header: string;
  /** Fields of a Hop; `said` is the text of its span, null for none. */
  readonly expect: Partial<Hop> & { readonly said?: string | null };
}

const FOLDER = resolve(import.meta.dirname, '../../../test/fixtures/received');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

function fieldOf(value: string): { name: string; raw: string; valueAt: number } {
  return { name: 'Received', raw: `Received: ${Buffer.from(value, 'utf8').toString('latin1')}`, valueAt: 9 };
}

function said(hop: Hop, raw: string): string | null {
  return hop.span === null ? null : Buffer.from(raw.slice(hop.span.start, hop.span.end), 'latin1').toString('utf8');
}

it('has fixtures', () => expect(files.length).toBeGreaterThan(30));

describe.each(files)('%s', (file) => {
  const { cases } = JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8')) as { cases: readonly Case[] };

  it('has cases', () => expect(cases.length).toBeGreaterThan(0));

  it.each(cases)('$name', ({ header, expect: { said: words, ...wanted } }) => {
    const field = fieldOf(header);
    const hop = readReceived(field, 7);
    expect(hop).toMatchObject({ field: 7, ...wanted });
    if (words !== undefined) expect(said(hop, field.raw)).toBe(words);
  });
});

describe('the limit of a line', () => {
  const line = (length: number): string => {
    const end = ' by mx.box.example (Postfix) with ESMTPS id 1; Mon, 5 Jan 2026 10:00:00 +0000';
    return `${'x'.repeat(length - 10 - end.length - 23)} (a.example [192.0.2.1])${end}`.slice(0, length - 10);
  };

  it('reads the longest line', () => {
    const field = fieldOf(line(MAX_RECEIVED));
    expect(field.raw).toHaveLength(MAX_RECEIVED);
    expect(readReceived(field, 0)).toMatchObject({ by: 'mx.box.example', with: 'ESMTPS' });
  });

  it('keeps a longer one, unread', () => {
    expect(readReceived(fieldOf(line(MAX_RECEIVED + 1)), 3)).toMatchObject({
      field: 3,
      state: 'unknown',
      reason: 'not-parsed',
      by: null,
    });
  });
});

describe('the limit of a comment', () => {
  const line = (length: number): string => {
    const comment = `(cipher=AES256-SHA subject="${'x'.repeat(length - 30)}")`;
    expect(comment).toHaveLength(length);
    return `from a.example ([192.0.2.1]) by mx.box.example with ESMTP ${comment}; Mon, 5 Jan 2026 10:00:00 +0000`;
  };

  it('is looked into up to it, and no further', () => {
    expect(readReceived(fieldOf(line(MAX_COMMENT)), 0).state).toBe('encrypted');
    expect(readReceived(fieldOf(line(MAX_COMMENT + 1)), 0).state).toBe('unknown');
  });
});

/** Words and marks that Received lines are made of, so that random lines reach the code's corners. */
const PIECES = [
  'from ', ' by ', ' with ', ' id ', ' for ', ' via ', '(', ')', '"', '<', '>', '[', ']', ';', ',', '\\', '@', ':', '=', ' ', '\r\n\t',
  'ESMTPS', 'ESMTP', 'LMTP', 'mapi', 'HTTPS', 'local', 'encrypted', 'Microsoft SMTP Server', '(Postfix)', '(Exim 4.98)', '(8.18.1/8.18.1)',
  '(using TLSv1.3 with cipher X25519 (256/256 bits))', '(TLS1.3:TLS_AES:256)', '(Client CN "', 'helo=', 'EHLO ', 'unknown',
  '[127.0.0.1]', '([192.0.2.1])', '(a.example [2001:db8::1])', 'a.example', '10.0.0.1', '<a@b.example>', '(qmail 1 invoked by uid 0)',
  'Mon, 5 Jan 2026 10:00:00 +0000', 'tls ', 'over TLS secured channel', '\u00fc', '\u0000',
]; // prettier-ignore
const shaped = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(''));
const anything = fc.uint8Array({ maxLength: 600 }).map((bytes) => Buffer.from(bytes).toString('latin1'));

describe('any octets', () => {
  it.each([
    ['of any kind', anything],
    ['in the shape of a line', shaped],
  ])('%s make a Hop whose span lies in the field', (_, values) => {
    fc.assert(
      fc.property(values, (value) => {
        const raw = `Received:${value}`;
        const hop = readReceived({ name: 'Received', raw, valueAt: 9 }, 1);
        expect(hop.field).toBe(1);
        if (hop.span) {
          expect(hop.span.start).toBeGreaterThanOrEqual(9);
          expect(hop.span.end).toBeGreaterThan(hop.span.start);
          expect(hop.span.end).toBeLessThanOrEqual(raw.length);
        }
        if (hop.state === 'encrypted') expect(hop.span).not.toBeNull();
        expect(hop.tls === null).toBe(hop.state !== 'encrypted');
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('the work grows with the length alone', () => {
  /** What each method of a string costs, by its result, its receiver and its arguments. */
  const COSTS: Readonly<Record<string, (result: unknown, text: string, args: readonly unknown[]) => number>> = {
    charCodeAt: () => 1,
    slice: (result) => String(result).length,
    toLowerCase: (_, text) => text.length,
    toUpperCase: (_, text) => text.length,
    trim: (_, text) => text.length,
    trimEnd: (_, text) => text.length,
    split: (_, text) => text.length,
    includes: (_, text) => text.length,
    lastIndexOf: (_, text) => text.length,
    indexOf: (result, text, [, from]) => (result === -1 ? text.length : Number(result)) - Number(from ?? 0),
    startsWith: (_, __, [words]) => String(words).length,
    endsWith: (_, __, [words]) => String(words).length,
    replace: (_, text) => text.length,
  };

  /** Octets looked at, cut out, or searched through while `value` is read. */
  function steps(value: string): number {
    let count = 0;
    const methods = String.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
    const kept = new Map<string, (...args: unknown[]) => unknown>();
    for (const [name, cost] of Object.entries(COSTS)) {
      const method = methods[name];
      if (!method) continue;
      kept.set(name, method);
      methods[name] = function (this: string, ...args: unknown[]) {
        const result = method.apply(this, args);
        count += name === 'charCodeAt' ? 1 : cost(result, this, args);
        return result;
      };
    }
    try {
      const raw = `Received: ${value}`;
      readReceived({ name: 'Received', raw, valueAt: 9 }, 0);
    } finally {
      for (const [name, method] of kept) methods[name] = method;
    }
    return count;
  }

  const repeated = (piece: string) => (length: number) =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const HARD = [
    '(', ')', '()', '((a)', '"', '""', '<', '<"', '<a@b>', '[', '[a]', ';', '\\', '(\\', '"(', '("', '("a)', '(<"a', '(<"a"@', ' by', ' by x', ' with ',
    ' with SMTP', 'from x ', ' for <a@b>', ' id x', 'a', ' ', '\r\n ', '(using TLSv1.3 with cipher X25519 (1/1 bits))', '(Client CN "', '([127.0.0.1])',
    '(a.example [192.0.2.1])', '(HELO x)', '[192.0.2.1]', '(192.0.2.1)', '@192.0.2.1', '(((192.0.2.1', 'helo=', '(helo=x', 'HELO ', '(account x HELO ', '[UNAVAILABLE]',
    '([UNAVAILABLE]', ' tls X25519', ' over TLS secured', ' using TLS with X25519 cipher', ' envelope-from <a@b>', '(envelope-from <a@b>)', '(auth', '::', '1.', '\u00fc',
  ]; // prettier-ignore

  it.each(HARD)('of %j', (piece) => {
    for (const [before, after] of [
      ['', ''],
      ['from ', ' by mx.box.example (Postfix) with ESMTPS id 1; Mon, 5 Jan 2026 10:00:00 +0000'],
      ['from x (x [192.0.2.1]) by mx.box.example with esmtps ', ''],
    ] as const) {
      const make = repeated(piece);
      const small = steps(`${before}${make(12_500)}${after}`);
      const large = steps(`${before}${make(100_000)}${after}`);
      // Eight times the octets (64 times the work, were it quadratic); and so many looks at each.
      expect(large / small).toBeLessThan(16);
      expect(large / 100_000).toBeLessThan(60);
    }
  });
});
