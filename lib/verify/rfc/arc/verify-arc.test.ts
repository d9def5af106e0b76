import { describe, expect, it } from 'vitest';
import { keyRecord, testKey } from '../../../../test/signer/keys';
import { readMail } from '../../../../test/signer/read-mail';
import { sealArc } from '../../../../test/signer/seal-arc';
import type { ArcOptions } from '../../../../test/signer/seal-arc';
import { keyName, zone } from '../../../../test/signer/zone';
import type { ZoneRecords } from '../../../../test/signer/zone';
import { hashBodies, wantedBodies } from '../dkim/body-hash';
import { indexFields } from '../dkim/header-data';
import { readTags } from '../tags';
import { readChain } from './chain';
import { MAX_INSTANCE, readInstance, readResultsHead } from './instance';
import { readSeal } from './seal';
import { verifyArc } from './verify-arc';
import type { ArcResult } from './verify-arc';

const MAIL = 'From: ann@sender.example\r\nTo: list@list.example\r\nSubject: hello\r\n\r\nHello  all\r\n';

const KEYS = [testKey('rsa-2048'), testKey('ed25519'), testKey('rsa-1024')] as const;
const HOPS = ['list.example', 'forward.example', 'box.example'] as const;
const RECORDS: ZoneRecords = Object.fromEntries(
  HOPS.map((domain, hop) => [keyName('arc', domain), keyRecord(KEYS[hop] ?? KEYS[0])]),
);

/** One more set, by the hops in turn. */
function seal(mail: string, more: Partial<ArcOptions> = {}): string {
  const hop = ((more.instance ?? readChain(readMail(mail).fields).sets.length + 1) - 1) % HOPS.length;
  const key = KEYS[hop] ?? KEYS[0];
  const domain = HOPS[hop] ?? HOPS[0];
  return sealArc(mail, { key, domain, selector: 'arc', results: `${domain}; spf=pass`, signedAt: 1000, ...more });
}

function sealed(count: number, mail = MAIL): string {
  return count === 0 ? mail : seal(sealed(count - 1, mail));
}

async function verify(
  mail: string,
  records = RECORDS,
  body = true,
  receivedAt: number | null = null,
): Promise<ArcResult & { asked: number }> {
  const { fields, body: octets } = readMail(mail);
  const chain = readChain(fields);
  const wanted = wantedBodies(chain.sets.flatMap(({ message }) => message ?? []));
  const world = zone(records);
  const hashes = await hashBodies(body ? octets : null, wanted);
  const result = await verifyArc(chain, indexFields(fields), hashes, world, receivedAt);
  return { ...result, asked: world.asked.length };
}

const told = ({ result, reason, at }: ArcResult): string =>
  `${result} ${reason}${at ? ` ${at.part} ${at.instance}` : ''}`;

