/**
 * Implements the ways in which servers write TLS into a comment of a Received line. Each notation is one entry of the table:
 * it is given the comment's words and answers what they state, or null if they are not its own. No standard defines any.
 */
import type { Tls, TlsVersion } from '../../facts';

/** What a comment states: TLS with what is recorded of it, or that there was none. */
export type Stated =
  { readonly plaintext: true } | { readonly plaintext: false; readonly tls: Tls; readonly authenticated: boolean };

interface Notation {
  /** Whose it is, with an example. */
  readonly of: string;
  readonly read: (words: readonly string[]) => Stated | null;
}

/** The longest comment that is looked into. The longest real ones, Momentum's with a certificate subject, have some 300. */
export const MAX_COMMENT = 512;

const VERSIONS = new Map<string, TlsVersion | null>([
  // OpenSSL's name for a cipher that both know; it says nothing of the version.
  ['tlsv1/sslv3', null],
  ['ssl/tls', null],
  ['tls/ssl', null],
]);
for (const prefix of ['tls', 'tlsv', 'tls-', 'tls_', 'tlsv_']) {
  VERSIONS.set(prefix, null);
  VERSIONS.set(`${prefix}1`, '1.0');
  for (const minor of ['0', '1', '2', '3'] as const)
    for (const dot of ['.', '_', '']) VERSIONS.set(`${prefix}1${dot}${minor}`, `1.${minor}`);
}
for (const prefix of ['ssl', 'sslv', 'ssl-']) {
  VERSIONS.set(prefix, null);
  for (const tail of ['', '.0', '_0', '0']) {
    VERSIONS.set(`${prefix}2${tail}`, 'ssl2');
    VERSIONS.set(`${prefix}3${tail}`, 'ssl3');
  }
}

const NO_VERSION = Symbol('names no version of TLS');

/** The version a word names; null for TLS without one ("TLS", "TLSv1/SSLv3"); NO_VERSION if the word is none. */
function readVersion(word: string): TlsVersion | null | typeof NO_VERSION {
  if (word.length > 12) return NO_VERSION;
  const lower = word.toLowerCase();
  const version = VERSIONS.get(lower.startsWith('tls\\') ? lower.slice(4) : lower);
  return version === undefined ? NO_VERSION : version;
}

/** A cipher's name in any style: OpenSSL, IANA, GnuTLS. */
function isCipher(word: string | undefined): word is string {
  if (word === undefined || word.length < 3 || word.length > 80) return false;
  for (let at = 0; at < word.length; at++) {
    const code = word.charCodeAt(at);
    const alphanumeric = (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 122);
    if (!alphanumeric && code !== 45 && code !== 95 && code !== 43 && code !== 46) return false;
  }
  return true;
}

/** The first number in "256/256", "(256", "(AES256-SHA/256", "256bits"; null if there is none. */
function readBits(word: string | undefined): number | null {
  if (word === undefined || word.length > 40) return null;
  let at = word.charCodeAt(0) === 40 ? 1 : 0;
  const code = word.charCodeAt(at);
  if (code < 48 || code > 57) {
    const slash = word.lastIndexOf('/');
    if (slash < 0) return null;
    at = slash + 1;
  }
  const bits = Number.parseInt(word.slice(at), 10);
  return bits > 0 && bits <= 16_384 ? bits : null;
}

function stated(
  version: TlsVersion | null,
  cipher: string | null = null,
  bits: number | null = null,
  peer: Tls['peer'] = null,
  authenticated = false,
): Stated {
  return { plaintext: false, tls: { version, cipher, bits, peer }, authenticated };
}

/** Sendmail's ${verify}: NO is "no certificate presented", NOT "none requested". */
const VERIFY = new Map<string, Tls['peer']>([
  ['OK', 'verified'],
  ['TRUSTED', 'verified'],
  ['FAIL', 'unverified'],
  ['NO', 'none'],
  ['NOT', 'none'],
  ['NONE', 'none'],
]);

