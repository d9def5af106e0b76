/**
 * Implements which TLSA records a mail server's sender uses (RFC 7672 3.1, RFC 7671 4 and 9): usages 2 and 3, selectors 0 and 1,
 * matching types 0 to 2 of the right length, and of each usage and selector the strongest digest alone (digest agility).
 * Does not implement: matching a certificate, which needs one; usages 0 and 1, which mail has no use for (3.1.3).
 */

export interface TlsaRecord {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  readonly data: Uint8Array;
}

const TRUST_ANCHOR = 2;
const END_ENTITY = 3;
const SHA256 = { type: 1, length: 32 };
const SHA512 = { type: 2, length: 64 };

/** The records that a sender matches the chain against. */
export function usableTlsa<T extends TlsaRecord>(records: readonly T[]): readonly T[] {
  const usable = records.filter(isUsable);
  return usable.filter(
    (one) =>
      one.matchingType !== SHA256.type ||
      !usable.some(
        (other) => other.matchingType === SHA512.type && other.usage === one.usage && other.selector === one.selector,
      ),
  );
}

function isUsable({ usage, selector, matchingType, data }: TlsaRecord): boolean {
  if (usage !== TRUST_ANCHOR && usage !== END_ENTITY) return false;
  if (selector !== 0 && selector !== 1) return false;
  if (matchingType === 0) return data.length > 0;
  const digest = [SHA256, SHA512].find(({ type }) => type === matchingType);
  return digest !== undefined && data.length === digest.length;
}
