/**
 * Implements a query as RFC 8484 4.1 and RFC 6891 want it: id 0, recursion desired, one question of class IN, and EDNS with the
 * DO bit, no client subnet (RFC 7871 7.1.2) and padding (RFC 8467).
 * Does not implement: escapes in names, for no name that has them is asked (see `askable`).
 */
import type { RecordType } from '../verify/world';
import { TYPES } from './read-message';

/** Recursion desired, and AD: the resolver is asked to say whether it checked (RFC 6840 5.7). */
const FLAGS = 0x0120;
/** What a resolver behind a proxy that goes on over UDP may send; over HTTP it bounds nothing. */
const UDP_OCTETS = 4096;
const DO_BIT = 0x80;
const SUBNET_OPTION = 8;
const PADDING_OPTION = 12;
/** RFC 8467 4.1: queries are padded to a multiple of this, so that their length says less about the name. */
export const PADDED_TO = 128;

/** The message that asks for `name`, which `askable` let pass. */
export function writeQuery(name: string, type: RecordType): Uint8Array<ArrayBuffer> {
  const octets: number[] = [0, 0, FLAGS >> 8, FLAGS & 255, 0, 1, 0, 0, 0, 0, 0, 1];
  for (const label of name.split('.')) {
    octets.push(label.length);
    for (let at = 0; at < label.length; at++) octets.push(label.charCodeAt(at));
  }
  octets.push(0, 0, TYPES[type], 0, 1);
  // The answer is the same for every reader, and the sender's servers do not learn where this one lives: source length 0.
  const options = [0, SUBNET_OPTION, 0, 4, 0, 1, 0, 0, 0, PADDING_OPTION];
  octets.push(0, 0, TYPES.OPT, UDP_OCTETS >> 8, UDP_OCTETS & 255, 0, 0, DO_BIT, 0);
  const length = octets.length + 2 + options.length + 2;
  const padding = (PADDED_TO - (length % PADDED_TO)) % PADDED_TO;
  octets.push(0, options.length + 2 + padding, ...options, 0, padding);
  const query = new Uint8Array(octets.length + padding);
  query.set(octets);
  return query;
}
