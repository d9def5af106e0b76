/**
 * Mails, DNS records and answers changed at random: the verdict always comes, no check crashes, nothing green without a proof; and
 * heads and bodies as large as they may be: what they cost grows as they do.
 */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { digest, withBody } from '../../lib/verify/digest';
import type { Receiver } from '../../lib/verify/message';
import { MAX_HEAD_BYTES, readFields } from '../../lib/verify/rfc/fields';
import type { Report } from '../../lib/verify/verdict';
import { verify } from '../../lib/verify/verify';
import type { Answer, Failure, World } from '../../lib/verify/world';
import { keyRecord, testKey } from '../signer/keys';
import { bodyOf } from '../signer/read-mail';
import { sealArc } from '../signer/seal-arc';
import { signDkim } from '../signer/sign-dkim';
import { keyName } from '../signer/zone';

// Thousands of whole verdicts, on machines that may be busy.
vi.setConfig({ testTimeout: 180_000 });

const RECEIVED_AT = Date.UTC(2026, 0, 1) / 1000;
const RECEIVER: Receiver = {
  mailbox: 'box.example',
  preset: null,
  names: [],
  networks: [],
  gateways: [],
  learned: [],
  folder: null,
  sealers: ['list.example'],
  vouched: true,
};

const KEY = testKey('rsa-1024');
const ED = testKey('ed25519');
const RECORDS: Readonly<Record<string, string>> = {
  [keyName('s', 'a.example')]: keyRecord(KEY),
  [keyName('e', 'list.example')]: keyRecord(ED),
  'a.example': 'v=spf1 include:i.example mx exists:%{i}.x.example redirect=r.example',
  'i.example': 'v=spf1 ip4:203.0.113.0/24 a:h.example ~all',
  '_dmarc.a.example': 'v=DMARC1; p=reject; sp=none; np=quarantine; rua=mailto:x@a.example',
};

const HEAD = [
  'Return-Path: <x@a.example>',
  'Authentication-Results: mx.box.example; dkim=pass header.d=a.example; spf=pass (x "y") smtp.mailfrom=x@a.example; dmarc=none',
  'Received-SPF: pass (mx.box.example: ok) client-ip=203.0.113.9; envelope-from="x@a.example"; helo=out.a.example;',
  'Received: from out.a.example (out.a.example [203.0.113.9])\r\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n\tby mx.box.example (Postfix) with ESMTPS id 4dl0\r\n\tfor <y@box.example>; Thu, 01 Jan 2026 00:00:00 +0000 (UTC)',
];
const PLAIN =
  'Received: by in.a.example; Thu, 01 Jan 2026 00:00:00 +0000\r\nFrom: "A, B" <x@a.example>\r\nTo: y@box.example\r\nSubject: =?utf-8?q?one=20two?=\r\nDate: Thu, 01 Jan 2026 00:00:00 +0000\r\nContent-Type: multipart/signed; boundary="x"\r\nList-Unsubscribe: <https://a.example/u>\r\n\r\nSome text \r\n\r\nmore\r\n';
const SIGNED = signDkim(PLAIN, { key: KEY, domain: 'a.example', selector: 's' });
const MAIL = `${HEAD.join('\r\n')}\r\n${sealArc(SIGNED, {
  key: ED,
  domain: 'list.example',
  selector: 'e',
  results: 'list.example; dkim=pass header.d=a.example',
})}`;

/** Answers texts by name; `asked` counts. */
function worldOf(dns: (name: string, type: string) => readonly string[] | Failure): World & { asked: number } {
  const world = {
    asked: 0,
    dns(name: string, type: string): Promise<Answer<readonly string[]>> {
      world.asked++;
      const found = dns(name, type);
      return Promise.resolve(
        typeof found === 'string' ? { ok: false, failure: found } : { ok: true, value: found, dnssec: 'unknown' },
      );
    },
    now: () => RECEIVED_AT * 1000,
  };
  return world;
}

const plainDns = (name: string, type: string): readonly string[] | Failure => {
  const found = type === 'TXT' ? RECORDS[name] : undefined;
  return found === undefined ? 'nxdomain' : [found];
};

