import { describe, expect, it } from 'vitest';
import type { TestKey } from '../../../../test/signer/keys';
import { keyRecord, testKey } from '../../../../test/signer/keys';
import { readMail } from '../../../../test/signer/read-mail';
import { signDkim } from '../../../../test/signer/sign-dkim';
import type { DkimOptions } from '../../../../test/signer/sign-dkim';
import { keyName, zone } from '../../../../test/signer/zone';
import type { ZoneRecords } from '../../../../test/signer/zone';
import { hashBodies, wantedBodies } from './body-hash';
import { MAX_KEY_RECORDS } from './find-keys';
import { indexFields } from './header-data';
import { readSignatures } from './signature';
import { MAX_SIGNATURES, verifyDkim } from './verify-dkim';
import type { DkimResults } from './verify-dkim';
import type { DkimResult } from './verify-signature';

const MAIL = [
  'From: Ann <ann@sender.example>',
  'To: bob@box.example',
  'Subject: \t on  folded\r\n\tlines  ',
  'Date: Mon, 05 Jan 2026 10:00:00 +0000',
  'Content-Type: text/plain',
  '',
  'Hello  Bob, \t',
  '',
  'good bye',
  '',
  '',
].join('\r\n');

const KEY = testKey('rsa-2048');
const OPTIONS: DkimOptions = { key: KEY, domain: 'sender.example', selector: 'sel' };
const NAME = keyName('sel', 'sender.example');
const RECEIVED = 1_767_607_200;

const published = (key: TestKey = KEY, more = ''): ZoneRecords => ({ [NAME]: keyRecord(key, more) });

async function verify(
  mail: string,
  records: ZoneRecords = published(),
  receivedAt: number | null = RECEIVED,
  body = true,
): Promise<DkimResults & { asked: readonly string[] }> {
  const { fields, body: octets } = readMail(mail);
  const signatures = readSignatures(fields);
  const hashes = await hashBodies(body ? octets : null, wantedBodies(signatures));
  const world = zone(records);
  const results = await verifyDkim(signatures, indexFields(fields), hashes, world, receivedAt);
  return { ...results, asked: world.asked };
}

async function first(...given: Parameters<typeof verify>): Promise<DkimResult> {
  const [result] = (await verify(...given)).results;
  if (!result) throw new Error('no signature');
  return result;
}

const told = ({ result, reason }: DkimResult): string => `${result} ${reason}`;

describe('a signature as it should be', () => {
  const forms = ['simple/simple', 'simple/relaxed', 'relaxed/simple', 'relaxed/relaxed', 'simple', 'relaxed'] as const;
  it.each(
    forms.flatMap((canonicalization) =>
      (['rsa-1024', 'rsa-1023', 'rsa-2048', 'rsa-4096', 'ed25519'] as const).map((kind) => ({
        canonicalization,
        kind,
      })),
    ),
  )('$kind, $canonicalization', async ({ canonicalization, kind }) => {
    const key = testKey(kind);
    for (const gap of [' ', '\r\n\t', '\r\n ', '']) {
      const result = await first(signDkim(MAIL, { ...OPTIONS, key, canonicalization, gap }), published(key));
      expect(told(result)).toBe(kind === 'rsa-1023' ? 'policy short-key' : 'pass valid');
      expect(result.proven).toEqual({ header: 'holds', body: 'holds' });
    }
  });

  it('says what it covers', async () => {
    const names = ['from', 'from', 'to', 'subject', 'subject', 'date'];
    const result = await first(`Subject: new\r\nList-Id: x\r\n${signDkim(MAIL, { ...OPTIONS, names, length: 9 })}`);
    expect(result).toMatchObject({
      result: 'fail',
      reason: 'header-changed',
      key: { type: 'rsa', bits: 2048, testing: false, strict: false, dnssec: 'unknown' },
      coverage: { signed: [3, 4, 5, 0, 6] },
    });
    const sound = await first(
      `List-Id: x\r\nTo: evil@box.example\r\n${signDkim(MAIL, { ...OPTIONS, names, length: 9 })}`,
    );
    expect(sound).toMatchObject({
      result: 'pass',
      weaknesses: ['body-beyond-length', 'unsigned-copy'],
      coverage: {
        signed: [3, 4, 5, 6],
        oversigned: ['from', 'subject'],
        // List-Id and Content-Type.
        unsigned: [0, 7],
        // The second To.
        copies: [1],
        addable: [
          'sender',
          'reply-to',
          'date',
          'to',
          'cc',
          'mime-version',
          'content-type',
          'content-transfer-encoding',
        ],
        body: { octets: 24, signed: 9 },
        appendable: true,
      },
    });
  });

  it('from a source with LF alone', async () => {
    for (const canonicalization of forms) {
      const mail = signDkim(MAIL, { ...OPTIONS, canonicalization }).replaceAll('\r\n', '\n');
      expect(told(await first(mail))).toBe('pass valid');
    }
  });

  it('at a domain in its own script', async () => {
    const domain = 'b\xc3\xbccher.example';
    const records = { [keyName('sel', 'xn--bcher-kva.example')]: keyRecord(KEY) };
    expect(told(await first(signDkim(MAIL, { ...OPTIONS, domain }), records))).toBe('pass valid');
  });
});

