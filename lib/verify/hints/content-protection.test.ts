import { describe, expect, it } from 'vitest';
import { toOctets } from '../rfc/octets';
import { contentProtection, MAX_BODY } from './content-protection';

const MESSAGE = '-----BEGIN PGP MESSAGE-----';
const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----';

describe('by Content-Type', () => {
  it.each<[string, string | null]>([
    ['multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary=b', 'smime-signed'],
    ['multipart/signed; boundary=b; PROTOCOL=application/x-pkcs7-signature', 'smime-signed'],
    ['multipart/signed; protocol="application/pgp-signature"; micalg=pgp-sha512', 'openpgp-signed'],
    ['Multipart/Signed; (c) protocol="Application/PGP-Signature"', 'openpgp-signed'],
    ['multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b', 'openpgp-encrypted'],
    ['application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m', 'smime-encrypted'],
    ['application/pkcs7-mime; smime-type=authEnveloped-data', 'smime-encrypted'],
    ['application/x-pkcs7-mime; smime-type="signed-data"', 'smime-signed'],
    ['application/pkcs7-mime; smime-type=compressed-data', 'smime'],
    ['application/pkcs7-mime; smime-type=certs-only', 'smime'],
    ['application/pkcs7-mime; smime-type=constructor', 'smime'],
    ['application/pkcs7-mime', 'smime'],
    ['multipart/signed', null],
    ['multipart/signed; protocol="application/x-own"', null],
    ['multipart/signed; comment="protocol=application/pgp-signature"', null],
    ['multipart/encrypted; protocol=application/pkcs7-signature', null],
    ['multipart/mixed; protocol="application/pgp-signature"', null],
    ['text/html; name="application/pkcs7-mime"', null],
    ['text/plain', null],
    ['', null],
  ])('%s: %s', (contentType, expected) => {
    expect(contentProtection(contentType, null)).toBe(expected);
  });
});

describe('by the text', () => {
  it.each<[string, string | null, string | null, string | null]>([
    ['a message', 'text/plain; charset=utf-8', `${MESSAGE}\r\n\r\nAAAA`, 'openpgp-encrypted'],
    ['a signed text', null, `Hello,\r\n${SIGNED}\r\nHash: SHA512\r\n`, 'openpgp-signed'],
    ['line feeds alone', 'text/plain', `a\n${MESSAGE}\nb`, 'openpgp-encrypted'],
    ['white space behind', 'text/plain', `${MESSAGE} \r\n`, 'openpgp-encrypted'],
    ['at the very end', 'text/plain', `a\r\n${MESSAGE}`, 'openpgp-encrypted'],
    ['a second one counts', 'text/plain', `> ${SIGNED}\r\n${SIGNED}\r\n`, 'openpgp-signed'],
    ['a quoted one', 'text/plain', `> ${MESSAGE}\r\n`, null],
    ['within a line', 'text/plain', `write ${MESSAGE} first`, null],
    ['a longer line', 'text/plain', `${MESSAGE}x\r\n`, null],
    ['a key', 'text/plain', '-----BEGIN PGP PUBLIC KEY BLOCK-----\r\n', null],
    ['in HTML', 'text/html', `${MESSAGE}\r\n`, null],
    ['no body', 'text/plain', null, null],
    ['an empty body', 'text/plain', '', null],
  ])('%s', (_, contentType, body, expected) => {
    expect(contentProtection(contentType, body === null ? null : toOctets(body))).toBe(expected);
  });

  it('is searched so far', () => {
    const behind = (octets: number) => contentProtection(null, toOctets(`${'\n'.repeat(octets)}${MESSAGE}\n`));
    expect(behind(MAX_BODY - MESSAGE.length)).toBe('openpgp-encrypted');
    expect(behind(MAX_BODY - MESSAGE.length + 1)).toBeNull();
  });
});
