/**
 * The SubjectPublicKeyInfo of a certificate, octet by octet as it stands there (RFC 5280 4.1): what TLSA's selector 1 is about. A
 * library would write it anew, and need not write the same.
 */
const SEQUENCE = 0x30;
const VERSION = 0xa0;
/** serialNumber, signature, issuer, validity, subject */
const BEFORE_KEY = 5;

/** Null if `der` is not shaped like a certificate. */
export function spkiOf(der: Buffer): Buffer | null {
  const certificate = element(der, 0);
  const body = certificate && element(der, certificate.from);
  if (!body || certificate.tag !== SEQUENCE || body.tag !== SEQUENCE) return null;
  let next = element(der, body.from);
  if (next?.tag === VERSION) next = element(der, next.to);
  for (let passed = 0; next && passed < BEFORE_KEY; passed++) next = element(der, next.to);
  return next?.tag === SEQUENCE && next.to <= body.to ? der.subarray(next.at, next.to) : null;
}

interface Element {
  readonly tag: number;
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** X.690 8.1: tag and definite length. */
function element(der: Buffer, at: number): Element | null {
  const tag = der[at];
  const short = der[at + 1];
  if (tag === undefined || short === undefined || short === 0x80) return null;
  let length = short;
  let from = at + 2;
  if (short > 0x80) {
    const octets = short & 0x7f;
    if (octets > 4 || from + octets > der.length) return null;
    length = der.readUIntBE(from, octets);
    from += octets;
  }
  return from + length <= der.length ? { tag, at, from, to: from + length } : null;
}