describe('a chain', () => {
  it.each([0, 1, 2, 3, 5, MAX_INSTANCE])('of %d sets', async (count) => {
    for (const mail of [sealed(count), sealed(count).replaceAll('\r\n', '\n')]) {
      const result = await verify(mail);
      expect(told(result)).toBe(count === 0 ? 'none no-sets' : 'pass valid');
      expect(result.oldestPass).toBe(count === 0 ? null : 0);
      expect(result.sets.map(({ instance }) => instance)).toEqual(Array.from({ length: count }, (_, at) => at + 1));
    }
  });

  it('with a set too many is none', async () => {
    expect(told(await verify(seal(sealed(MAX_INSTANCE))))).toBe('fail no-instance');
  });

  it('says who sealed, when, and where the results are', async () => {
    const mail = sealed(2);
    const { sets } = await verify(mail);
    expect(sets).toMatchObject([
      { instance: 1, seal: { domain: 'list.example', selector: 'arc', sealedAt: 1000, status: 'none' } },
      { instance: 2, seal: { domain: 'forward.example', status: 'pass' }, message: { domain: 'forward.example' } },
    ]);
    const { results } = sets[1] ?? {};
    expect(readMail(mail).fields[results?.index ?? -1]?.raw.slice(results?.start)).toBe(' forward.example; spf=pass');
  });

  const two = sealed(2);
  it.each<[string, string, string, number | null]>([
    ['a changed subject', two.replace('hello', 'hullo'), 'fail header-changed message 2', null],
    ['a changed body', two.replace('all', 'yall'), 'fail body-changed message 2', null],
    ['changed, then sealed again', seal(sealed(1).replace('hello', '[list] hello')), 'pass valid', 2],
    ['changed before the last', seal(seal(sealed(1).replace('all', 'of you'))), 'pass valid', 2],
    [
      'the first results changed',
      two.replace('list.example; spf', 'list.example; xpf'),
      'fail header-changed seal 2',
      null,
    ],
    [
      'the last results changed',
      two.replace('forward.example; spf', 'forward.example; xpf'),
      'fail header-changed seal 2',
      null,
    ],
    ['a seal says the chain is broken', seal(sealed(1), { cv: 'fail' }), 'fail status-fail seal 2', null],
    ['and another goes on', seal(seal(sealed(1), { cv: 'fail' })), 'fail wrong-status seal 2', null],
    ['the first says pass', seal(MAIL, { cv: 'pass' }), 'fail wrong-status seal 1', null],
    ['the second says none', seal(sealed(1), { cv: 'none' }), 'fail wrong-status seal 2', null],
    ['an unknown word', seal(sealed(1), { cv: 'maybe' }), 'fail unknown-status seal 2', null],
    ['a gap', seal(sealed(1), { instance: 3 }), 'fail missing-set set 2', null],
    ['the first is gone', seal(MAIL, { instance: 2 }), 'fail missing-set set 1', null],
    ['twice the same', seal(sealed(1), { instance: 1 }), 'fail duplicate-field set 1', null],
    ['no seal', sealed(1).slice(sealed(1).indexOf('ARC-Message')), 'fail missing-field set 1', null],
    ['results without an instance', two.replace('Results: i=2;', 'Results:'), 'fail no-instance', null],
    ['instance 0', seal(MAIL, { instance: 0 }), 'fail no-instance', null],
    ['h= in a seal', two.replace('cv=pass;', 'cv=pass; h=from;'), 'fail names-in-seal seal 2', null],
    [
      'a seal in the message’s signature',
      seal(sealed(1), { names: ['from', 'arc-seal'] }),
      'fail seal-signed message 2',
      null,
    ],
    ['without From', seal(MAIL, { names: ['subject'] }), 'pass valid', 0],
    ['nothing signed but the body', seal(MAIL, { names: [] }), 'pass valid', 0],
    ['a seal with two a=', two.replace('cv=pass;', 'cv=pass; a=x;'), 'fail duplicate-tag seal 2', null],
    ['SHA-1', seal(MAIL, { algorithm: 'rsa-sha1' }), 'fail sha1 message 1', null],
  ])('%s', async (_, mail, wanted, oldest) => {
    const result = await verify(mail);
    expect(told(result)).toBe(wanted);
    expect(result.oldestPass).toBe(oldest);
  });

  const listed = keyName('arc', 'list.example');
  it.each<[string, ZoneRecords, string]>([
    ['no key of the first', { ...RECORDS, [listed]: [] }, 'fail no-key seal 1'],
    ['no answer for the first', { ...RECORDS, [listed]: { failure: 'timeout' } }, 'temperror timeout seal 1'],
    [
      'no answer at all',
      { [listed]: { failure: 'not-asked' }, [keyName('arc', 'forward.example')]: { failure: 'not-asked' } },
      'temperror not-asked message 2',
    ],
    ['another key', { ...RECORDS, [listed]: keyRecord(testKey('rsa-2048', 1)) }, 'fail key-mismatch seal 1'],
    ['a short key', { ...RECORDS, [listed]: keyRecord(testKey('rsa-512')) }, 'fail short-key seal 1'],
    [
      'a key for another service',
      { ...RECORDS, [listed]: keyRecord(KEYS[0], '; s=x') },
      'fail key-service-mismatch seal 1',
    ],
    // Only signers of mail test (RFC 6376 3.6.1).
    ['a key in testing', { ...RECORDS, [listed]: keyRecord(KEYS[0], '; t=y') }, 'pass valid'],
    ['a failure outweighs doubt', { [listed]: { failure: 'timeout' } }, 'fail no-key message 2'],
  ])('%s', async (_, records, wanted) => {
    const result = await verify(two, records);
    expect(told(result)).toBe(wanted);
    expect(result.asked).toBe(4);
  });

  it('whose newest signature was expired on receipt', async () => {
    const mail = seal(MAIL, { signedAt: 1, expiresAt: 5 });
    expect(told(await verify(mail, RECORDS, true, 5))).toBe('pass valid');
    expect(told(await verify(mail, RECORDS, true, 6))).toBe('fail expired message 1');
  });

  it('asks nobody where it is no chain', async () => {
    expect((await verify(seal(sealed(1), { cv: 'fail' }))).asked).toBe(0);
    expect((await verify(seal(sealed(1), { instance: 3 }))).asked).toBe(0);
  });

  it('without a body says so', async () => {
    expect(told(await verify(two, RECORDS, false))).toBe('neutral body-unknown message 2');
    expect(told(await verify(two.replace('hello', 'x'), RECORDS, false))).toBe('fail header-changed message 2');
  });

  it('whose key tests hides no change', async () => {
    const records = { ...RECORDS, [keyName('arc', 'forward.example')]: keyRecord(KEYS[1], '; t=y') };
    expect(told(await verify(two.replace('all', 'x'), records))).toBe('fail body-changed message 2');
  });
});

