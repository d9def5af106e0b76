import type { Hop, Leg, TlsVersion } from './facts';
import { inNetwork, ipClass, readNetwork } from './rfc/ip';

/** Shared between a provider and its customers (RFC 6598): never crosses the internet, so it is no public address here. */
const SHARED = readNetwork('100.64.0.0/10');

/** Words of a cipher's name that mean it is broken; whole words, for "DES" also stands in no other cipher's name but as one. */
const BROKEN = new Set(
  'NULL ENULL EXP EXP40 EXP56 EXP1024 EXPORT EXPORT40 EXPORT56 EXPORT1024 RC2 RC4 ARC4 ARCTWO ARCFOUR DES DES40 DESX DES3 3DES'.split(
    ' ',
  ),
);

/** Words that mean that neither side showed a certificate: usual in SMTP (RFC 7672, 1.1), noted only. */
const ANONYMOUS = new Set(['ADH', 'AECDH', 'ANON', 'ANULL']);

const LETTERS_AND_DIGITS = /[0-9a-z]+/gi;

function hasWord(cipher: string, words: ReadonlySet<string>): boolean {
  for (const word of cipher.match(LETTERS_AND_DIGITS) ?? []) if (words.has(word.toUpperCase())) return true;
  return false;
}

/** As written; else what the cipher implies: the suites of TLS 1.3 (RFC 8446, B.4) name no key exchange and are of no other version. */
function versionOf(hop: Hop): TlsVersion | null {
  if (hop.tls === null || hop.tls.version !== null || hop.tls.cipher === null) return hop.tls?.version ?? null;
  return /^TLS_(?:AES|CHACHA20)_/i.test(hop.tls.cipher) && !/_WITH_/i.test(hop.tls.cipher) ? '1.3' : null;
}

/** TLS 1.2 and newer are fine (RFC 8996 ends 1.0 and 1.1); no version recorded is fine too. */
function strengthOf(hop: Hop, version: TlsVersion | null): Leg['strength'] {
  if (hop.state !== 'encrypted') return null;
  if (hop.tls === null) return 'fine';
  const { cipher } = hop.tls;
  if (version !== null && version !== '1.3' && version !== '1.2') return 'weak-version';
  return cipher !== null && hasWord(cipher, BROKEN) ? 'weak-cipher' : 'fine';
}

/** What one hop went over and how strong its encryption was. */
export function legOf(hop: Hop): Leg {
  const { ip } = hop.from;
  const kind = ip === null ? null : ipClass(ip);
  const version = versionOf(hop);
  return {
    reach:
      kind === 'public' && ip !== null && SHARED !== null && ip.startsWith('100.') && inNetwork(ip, SHARED)
        ? 'private'
        : kind,
    version,
    strength: strengthOf(hop, version),
    anonymous: hop.tls?.cipher != null && hasWord(hop.tls.cipher, ANONYMOUS),
  };
}
