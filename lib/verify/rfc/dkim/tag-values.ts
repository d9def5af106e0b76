/**
 * Implements the values that DKIM-Signature (RFC 6376 3.5, RFC 8463 3, RFC 8616 4–5), ARC-Message-Signature and ARC-Seal
 * (RFC 8617 4.1) have in common: a=, b=, bh=, c=, d= with s=, h=, l=, t= and x=.
 * Does not implement: which of them a field must have. Values are case-sensitive where the RFC does not say otherwise (3.2).
 */
import { readDomain } from '../domain';
import { readUtf8 } from '../utf8';

export interface Algorithm {
  readonly key: 'rsa' | 'ed25519';
  readonly hash: 'sha-1' | 'sha-256';
}

export type Canonicalization = 'simple' | 'relaxed';

const RSA_SHA256: Algorithm = { key: 'rsa', hash: 'sha-256' };
const RSA_SHA1: Algorithm = { key: 'rsa', hash: 'sha-1' };
const ED25519_SHA256: Algorithm = { key: 'ed25519', hash: 'sha-256' };

/** What c= may say: how the header and the body are made canonical. The body's word may be left off and is "simple" then. */
const CANONICALIZATIONS: ReadonlyMap<string, readonly [Canonicalization, Canonicalization]> = new Map<
  string,
  readonly [Canonicalization, Canonicalization]
>([
  ['simple', ['simple', 'simple']],
  ['relaxed', ['relaxed', 'simple']],
  ['simple/simple', ['simple', 'simple']],
  ['simple/relaxed', ['simple', 'relaxed']],
  ['relaxed/simple', ['relaxed', 'simple']],
  ['relaxed/relaxed', ['relaxed', 'relaxed']],
]);

/** Digits of l= that the RFC allows (3.5). */
const MAX_LENGTH_DIGITS = 76;
/** Digits of t= and x= that it allows. */
const MAX_TIME_DIGITS = 12;

export function readAlgorithm(value: string): Algorithm | null {
  switch (value) {
    case 'rsa-sha256':
      return RSA_SHA256;
    case 'rsa-sha1':
      return RSA_SHA1;
    case 'ed25519-sha256':
      return ED25519_SHA256;
    default:
      return null;
  }
}

export function readCanonicalizations(value: string): readonly [Canonicalization, Canonicalization] | null {
  return CANONICALIZATIONS.get(value) ?? null;
}

/** d= as an A-label domain. U-labels are allowed in internationalised mail (RFC 8616 4). */
export function readSigner(value: string): string | null {
  return readDomain(readUtf8(value));
}

/** s= as A-labels: one label or more. A selector may be all digits, so it is read with what will stand behind it. */
export function readSelector(value: string, domain: string): string | null {
  const suffix = `._domainkey.${domain}`;
  const name = value === '' ? null : readDomain(`${readUtf8(value)}${suffix}`);
  return name ? name.slice(0, -suffix.length) : null;
}

/**
 * h= as lower-case names in the order given; null where an octet is no field name's. An empty name ("from::to") names no
 * field and is left out, as a name that the mail does not have would be.
 */
export function readNames(value: string): readonly string[] | null {
  const names: string[] = [];
  for (const part of value.split(':')) {
    const name = part.trim();
    for (let at = 0; at < name.length; at++) {
      const code = name.charCodeAt(at);
      if (code <= 32 || code >= 127) return null;
    }
    if (name !== '') names.push(name.toLowerCase());
  }
  return names;
}

/** l= in octets. What no mail can have becomes the largest number that is exact. */
export function readLength(value: string): number | null {
  return allDigits(value, MAX_LENGTH_DIGITS) ? Math.min(Number(value), Number.MAX_SAFE_INTEGER) : null;
}

/** t= or x= in seconds since 1970-01-01 UTC. */
export function readTime(value: string): number | null {
  return allDigits(value, MAX_TIME_DIGITS) ? Number(value) : null;
}

function allDigits(value: string, most: number): boolean {
  if (value.length === 0 || value.length > most) return false;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code < 48 || code > 57) return false;
  }
  return true;
}