describe('what is changed is told apart', () => {
  const signed = signDkim(MAIL, OPTIONS);
  it.each([
    ['a field', signed.replace('Ann', 'Eve'), 'fail header-changed', { header: 'changed', body: 'holds' }],
    ['the body', signed.replace('Bob,', 'Eve,'), 'fail body-changed', { header: 'holds', body: 'changed' }],
    ['a footer', `${signed}-- \r\na list\r\n`, 'fail body-changed', { header: 'holds', body: 'changed' }],
    [
      'both',
      signed.replace('Ann', 'Eve').replace('Bob,', ''),
      'fail header-changed',
      { header: 'changed', body: 'changed' },
    ],
    ['b=', signed.replace(/\sb=.{4}/, ' b=AAAA'), 'fail key-mismatch', { header: 'other-key', body: 'holds' }],
    ['white space', signed.replace('Hello  Bob', 'Hello Bob'), 'pass valid', {}],
    ['a field nobody signed', `X-New: 1\r\n${signed}`, 'pass valid', {}],
  ])('%s', async (_, mail, wanted, proven) => {
    const result = await first(mail);
    expect(told(result)).toBe(wanted);
    expect(result.proven).toMatchObject(proven);
  });

  it('a key that did not make it', async () => {
    const other = await first(signed, published(testKey('rsa-2048', 1)));
    expect([told(other), other.proven]).toEqual(['fail key-mismatch', { header: 'other-key', body: 'holds' }]);
    const size = await first(signed, published(testKey('rsa-1024')));
    expect(size.proven.header).toBe('other-key');
    const ed = signDkim(MAIL, { ...OPTIONS, key: testKey('ed25519') });
    expect((await first(ed, published(testKey('ed25519', 1)))).proven.header).toBe('broken');
  });

  it('l= and what follows', async () => {
    const partly = signDkim(MAIL, { ...OPTIONS, length: 24 });
    expect(await first(partly)).toMatchObject({ result: 'pass', weaknesses: [], coverage: { appendable: true } });
    expect(await first(`${partly}more`)).toMatchObject({ result: 'pass', weaknesses: ['body-beyond-length'] });
    expect(told(await first(signDkim(MAIL, { ...OPTIONS, length: 25 })))).toBe('fail body-too-short');
    expect(await first(signDkim(MAIL, { ...OPTIONS, length: 0 }))).toMatchObject({
      result: 'pass',
      weaknesses: ['body-beyond-length'],
      coverage: { body: { octets: 24, signed: 0 } },
    });
  });

  it('a body that is not to be had', async () => {
    const result = await first(signed, published(), RECEIVED, false);
    expect([told(result), result.proven]).toEqual(['neutral body-unknown', { header: 'holds', body: 'unknown' }]);
    expect(result.coverage?.body).toBeNull();
    expect(told(await first(signed.replace('Ann', 'Eve'), published(), RECEIVED, false))).toBe('fail header-changed');
  });
});

