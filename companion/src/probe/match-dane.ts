/** A chain as the server sent it, against TLSA records (RFC 7672 3.1, RFC 7671 5). Roots that were not sent anchor nothing. */
import { createHash, X509Certificate } from 'node:crypto';
import type { DaneMatch } from '../../../lib/verify/posture';
import type { TlsaRecord } from '../../../lib/verify/rfc/tlsa';
import { usableTlsa } from '../../../lib/verify/rfc/tlsa';
import { spkiOf } from './spki-of';

const TRUST_ANCHOR = 2;
const END_ENTITY = 3;
const MAX_DEPTH = 10;

export interface DaneResult {
  readonly match: Exclude<DaneMatch, 'none'>;
  /** A trust anchor matches, and only the name does not; then another name that the sender knows may still do (RFC 7672 3.2.2). */
  readonly wantsName: boolean;
}

/**
 * `records` are all of a secure set that is not empty, `hosts` the names that the certificate may be for, `now` in ms. A key that stands
 * whole in a record (2 1 0) and was not sent is not tried: unknown.
 */
export function matchDane(
  records: readonly TlsaRecord[],
  chain: readonly [X509Certificate, ...X509Certificate[]],
  hosts: readonly string[],
  now: number,
): DaneResult {
  const usable = usableTlsa(records);
  if (usable.length === 0) return { match: 'unusable', wantsName: false };
  const [leaf] = chain;
  // RFC 7672 3.1.1: neither names nor dates of the certificate count here
  if (usable.some((record) => record.usage === END_ENTITY && fits(record, leaf)))
    return { match: 'matches', wantsName: false };
  const anchors = usable.filter(({ usage }) => usage === TRUST_ANCHOR);
  const pool = [...chain, ...anchors.flatMap(wholeCertificate)];
  if (anchors.length > 0 && reaches(leaf, pool, anchors, now)) {
    const named = hosts.some((host) => leaf.checkHost(host, { wildcards: true, partialWildcards: false }));
    return { match: named ? 'matches' : 'mismatch', wantsName: !named };
  }
  const untried = anchors.some(({ selector, matchingType }) => selector === 1 && matchingType === 0);
  return { match: untried ? 'unknown' : 'mismatch', wantsName: false };
}

/** Walks from the leaf to an issuer that a record names; each step's signature, dates and right to issue are checked. */
function reaches(
  leaf: X509Certificate,
  pool: readonly X509Certificate[],
  anchors: readonly TlsaRecord[],
  now: number,
): boolean {
  let at = leaf;
  for (let depth = 0; depth < MAX_DEPTH && isCurrent(at, now); depth++) {
    const issuer = pool.find((one) => one !== at && one !== leaf && isIssuedBy(at, one));
    if (!issuer || !isCurrent(issuer, now)) return false;
    if (anchors.some((record) => fits(record, issuer))) return true;
    at = issuer;
  }
  return false;
}

function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // a key that this build of OpenSSL does not know
    return false;
  }
}

function isCurrent({ validFromDate, validToDate }: X509Certificate, now: number): boolean {
  return validFromDate.getTime() <= now && now <= validToDate.getTime();
}

function fits({ selector, matchingType, data }: TlsaRecord, certificate: X509Certificate): boolean {
  const selected = selector === 0 ? certificate.raw : spkiOf(certificate.raw);
  if (!selected) return false;
  if (matchingType === 0) return selected.equals(data);
  return createHash(matchingType === 1 ? 'sha256' : 'sha512')
    .update(selected)
    .digest()
    .equals(data);
}

function wholeCertificate({ selector, matchingType, data }: TlsaRecord): readonly X509Certificate[] {
  if (selector !== 0 || matchingType !== 0) return [];
  try {
    return [new X509Certificate(data)];
  } catch {
    return [];
  }
}