async function judge(source: string, world: World, receiver = RECEIVER): Promise<Report> {
  const { bodyAt } = readFields(source);
  const head = digest(source.slice(0, bodyAt ?? source.length), receiver, 'exact');
  const report = await verify(await withBody(head, bodyOf(bodyAt === null ? '' : source.slice(bodyAt))), world);
  expect(report.findings.filter(({ code }) => code === 'crashed')).toEqual([]);
  return report;
}

const piece = fc.oneof(
  fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\r\n\t',
    ';',
    '=',
    '"',
    '\\',
    '(',
    ')',
    '<',
    '>',
    '@',
    ',',
    ':',
    '\0',
    '\xff',
    ' ',
  ),
  fc.constantFrom('%{', '%{l}', '//', '=?utf-8?q?', '?=', 'i=1;', '[', ']', '.', 'xn--', '127.0.0.1', '99999999999999'),
  fc.string({ maxLength: 5 }),
);
const changesOf = (length: number) =>
  fc.array(fc.record({ at: fc.nat(length), drop: fc.nat(12), put: piece }), { minLength: 1, maxLength: 4 });

type Changes = readonly { readonly at: number; readonly drop: number; readonly put: string }[];

function changed(text: string, changes: Changes): string {
  let result = text;
  for (const { at, drop, put } of changes) result = result.slice(0, at) + put + result.slice(at + drop);
  return Buffer.from(result, 'latin1').toString('latin1');
}

describe('whatever comes, there is a verdict', () => {
  it('the mail as it is', async () => {
    const { transit, sender, proof } = await judge(MAIL, worldOf(plainDns));
    expect([transit.lock, sender?.seal, proof?.dkim.results[0]?.result]).toEqual(['closed', 'whole', 'pass']);
    expect([proof?.spf?.result, proof?.dmarc.result, proof?.arc.result]).toEqual(['pass', 'pass', 'pass']);
  });

  it('for mails changed at random; a seal that is whole has a proof', async () => {
    const seals = new Set<string>();
    await fc.assert(
      fc.asyncProperty(changesOf(MAIL.length), async (changes) => {
        const { sender, proof } = await judge(changed(MAIL, changes), worldOf(plainDns));
        seals.add(sender?.seal ?? '');
        if (sender?.seal !== 'whole') return;
        expect(proof?.author.state).toBe('one');
        expect(proof?.dmarc.by?.pass).toBe(true);
      }),
      { numRuns: 1000 },
    );
    // Red takes two faults at once, in the signatures and in the envelope: chance does not always bring them.
    expect([...seals]).toEqual(expect.arrayContaining(['whole', 'cracked']));
  });

  it('for records changed at random', async () => {
    const names = Object.keys(RECORDS);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), changesOf(120), async (which, changes) => {
        const records = { ...RECORDS, [which]: changed(RECORDS[which] ?? '', changes) };
        await judge(
          MAIL,
          worldOf((name, type) => (type === 'TXT' && records[name] ? [records[name]] : 'nxdomain')),
        );
      }),
      { numRuns: 600 },
    );
  });

  it('for answers of every kind, to every question', async () => {
    const text = fc.oneof(
      piece,
      fc.constantFrom(...Object.values(RECORDS)),
      fc.string({ maxLength: 40, unit: 'binary' }),
    );
    const failure = fc.constantFrom<Failure>('timeout', 'refused', 'servfail', 'nxdomain', 'bogus', 'malformed', 'blocked', 'not-asked'); // prettier-ignore
    const answer = fc.oneof(fc.array(text, { maxLength: 4 }), failure);
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
        let next = 0;
        const world = worldOf(() => answers[next++ % answers.length] ?? 'timeout');
        await judge(MAIL, world);
        expect(world.asked).toBeLessThan(250);
      }),
      { numRuns: 600 },
    );
  });

  it('for octets at random', async () => {
    const octets = fc.uint8Array({ maxLength: 600 }).map((list) => Buffer.from(list).toString('latin1'));
    await fc.assert(
      fc.asyncProperty(octets, async (source) => void (await judge(source, worldOf(plainDns)))),
      {
        numRuns: 500,
      },
    );
  });
});

