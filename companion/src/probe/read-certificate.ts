/** What a server's certificate says, bounded and printable, and what WebPKI makes of its chain. */
import { createHash, type KeyObject, type X509Certificate } from 'node:crypto';
import type { CertificatePosture, WebPki } from '../../../lib/verify/posture';
import { printable } from './printable';
import { spkiOf } from './spki-of';

const MAX_NAMES = 100;
const MAX_NAME = 253;
const MAX_DN = 300;
const MIN_RSA = 2048;
const MIN_CURVE = 224;

const CURVE_BITS: Readonly<Record<string, number>> = {
  prime192v1: 192,
  secp224r1: 224,
  prime256v1: 256,
  secp256k1: 256,
  secp384r1: 384,
  secp521r1: 521,
  ed25519: 256,
  ed448: 456,
};

/**
 * Reads the leaf of `chain`. `verdict` is OpenSSL's code for the chain against the roots, null if it holds; dates are in it. `host` is
 * the name that the certificate must be for.
 */
export function readCertificate(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  host: string,
  verdict: string | null,
): CertificatePosture {
  const [leaf] = chain;
  const { type, bits } = keyOf(leaf);
  return {
    subject: printable(leaf.subject?.replaceAll('\n', ', ') ?? '', MAX_DN),
    names: altNames(leaf.subjectAltName ?? ''),
    issuer: printable(leaf.issuer?.replaceAll('\n', ', ') ?? '', MAX_DN),
    from: leaf.validFromDate.getTime(),
    until: leaf.validToDate.getTime(),
    keyType: type,
    keyBits: bits,
    sha256: createHash('sha256').update(leaf.raw).digest('hex'),
    spki: createHash('sha256')
      .update(spkiOf(leaf.raw) ?? '')
      .digest('hex'),
    webpki: judge(chain, host, verdict),
  };
}

/** True if the certificate is for `host` by a DNS name; a subject's common name counts for nothing (RFC 8461 4.1, RFC 9525). */
export function isFor(leaf: X509Certificate, host: string): boolean {
  return leaf.checkHost(host, { subject: 'never', wildcards: true, partialWildcards: false }) !== undefined;
}

function judge(chain: readonly [X509Certificate, ...X509Certificate[]], host: string, verdict: string | null): WebPki {
  const [leaf] = chain;
  if (verdict !== null) {
    if (leaf.checkIssued(leaf)) return 'self-signed';
    if (verdict === 'CERT_HAS_EXPIRED') return 'expired';
    return verdict === 'CERT_NOT_YET_VALID' ? 'not-yet' : 'untrusted';
  }
  if (!isFor(leaf, host)) return 'name-mismatch';
  return chain.some(isWeak) ? 'weak' : 'valid';
}

/** A root's own signature is not what it is trusted for. */
function isWeak(certificate: X509Certificate): boolean {
  const { type, bits } = keyOf(certificate);
  // no bits: a kind of key whose size says nothing (or a new one)
  const shortKey = bits > 0 && bits < (type === 'rsa' || type === 'rsa-pss' ? MIN_RSA : MIN_CURVE);
  const isRoot = certificate.checkIssued(certificate);
  return shortKey || (!isRoot && /md[245]|sha-?1(?!\d)/i.test(certificate.signatureAlgorithm ?? ''));
}

function keyOf(certificate: X509Certificate): { readonly type: string; readonly bits: number } {
  let key: KeyObject;
  try {
    key = certificate.publicKey;
  } catch {
    return { type: 'unknown', bits: 0 };
  }
  const type = key.asymmetricKeyType ?? 'unknown';
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  return { type, bits: modulusLength ?? CURVE_BITS[namedCurve ?? type] ?? 0 };
}

/** DNS names of a list as Node writes it: odd ones come quoted as JSON. */
function altNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const [, written = ''] of text.matchAll(/(?:^|, )DNS:("(?:[^"\\]|\\.)*"|[^,"]*)/g)) {
    if (names.length === MAX_NAMES) break;
    names.push(printable(written.startsWith('"') ? unquoted(written) : written, MAX_NAME));
  }
  return names;
}

function unquoted(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return json;
  }
}
