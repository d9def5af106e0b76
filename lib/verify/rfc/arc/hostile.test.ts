/** Signed and sealed mails, changed at random and grown to their limits: nothing throws, nothing changed passes. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { canonicalBody, canonicalField, signedFields } from '../../../../test/signer/canonical';
import { keyRecord, testKey } from '../../../../test/signer/keys';
import { readMail } from '../../../../test/signer/read-mail';
import { sealArc } from '../../../../test/signer/seal-arc';
import { signDkim } from '../../../../test/signer/sign-dkim';
import { keyName, zone } from '../../../../test/signer/zone';
import type { ZoneRecords } from '../../../../test/signer/zone';
import { hashBodies, wantedBodies } from '../dkim/body-hash';
import { indexFields } from '../dkim/header-data';
import { readSignatures } from '../dkim/signature';
import type { Signature } from '../dkim/signature';
import { verifyDkim } from '../dkim/verify-dkim';
import type { DkimResults } from '../dkim/verify-dkim';
import { MAX_FIELDS, MAX_HEAD_BYTES, readFields } from '../fields';
import { readChain } from './chain';
import { verifyArc } from './verify-arc';
import type { ArcResult } from './verify-arc';

vi.setConfig({ testTimeout: 120_000 });

const RSA = testKey('rsa-1024');
const ED = testKey('ed25519');
const RECORDS: ZoneRecords = {
  [keyName('r', 'a.example')]: keyRecord(RSA),
  [keyName('e', 'a.example')]: keyRecord(ED),
};

async function judge(mail: string, records = RECORDS): Promise<{ dkim: DkimResults; arc: ArcResult }> {
  const { fields, body } = readMail(mail);
  const signatures = readSignatures(fields);
  const chain = readChain(fields);
  const index = indexFields(fields);
  const hashes = await hashBodies(
    body,
    wantedBodies([...signatures, ...chain.sets.flatMap((set) => set.message ?? [])]),
  );
  const world = zone(records);
  const [dkim, arc] = await Promise.all([
    verifyDkim(signatures, index, hashes, world, null),
    verifyArc(chain, index, hashes, world, null),
  ]);
  return { dkim, arc };
}

const PLAIN =
  'From: a@a.example\r\nTo: b@b.example\r\nSubject: one \t two\r\n\tthree\r\nDate: now\r\n\r\nSome text \r\n\r\nmore\r\n';

const ed = { key: ED, domain: 'a.example', selector: 'e' } as const;
const rsa = { key: RSA, domain: 'a.example', selector: 'r' } as const;
let whole = signDkim(PLAIN, { ...ed, canonicalization: 'simple/simple' });
whole = signDkim(whole, { ...rsa, names: ['from', 'from', 'subject', 'to'], length: 9 });
whole = sealArc(sealArc(whole, { ...rsa, results: 'a.example; spf=pass' }), { ...ed, results: 'a.example; spf=none' });

/** What a signature covers of a mail, by the letter of the RFC. LF ends a line where the engine says that it does. */
function covered(mail: string, { names, header, body }: Signature): string {
  const { fields, bodyAt } = readFields(mail);
  const raws = fields
    .filter(({ name }) => name !== '')
    .map(({ raw }) => (header === 'relaxed' ? raw.replace(/\r?\n/g, '\r\n') : raw));
  const signed = signedFields(raws, names).map((field) => canonicalField(field, header));
  const text = mail.slice(bodyAt ?? mail.length);
  const lines = text.includes('\r\n') ? text : text.replaceAll('\n', '\r\n');
  return JSON.stringify([signed, canonicalBody(lines, body.canonicalization).slice(0, body.length ?? undefined)]);
}