/** The least CPU time of three verdicts, ms. */
async function cost(make: () => Promise<unknown>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn++) {
    const before = process.cpuUsage();
    await make();
    const used = process.cpuUsage(before);
    least = Math.min(least, (used.user + used.system) / 1000);
  }
  return least;
}

/** Below so many ms the clock and the collector say more than the work does. */
const NOISE = 40;
/** Four times as much may cost eight times, for caches have an end; were it squared, it would be sixteen. */
const MOST = 9;

async function expectLinear(small: () => Promise<unknown>, large: () => Promise<unknown>): Promise<void> {
  const most = await cost(large);
  if (most < NOISE) return;
  const least = Math.max(await cost(small), NOISE / 4);
  expect(most / least).toBeLessThan(MOST);
}

describe('what a mail costs grows as the mail does', () => {
  const FIELDS = ['Received', 'From', 'To', 'Subject', 'Authentication-Results', 'Received-SPF', 'DKIM-Signature', 'ARC-Seal', 'Return-Path', 'List-Unsubscribe', 'Content-Type', 'X-Other']; // prettier-ignore
  const UNITS = [' ', '(', ')', '"', '\\', ';', '=', ',', '<', '>', '@', 'a', '.', '%', '\r\n ', '=?', '=?utf-8?q?a?= ', 'a@b.example, ', 'i=1; ', '(a) ', '"a" ', 'from a by b; ', 'spf=pass ', '[', ':']; // prettier-ignore

  it('which is seen: the square does not pass', async () => {
    const work = (size: number) => () => {
      let sum = 0;
      for (let one = 0; one < size; one++) for (let other = 0; other < size; other++) sum += one ^ other;
      return Promise.resolve(sum);
    };
    await expect(expectLinear(work(4_000), work(16_000))).rejects.toThrow();
  });

  it.each(FIELDS)('one long %s, of anything', async (name) => {
    for (const unit of UNITS) {
      const make = (octets: number) => () =>
        judge(`${name}: x${unit.repeat(Math.floor(octets / unit.length))}\r\n${MAIL}`, worldOf(plainDns));
      await expectLinear(make(100_000), make(400_000));
    }
  });

  it.each(FIELDS)('many fields called %s', async (name) => {
    const make = (count: number) => () => judge(`${`${name}: x\r\n`.repeat(count)}${MAIL}`, worldOf(plainDns));
    await expectLinear(make(1_000), make(4_000));
  });

  it.each([
    ['results', HEAD[1] ?? ''],
    ['Received-SPF', HEAD[2] ?? ''],
    ['lines of servers', HEAD[3] ?? ''],
    ['signatures', SIGNED.slice(0, SIGNED.indexOf('\r\nReceived'))],
  ])('many real %s', async (_, line) => {
    const make = (count: number) => () => judge(`${`${line}\r\n`.repeat(count)}${MAIL}`, worldOf(plainDns));
    await expectLinear(make(900), make(3_600));
  });

  it('a head as large as is read', async () => {
    const make = (octets: number) => () =>
      judge(
        `${'X-Filler: some words, neither short nor long\r\n'.repeat(Math.floor(octets / 46))}${MAIL}`,
        worldOf(plainDns),
      );
    await expectLinear(make(MAX_HEAD_BYTES / 4), make(MAX_HEAD_BYTES));
  });

  it.each([
    ['words', 'Lorem ipsum dolor sit amet\r\n'],
    ['empty lines', '\r\n'],
    ['white space', ' \t'],
    ['lines of white space', ' \r\n'],
    ['lone CRs', '\r'],
    ['lone LFs', 'a\n'],
    ['one line', 'a'],
  ])('25 MB of %s', async (_, unit) => {
    const head = SIGNED.slice(0, SIGNED.indexOf('\r\n\r\n') + 4);
    const make = (octets: number) => {
      const source = head + unit.repeat(Math.floor(octets / unit.length));
      return () => judge(source, worldOf(plainDns));
    };
    await expectLinear(make(6_250_000), make(25_000_000));
  });
});