describe('what holds and must not count', () => {
  it.each([
    ['SHA-1', { algorithm: 'rsa-sha1' as const }, KEY, '', 'policy sha1'],
    ['512 bits', { key: testKey('rsa-512') }, testKey('rsa-512'), '', 'policy short-key'],
    ['1023 bits', { key: testKey('rsa-1023') }, testKey('rsa-1023'), '', 'policy short-key'],
    ['a key in testing', {}, KEY, '; t=y', 'policy testing-key'],
    ['a key in testing, SHA-1', { algorithm: 'rsa-sha1' as const }, KEY, '; t=s:y', 'policy testing-key'],
  ])('%s', async (_, options, key, more, wanted) => {
    const result = await first(signDkim(MAIL, { ...OPTIONS, ...options }), published(key, more));
    expect(told(result)).toBe(wanted);
    expect(result.proven).toEqual({ header: 'holds', body: 'holds' });
    expect(result.weaknesses).toContain(wanted.slice(7));
  });

  it('a key in testing makes a broken signature no worse than none', async () => {
    const mail = signDkim(MAIL, OPTIONS).replace('Ann', 'Eve');
    const result = await first(mail, published(KEY, '; t=y'));
    expect([told(result), result.proven.header]).toEqual(['policy testing-key', 'changed']);
  });

  it('SHA-1 that does not hold has failed', async () => {
    const mail = signDkim(MAIL, { ...OPTIONS, algorithm: 'rsa-sha1' }).replace('Ann', 'Eve');
    expect(told(await first(mail))).toBe('fail header-changed');
  });

  it.each([
    // Judged at the time of receipt, and not at all where that is not known.
    [RECEIVED - 1, 'policy expired'],
    [RECEIVED, 'pass valid'],
    [RECEIVED + 1, 'pass valid'],
  ])('x=%d', async (expiresAt, wanted) => {
    const mail = signDkim(MAIL, { ...OPTIONS, expiresAt });
    expect(told(await first(mail))).toBe(wanted);
    expect(told(await first(mail, published(), null))).toBe('pass valid');
  });

  it('1024 bits and a clock that is wrong are told, and pass', async () => {
    const key = testKey('rsa-1024');
    const early = signDkim(MAIL, { ...OPTIONS, key, signedAt: RECEIVED + 3600 });
    const late = signDkim(MAIL, { ...OPTIONS, key, signedAt: RECEIVED + 3601 });
    expect(await first(early, published(key))).toMatchObject({ result: 'pass', weaknesses: ['weak-key'] });
    const weaknesses = ['weak-key', 'signed-after-receipt'];
    expect(await first(late, published(key))).toMatchObject({ result: 'pass', weaknesses });
    expect(await first(late, published(key), null)).toMatchObject({ weaknesses: ['weak-key'] });
  });

  it('From that is not signed', async () => {
    const { results, asked } = await verify(signDkim(MAIL, { ...OPTIONS, names: ['to'] }));
    expect(results).toMatchObject([{ result: 'permerror', reason: 'from-unsigned', weaknesses: ['from-unsigned'] }]);
    expect(asked).toEqual([]);
  });
});

