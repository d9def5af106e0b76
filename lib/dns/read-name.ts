/**
 * Implements RFC 1035 3.1 and 4.1.4: a domain name in a message, compression included, with the bounds that RFC 9267 section 2
 * asks for: a pointer leads only to what stands before the name, and there are no more of them than a name has labels.
 * Does not implement: extended label types (RFC 6891 5: none is left in use).
 */

/** Octets of a name, its length octets and the root's included (RFC 1035 2.3.4). */
const MAX_OCTETS = 255;
/** A name of 255 octets has at most 127 labels; nobody needs more pointers than that. */
const MAX_POINTERS = 127;
const POINTER = 0xc0;

export interface WireName {
  /** Presentation form in lower case, without a trailing dot; the root is ".". A dot or a stray octet in a label is escaped. */
  readonly name: string;
  /** Where the message goes on after the name. */
  readonly next: number;
}

/** Reads the name at `at`; null if it is none that a message may hold. */
export function readName(octets: Uint8Array, at: number): WireName | null {
  let name = '';
  let next = -1;
  let length = 1;
  let pointers = 0;
  let from = at;
  for (let here = at; ;) {
    const count = octets[here];
    if (count === undefined) return null;
    if (count === 0) return { name: name === '' ? '.' : name, next: next < 0 ? here + 1 : next };
    if (count >= POINTER) {
      const low = octets[here + 1];
      if (low === undefined || ++pointers > MAX_POINTERS) return null;
      if (next < 0) next = here + 2;
      const target = ((count & 0x3f) << 8) | low;
      // backwards, and each time further: so it ends
      if (target >= from) return null;
      here = from = target;
      continue;
    }
    length += count + 1;
    if (count > 63 || length > MAX_OCTETS || here + count >= octets.length) return null;
    if (name !== '') name += '.';
    for (let index = here + 1; index <= here + count; index++) name += letter(octets[index] ?? 0);
    here += count + 1;
  }
}

/** RFC 1035 5.1: what would be read as something else, or as nothing, is escaped. */
function letter(octet: number): string {
  if (octet >= 65 && octet <= 90) return String.fromCharCode(octet + 32);
  if (octet === 46 || octet === 92) return `\\${String.fromCharCode(octet)}`;
  return octet > 32 && octet < 127 ? String.fromCharCode(octet) : `\\${String(octet).padStart(3, '0')}`;
}