describe('an instance', () => {
  it.each([
    ['1', 1],
    ['01', 1],
    ['50', 50],
    ['51', null],
    ['0', null],
    ['00', null],
    ['001', null],
    ['', null],
    ['a', null],
    ['1a', null],
    ['-1', null],
    ['1 ', null],
  ])('%j is %j', (text, instance) => {
    expect(readInstance(text)).toBe(instance);
  });

  it.each([
    ['i=1; x', { instance: 1, end: 4 }],
    [' (a (b) \\) c)\r\n i = (d) 12 (e) ;x', { instance: 12, end: 32 }],
    ['i=1', null],
    ['i=1 x;', null],
    ['I=1;', null],
    ['x; i=1;', null],
    ['i=100;', null],
    ['i=;', null],
    ['(open i=1;', null],
    ['', null],
  ])('at the head of results: %j', (text, wanted) => {
    expect(readResultsHead(`X:${text}`, 2)).toEqual(wanted && { ...wanted, end: wanted.end + 2 });
  });
});

it.each([
  ['a=rsa-sha256; b=AAAA; cv=none; d=a.example; s=x; t=5; unknown=1', null, null],
  ['a=rsa-sha256; b=AAAA; cv=none; d=a.example; s=x', null, null],
  ['a=x; b=AAAA; cv=none; d=a.example; s=x', 'unknown-algorithm', 'a'],
  ['b=AAAA; cv=none; d=a.example; s=x', 'missing-tag', 'a'],
  ['a=rsa-sha256; cv=none; d=a.example; s=x', 'missing-tag', 'b'],
  ['a=rsa-sha256; b=*; cv=none; d=a.example; s=x', 'bad-tag', 'b'],
  ['a=rsa-sha256; b=AAAA; d=a.example; s=x', 'missing-tag', 'cv'],
  ['a=rsa-sha256; b=AAAA; cv=Pass; d=a.example; s=x', 'unknown-status', 'cv'],
  ['a=rsa-sha256; b=AAAA; cv=none; d=a..example; s=x', 'bad-tag', 'd'],
  ['a=rsa-sha256; b=AAAA; cv=none; s=x', 'missing-tag', 'd'],
  ['a=rsa-sha256; b=AAAA; cv=none; d=a.example', 'missing-tag', 's'],
  ['a=rsa-sha256; b=AAAA; cv=none; d=a.example; s=x; t=-1', 'bad-tag', 't'],
  ['a=rsa-sha256; b=AAAA; cv=none; d=a.example; s=x; h=from', 'names-in-seal', 'h'],
  ['a=rsa-sha256;; b=AAAA; cv=none; d=a.example; s=x', 'empty-tag', null],
])('a seal: %s', (value, fault, tag) => {
  expect(readSeal(readTags(value), 0)).toMatchObject({ fault, tag });
});