describe('keys', () => {
  const signed = signDkim(MAIL, OPTIONS);
  const strict = signDkim(MAIL, { ...OPTIONS, identity: '@mail.sender.example' });
  const record = keyRecord(KEY);
  it.each<[string, string, ZoneRecords, string]>([
    ['none', signed, {}, 'permerror no-key'],
    ['no TXT record', signed, { [NAME]: [] }, 'permerror no-key'],
    ['another protocol’s', signed, { [NAME]: ['v=spf1 -all', ''] }, 'permerror no-key'],
    ['revoked', signed, { [NAME]: 'v=DKIM1; p=' }, 'permerror key-revoked'],
    ['damaged', signed, { [NAME]: 'v=DKIM1; p=AAAA' }, 'permerror key-syntax'],
    ['of an unknown type', signed, { [NAME]: 'v=DKIM1; k=x; p=AAAA' }, 'permerror unknown-key-type'],
    ['of the other type', signed, published(testKey('ed25519')), 'permerror key-type-mismatch'],
    ['for another hash', signed, published(KEY, '; h=sha1'), 'permerror key-hash-mismatch'],
    ['for this hash', signed, published(KEY, '; h=sha1:sha256'), 'pass valid'],
    ['for another service', signed, published(KEY, '; s=tlsrpt'), 'permerror key-service-mismatch'],
    ['for this service', signed, published(KEY, '; s=x:email'), 'pass valid'],
    ['for the domain alone', strict, published(KEY, '; t=s'), 'permerror key-domain-mismatch'],
    ['for the domain alone, no i=', signed, published(KEY, '; t=s'), 'pass valid'],
    ['for subdomains as well', strict, published(KEY), 'pass valid'],
    ['the second of two', signed, { [NAME]: [keyRecord(testKey('rsa-2048', 1)), record] }, 'pass valid'],
    ['beside a revoked one', signed, { [NAME]: ['v=DKIM1; p=', record] }, 'pass valid'],
    ['beside another protocol’s', signed, { [NAME]: ['v=spf1 -all', record] }, 'pass valid'],
    [
      'the last that is tried',
      signed,
      { [NAME]: [...Array<string>(MAX_KEY_RECORDS - 1).fill(''), record] },
      'pass valid',
    ],
    ['one too far', signed, { [NAME]: [...Array<string>(MAX_KEY_RECORDS).fill(''), record] }, 'permerror no-key'],
    [
      'of two, neither',
      signed,
      { [NAME]: [keyRecord(testKey('ed25519')), keyRecord(testKey('rsa-2048', 1))] },
      'fail key-mismatch',
    ],
    ...(['timeout', 'servfail', 'refused', 'bogus', 'malformed', 'blocked', 'not-asked'] as const).map(
      (failure): [string, string, ZoneRecords, string] => [
        failure,
        signed,
        { [NAME]: { failure } },
        `temperror ${failure}`,
      ],
    ),
  ])('%s', async (_, mail, records, wanted) => {
    expect(told(await first(mail, records))).toBe(wanted);
  });
});

describe('several signatures', () => {
  it('the best comes first, and each asks once', async () => {
    const key = testKey('rsa-1024');
    const other = { ...OPTIONS, key, domain: 'list.example' };
    const mail = signDkim(signDkim(signDkim(MAIL, { ...OPTIONS, length: 3 }), { ...other, names: ['to'] }), OPTIONS);
    const broken = signDkim(mail.replace('Bob,', 'Bob!,'), other);
    const { results, unjudged, asked } = await verify(broken, {
      ...published(),
      [keyName('sel', 'list.example')]: keyRecord(key),
    });
    expect(results.map((one) => `${told(one)} ${one.signature.index}`)).toEqual([
      'pass valid 0',
      'pass valid 3',
      'fail body-changed 1',
      'permerror from-unsigned 2',
    ]);
    expect(unjudged).toEqual([]);
    expect(asked).toEqual([keyName('sel', 'list.example'), NAME, NAME]);
  });

  it('are judged up to the limit, the rest named; faulty ones do not count', async () => {
    let mail = MAIL;
    for (let count = 0; count < MAX_SIGNATURES + 2; count++) mail = signDkim(mail, { ...OPTIONS, names: ['from'] });
    const { results, unjudged, asked } = await verify(`DKIM-Signature: v=2\r\n${mail}`);
    expect(results.filter(({ result }) => result === 'pass')).toHaveLength(MAX_SIGNATURES);
    expect(results).toHaveLength(MAX_SIGNATURES + 1);
    expect(unjudged.map(({ index }) => index)).toEqual([MAX_SIGNATURES + 1, MAX_SIGNATURES + 2]);
    expect(asked).toHaveLength(MAX_SIGNATURES);
  });

  it('none', async () => {
    expect(await verify(MAIL)).toEqual({ results: [], unjudged: [], asked: [] });
  });
});