const NOTATIONS: readonly Notation[] = [
  {
    of: 'Sendmail, Gmail, Exchange, Proofpoint, Mimecast, hMailServer …: (version=TLSv1.2 cipher=X bits=256 verify=NO)',
    read(words) {
      const version = readVersion(after(words[0], 'version=') ?? '-');
      if (version === NO_VERSION) return null;
      let cipher: string | null = null;
      let bits: number | null = null;
      let peer: Tls['peer'] = null;
      for (const word of words) {
        cipher ??= after(word, 'cipher=');
        bits ??= readBits(after(word, 'bits=') ?? '');
        const verify = after(word, 'verify=');
        if (verify !== null) peer = VERIFY.get(verify) ?? 'unverified';
      }
      return cipher === null || isCipher(cipher) ? stated(version, cipher, bits, peer) : null;
    },
  },
  {
    of: 'Postfix and its kin: (using TLSv1.3 with cipher X (256/256 bits) key-exchange …); Apple, Symantec: (using TLS with …); PGP Universal: (using TLS: TLSv1.2, X); Mimecast: (Using TLS)',
    read(words) {
      if (!same(words[0], 'using') || words[1] === undefined) return null;
      if (words[1].endsWith(':')) {
        const version = readVersion(words[2] ?? '');
        if (readVersion(words[1].slice(0, -1)) === NO_VERSION || version === NO_VERSION) return null;
        return isCipher(words[3]) ? stated(version, words[3]) : null;
      }
      const version = readVersion(words[1]);
      if (version === NO_VERSION) return null;
      if (words.length === 2) return stated(version);
      if (!same(words[2], 'with') || !same(words[3], 'cipher') || !isCipher(words[4])) return null;
      const last = words.at(-1);
      const peer = same(words.at(-2), 'verified') ? (VERIFY.get(last ?? '') ?? 'unverified') : null;
      return stated(version, words[4], readBits(words[5]), peer);
    },
  },
  {
    of: 'Exim: (TLS1.3:X:256), (TLS1.3); OpenSMTPD: (TLSv1.3:X:256:NO); KumoMTA: (TLSv1_3:X); Exchange: (TLS); IceWarp: (SSL); CodeTwo: (TLS12)',
    read(words) {
      if (words.length !== 1 || words[0] === undefined) return null;
      const parts = words[0].split(':', 5);
      const version = readVersion(parts[0] ?? '');
      if (version === NO_VERSION) return null;
      if (parts.length === 1) return stated(version);
      if (parts.length > 4 || !isCipher(parts[1])) return null;
      // Exim with an old GnuTLS counts octets.
      const size = readBits(parts[2]);
      const peer = parts[3] === 'YES' ? 'verified' : parts[3] === 'NO' ? 'unverified' : null;
      return stated(version, parts[1], size !== null && size <= 32 ? size * 8 : size, peer);
    },
  },
  {
    of: 'qmail: (X encrypted); T-Online: (TLSv1.2:X encrypted); GroupWise: (TLS encrypted); qmail-ldap: (X encrypted, authenticated)',
    read(words) {
      const first = words[0];
      if (first === undefined || !same(words[1], 'encrypted')) return null;
      const authenticated = same(words[2], 'authenticated');
      if (words.length !== (authenticated ? 3 : 2) || same(first, 'not')) return null;
      const colon = first.indexOf(':');
      const version = readVersion(colon < 0 ? first : first.slice(0, colon));
      if (colon >= 0) {
        const cipher = first.slice(colon + 1);
        return version !== NO_VERSION && isCipher(cipher) ? stated(version, cipher, null, null, authenticated) : null;
      }
      if (version !== NO_VERSION) return stated(version, null, null, null, authenticated);
      return isCipher(first) ? stated(null, first, null, null, authenticated) : null;
    },
  },
  {
    of: 'Courier: (TLS: TLS1.3,256bits,X), (AUTH: LOGIN user, SSL: TLSv1/SSLv3,128bits,X); McAfee: the same after "with smtp"',
    read(words) {
      const authenticated = same(words[0], 'auth:');
      const at = authenticated ? words.length - 4 : 0;
      if (at < 0 || (!same(words[at], 'tls:') && !same(words[at], 'ssl:')) || words.length !== at + 4) return null;
      const version = readVersion(words[at + 1] ?? '');
      const cipher = words[at + 3];
      return version !== NO_VERSION && isCipher(cipher)
        ? stated(version, cipher, readBits(words[at + 2]), null, authenticated)
        : null;
    },
  },
  {
    of: 'Momentum, SparkPost: (cipher=X subject=…)',
    read(words) {
      const cipher = after(words[0], 'cipher=') ?? undefined;
      return isCipher(cipher) ? stated(null, cipher) : null;
    },
  },
  {
    of: 'Google: (Google Transport Security)',
    read: (words) =>
      words.length === 3 && words[0] === 'Google' && words[1] === 'Transport' && words[2] === 'Security'
        ? stated(null)
        : null,
  },
  {
    of: 'Kylin and other gateways of that maker: (Generic MTA with TLSv1.2 X 256/256)',
    read(words) {
      if (words[0] !== 'Generic' || words[1] !== 'MTA' || !same(words[2], 'with')) return null;
      const version = readVersion(words[3] ?? '');
      return version !== NO_VERSION && isCipher(words[4]) ? stated(version, words[4], readBits(words[5])) : null;
    },
  },
  {
    of: '.NET gateways, algorithm by algorithm: (Tls12, Aes256, Sha384, DiffieHellmanEllipticKey384)',
    read(words) {
      if (words.length !== 4 || after(words[0], 'tls1') === null || after(words[2], 'sha') === null) return null;
      const version = readVersion(words[0] ?? '-');
      return version === NO_VERSION ? null : stated(version);
    },
  },
  {
    of: 'SmarterMail, .NET: (version=Tls12 …) is the first; MDaemon: (Cipher TLSv1:X:128)',
    read(words) {
      if (!same(words[0], 'cipher') || words.length !== 2 || words[1] === undefined) return null;
      const parts = words[1].split(':', 4);
      const version = readVersion(parts[0] ?? '');
      return version !== NO_VERSION && isCipher(parts[1]) ? stated(version, parts[1], readBits(parts[2])) : null;
    },
  },
  {
    of: 'Active!gate: (not using TLS); GroupWise: (NOT encrypted); (unencrypted), (no TLS)',
    read(words) {
      const negated =
        (same(words[0], 'not') && same(words[1], 'using') && readVersion(words[2] ?? '') !== NO_VERSION) ||
        (same(words[0], 'not') && same(words[1], 'encrypted')) ||
        (same(words[0], 'no') && same(words[1], 'tls')) ||
        same(words[0], 'unencrypted');
      return negated && words.length <= 3 ? { plaintext: true } : null;
    },
  },
];