describe('mails changed at random', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '\r\n',
      '\n',
      '\r',
      ';',
      ';;',
      '=',
      'b=',
      'l=1; ',
      ' ',
      '\t',
      ':',
      '\0',
      '\xff',
      'i=1;',
      'cv=pass;',
      'h=from;',
      '"',
      '(',
    ),
    fc.string({ maxLength: 4 }),
  );
  const change = fc.record({ at: fc.nat(whole.length), drop: fc.nat(6), put: piece });

  it('never throw, and what passes is what was signed', async () => {
    let passed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        let mail = whole;
        for (const { at, drop, put } of changes) mail = mail.slice(0, at) + put + mail.slice(at + drop);
        mail = Buffer.from(mail, 'latin1').toString('latin1');
        const { dkim, arc } = await judge(mail);
        for (const { result, signature, proven } of dkim.results) {
          expect(['pass', 'fail', 'policy', 'neutral', 'temperror', 'permerror']).toContain(result);
          if (result !== 'pass') continue;
          passed++;
          expect(proven).toEqual({ header: 'holds', body: 'holds' });
          expect(covered(mail, signature)).toBe(covered(whole, signature));
        }
        expect(['none', 'pass', 'fail', 'neutral']).toContain(arc.result);
      }),
      { numRuns: 1500 },
    );
    // Some changes touch nothing that was signed, so that the comparison above is made.
    expect(passed).toBeGreaterThan(50);
  });

  it('records changed at random never throw', async () => {
    const record = keyRecord(RSA);
    await fc.assert(
      fc.asyncProperty(fc.nat(record.length), fc.nat(9), piece, async (at, drop, put) => {
        const changed = record.slice(0, at) + put + record.slice(at + drop);
        const { dkim } = await judge(whole, { ...RECORDS, [keyName('r', 'a.example')]: changed });
        expect(dkim.results).toHaveLength(2);
      }),
      { numRuns: 500 },
    );
  });
});

describe('mails at their limits', () => {
  /** Octets that were given to Web Crypto to verify. */
  async function work(mail: string): Promise<{ octets: number; arc: ArcResult; dkim: DkimResults }> {
    const verify = vi.spyOn(crypto.subtle, 'verify');
    const digest = vi.spyOn(crypto.subtle, 'digest');
    const judged = await judge(mail);
    const size = (data: unknown): number => (data as Uint8Array).byteLength;
    const octets =
      verify.mock.calls.reduce((sum, call) => sum + size(call[3]), 0) +
      digest.mock.calls.reduce((sum, call) => sum + size(call[1]), 0);
    verify.mockRestore();
    digest.mockRestore();
    return { octets, ...judged };
  }

  it('a name listed without end costs its length once', async () => {
    const names = ['from', ...Array<string>(30_000).fill('subject')];
    const mail = signDkim(PLAIN, { ...rsa, names });
    const { octets, dkim } = await work(mail);
    expect(dkim.results[0]?.result).toBe('pass');
    expect(octets).toBeLessThan(mail.length * 1.1);
  });

  it.each([400, MAX_FIELDS - 30])('%d fields and as many signatures as are judged', async (count) => {
    const filler = 'X-Filler: some words that are neither short nor long\r\n'.repeat(count);
    let mail = filler + PLAIN;
    for (let signature = 0; signature < 14; signature++)
      mail = signDkim(mail, { ...rsa, names: ['from', ...Array<string>(count).fill('x-filler')] });
    const start = performance.now();
    const { octets, dkim } = await work(mail);
    expect(dkim.results.map(({ result }) => result)).toEqual(Array(10).fill('pass'));
    expect(octets).toBeLessThan(10 * (filler.length + 60_000 + count * 11));
    expect(performance.now() - start).toBeLessThan(5000);
  });

  it('a chain of as many sets as there may be, in a head as large as it may be', async () => {
    const room = Math.floor((MAX_HEAD_BYTES - 120_000) / 50);
    let mail = PLAIN;
    for (let set = 0; set < 50; set++)
      mail = sealArc(mail, { ...rsa, results: `a.example; x=${'y'.repeat(room - 900)}` });
    const start = performance.now();
    const { octets, arc } = await work(mail);
    expect(arc.result).toBe('pass');
    // Each seal covers all before it (RFC 8617 5.1.1): half of fifty times the head.
    expect(octets).toBeLessThan(26 * MAX_HEAD_BYTES);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('one field as large as a head', async () => {
    for (const octet of [' ', ';', 'a=', 'a=1;', ':', '(', '=', '|']) {
      const rest = octet.repeat(Math.floor(400_000 / octet.length));
      for (const name of [
        'DKIM-Signature: v=1; h=',
        'DKIM-Signature: ',
        'ARC-Seal: i=1; ',
        'ARC-Authentication-Results: ',
        'DKIM-Signature: z=',
      ]) {
        const start = performance.now();
        await judge(`${name}${rest}\r\n${whole}`);
        expect(performance.now() - start).toBeLessThan(1500);
      }
    }
  });
});
