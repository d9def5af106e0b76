import { describe, expect, it } from 'vitest';
import { readFields } from '../fields';
import { readSignature, readSignatures } from './signature';
import type { Signature } from './signature';

const BH = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=';

const TAGS: Readonly<Record<string, string>> = {
  v: '1',
  a: 'rsa-sha256',
  c: 'relaxed/simple',
  d: 'example.com',
  s: 'sel',
  h: 'From : To:from',
  bh: BH,
  b: 'AAAA',
};

/** A signature of these tags, some changed, some (null) left off. */
function signature(changed: Readonly<Record<string, string | null>>, name = 'DKIM-Signature'): Signature {
  const tags = Object.entries({ ...TAGS, ...changed }).filter(([, value]) => value !== null);
  const { fields } = readFields(`${name}: ${tags.map(([key, value]) => `${key}=${value}`).join('; ')}\r\n\r\n`);
  const [field] = fields;
  if (!field) throw new Error('no field');
  return readSignature(field, 0, name === 'DKIM-Signature' ? 'dkim-signature' : 'message-signature');
}

describe('readSignatures', () => {
  it('finds them among the fields', () => {
    const { fields } = readFields(
      'A: 1\r\ndkim-signature : v=1\r\nDKIM-Signatures: v=1\r\nDKIM-Signature: v=2\r\n\r\n',
    );
    expect(readSignatures(fields).map(({ index }) => index)).toEqual([1, 3]);
  });

  it('reads all that is there', () => {
    const text = {
      d: 'EXAMPLE.com',
      i: 'a=20b=40\r\n c@Sub.Example.COM',
      q: 'x/y : dns/txt',
      t: '1700000000',
      x: '1700000001',
      l: '0012',
      z: 'From:a=3Db|Subject: c=\r\n =7Cd',
      b: 'A A\r\n\tAA',
    };
    expect(signature(text)).toMatchObject({
      fault: null,
      domain: 'example.com',
      selector: 'sel',
      identity: 'a b@c@sub.example.com',
      algorithm: { key: 'rsa', hash: 'sha-256' },
      header: 'relaxed',
      body: { canonicalization: 'simple', length: 12, hash: 'sha-256' },
      names: ['from', 'to', 'from'],
      signedAt: 1_700_000_000,
      expiresAt: 1_700_000_001,
      bodyHash: BH,
      value: 'AAAA',
      copied: ['From:a=b', 'Subject:c=|d'],
    });
  });

  it.each([
    [{ c: null }, { header: 'simple', body: { canonicalization: 'simple' } }],
    [{ c: 'relaxed' }, { header: 'relaxed', body: { canonicalization: 'simple' } }],
    [{ c: 'simple/relaxed' }, { header: 'simple', body: { canonicalization: 'relaxed' } }],
    [{ a: 'rsa-sha1' }, { algorithm: { key: 'rsa', hash: 'sha-1' }, body: { hash: 'sha-1' } }],
    [{ a: 'ed25519-sha256' }, { algorithm: { key: 'ed25519', hash: 'sha-256' } }],
    [{ i: null }, { identity: null }],
    [{ i: '@example.com' }, { identity: '@example.com' }],
    // RFC 8616: U-labels, in UTF-8.
    [{ d: 'b\xc3\xbccher.example', i: '@xn--bcher-kva.example' }, { domain: 'xn--bcher-kva.example' }],
    [{ s: '20230601' }, { selector: '20230601' }],
    [{ s: 'a.b_c.D' }, { selector: 'a.b_c.d' }],
    [{ h: 'from::to' }, { names: ['from', 'to'] }],
    [{ l: '9'.repeat(76) }, { body: { length: Number.MAX_SAFE_INTEGER } }],
    [{ unknown: 'x', n: '' }, {}],
    [{ z: null }, { copied: [] }],
  ])('%j is sound', (changed, wanted) => {
    expect(signature(changed)).toMatchObject({ fault: null, tag: null, ...wanted });
  });

  it.each([
    ['missing-tag', { v: null }, 'v'],
    ['unknown-version', { v: '2' }, 'v'],
    ['unknown-version', { v: '01' }, 'v'],
    ['missing-tag', { a: null }, 'a'],
    ['unknown-algorithm', { a: 'rsa-sha512' }, 'a'],
    ['unknown-algorithm', { a: 'RSA-SHA256' }, 'a'],
    ['missing-tag', { b: null }, 'b'],
    ['bad-tag', { b: '' }, 'b'],
    ['bad-tag', { b: 'A*' }, 'b'],
    ['missing-tag', { bh: null }, 'bh'],
    ['bad-tag', { bh: 'A' }, 'bh'],
    ['unknown-canonicalization', { c: 'nofws' }, 'c'],
    ['unknown-canonicalization', { c: 'relaxed/' }, 'c'],
    ['missing-tag', { d: null }, 'd'],
    ['bad-tag', { d: '' }, 'd'],
    ['bad-tag', { d: 'a..b' }, 'd'],
    ['bad-tag', { d: '192.0.2.1' }, 'd'],
    ['missing-tag', { s: null }, 's'],
    ['bad-tag', { s: '' }, 's'],
    ['bad-tag', { s: 'a b' }, 's'],
    ['bad-tag', { s: '.a' }, 's'],
    ['bad-tag', { s: 'x'.repeat(300) }, 's'],
    ['missing-tag', { h: null }, 'h'],
    ['bad-tag', { h: 'from:t o' }, 'h'],
    ['from-unsigned', { h: 'to:subject' }, 'h'],
    ['from-unsigned', { h: '' }, 'h'],
    ['bad-tag', { l: '-1' }, 'l'],
    ['bad-tag', { l: '9'.repeat(77) }, 'l'],
    ['bad-tag', { t: '1.5' }, 't'],
    ['bad-tag', { t: '1'.repeat(13) }, 't'],
    ['bad-tag', { x: '' }, 'x'],
    ['expires-before-signed', { t: '5', x: '5' }, 'x'],
    ['unknown-query', { q: 'http' }, 'q'],
    ['bad-tag', { i: 'example.com' }, 'i'],
    ['bad-tag', { i: 'a@' }, 'i'],
    // 3.5: the same or a subdomain, by label.
    ['identity-outside-domain', { i: '@evilexample.com' }, 'i'],
    ['identity-outside-domain', { i: '@com' }, 'i'],
    ['duplicate-tag', { x1: 'a; d=evil.example' }, null],
    ['empty-tag', { x1: 'a; ;x2=' }, null],
    ['no-equals', { x1: 'a; b c' }, null],
  ])('%s: %j', (fault, changed, tag) => {
    expect(signature(changed)).toMatchObject({ fault, tag });
  });

  it('says where b= is', () => {
    const { fields } = readFields('DKIM-Signature: v=1; b= A\r\n =; bh=x\r\n\r\n');
    const [read] = readSignatures(fields);
    expect(fields[0]?.raw.slice(...(read?.cut ?? []))).toBe(' A\r\n =');
  });

  it('an ARC-Message-Signature has no v=, an instance, and needs no From', () => {
    expect(signature({ v: null, i: '1', h: '' }, 'ARC-Message-Signature')).toMatchObject({
      fault: null,
      identity: null,
    });
    expect(signature({ i: '1', h: 'from:ARC-Seal' }, 'ARC-Message-Signature').fault).toBe('seal-signed');
  });
});