/** What the comment in `raw` from "(" to behind ")" states of TLS by one of the notations, whole; null if nothing. */
export function readNotation(raw: string, start: number, end: number): Stated | null {
  if (end - start > MAX_COMMENT || !mayStateTls(raw, start, end)) return null;
  const words = splitWords(raw, start + 1, end - 1);
  for (const notation of NOTATIONS) {
    const found = notation.read(words);
    if (found) return found;
  }
  return null;
}

/** The cipher of Exim's and Haraka's bare `tls X`, or null. */
export function readBareCipher(word: string): string | null {
  return isCipher(word) ? word : null;
}

/** Whether a word is a version of TLS or its bare name; null if it is none. */
export function readVersionWord(word: string): { readonly version: TlsVersion | null } | null {
  const version = readVersion(word);
  return version === NO_VERSION ? null : { version };
}

/**
 * A quick look at the ends, so that names and addresses in parentheses need not be cut up: every notation begins with one of
 * these letters, but those that begin with a cipher and end with "encrypted" or "authenticated".
 */
function mayStateTls(raw: string, start: number, end: number): boolean {
  switch (raw.charCodeAt(start + 1) | 32) {
    case 32: // white space, and "@" and NUL, which do no harm
    case 97: // AUTH:
    case 99: // cipher=, Cipher
    case 103: // Google, Generic
    case 110: // not, no
    case 115: // SSL
    case 116: // TLS
    case 117: // using, unencrypted
    case 118: // version=
      return true;
    default:
      return raw.charCodeAt(end - 2) === 100 || raw.charCodeAt(end - 2) <= 32;
  }
}

/** Splits at white space and commas. */
function splitWords(raw: string, start: number, end: number): readonly string[] {
  const words: string[] = [];
  let from = start;
  for (let at = start; at <= end; at++) {
    const code = at === end ? 32 : raw.charCodeAt(at);
    if (code > 32 && code !== 44) continue;
    if (at > from) words.push(raw.slice(from, at));
    from = at + 1;
  }
  return words;
}

/** Compares without case; `lower` is in lower case. */
function same(word: string | undefined, lower: string): boolean {
  return word !== undefined && word.length === lower.length && (word === lower || word.toLowerCase() === lower);
}

/** What follows `lower`, compared without case, at the word's beginning; null if the word does not begin so, or ends there. */
function after(word: string | undefined, lower: string): string | null {
  if (word === undefined || word.length <= lower.length) return null;
  return word.slice(0, lower.length).toLowerCase() === lower ? word.slice(lower.length) : null;
}
