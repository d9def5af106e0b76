import { digest, withBody, type Digest } from './digest';
import type { Body, Receiver } from './message';
import { readFields, MAX_HEAD_BYTES } from './rfc/fields';
import { isHead } from './rfc/is-head';
import { fromOctets } from './rfc/octets';
import { readSignatures } from './rfc/dkim/signature';

/** Octets of a source read at a time until the head ends. Most heads are in the first. */
const SLICE = 65_536;

/** Octets of a canonical body that holds nothing but its last line end. */
const NOTHING = 2;

export type MailRead =
  /** `cut`: the head is larger than what is read of it, so nothing rests on what is missing. */
  | { readonly ok: true; readonly digest: Digest; readonly cut: boolean }
  /** empty: not one octet; no-mail: it does not begin as a mail does. */
  | { readonly ok: false; readonly code: 'empty' | 'no-mail' };

/** A mail as it was split: its head as a byte string, and its body; null where there is none, or where it begins is not known. */
export interface SplitMail {
  readonly head: string;
  readonly body: Body | null;
  readonly cut: boolean;
}

/** Splits a whole mail at its first blank line. Of the body nothing is read yet. Rejects only where the source does. */
export async function splitMail(source: Body): Promise<SplitMail> {
  const start = await readStart(source);
  const { bodyAt, cut } = readFields(start);
  if (bodyAt === null) return { head: start, body: null, cut: cut !== null };
  return {
    head: start.slice(0, bodyAt),
    body: { size: source.size - bodyAt, slice: (from, end) => source.slice(bodyAt + from, bodyAt + end) },
    cut: false,
  };
}

/**
 * Reads a whole mail, head and body, as it lies in a file. Rejects only where the source does. A body that holds nothing, under a
 * signature that was made over something, was left off by whoever kept the headers: it is not known, rather than changed.
 */
export async function readMail(source: Body, receiver: Receiver): Promise<MailRead> {
  if (source.size === 0) return { ok: false, code: 'empty' };
  const { head, body, cut } = await splitMail(source);
  if (!isHead(body || cut ? head : closed(head))) return { ok: false, code: 'no-mail' };
  if (body === null) return { ok: true, digest: digest(head, receiver, cut ? 'normalised' : 'headers-only'), cut };
  const read = digest(head, receiver, 'exact');
  const whole = await withBody(read, body);
  return { ok: true, digest: isLeftOff(whole) ? { ...read, fidelity: 'headers-only' } : whole, cut };
}

async function readStart(source: Body): Promise<string> {
  let start = '';
  for (let at = 0; at < source.size && at <= MAX_HEAD_BYTES; at += SLICE) {
    const octets = await source.slice(at, Math.min(source.size, at + SLICE));
    const seam = Math.max(0, start.length - 2);
    start += fromOctets(octets);
    if (start.indexOf('\n\n', seam) >= 0 || start.indexOf('\n\r\n', seam) >= 0) break;
  }
  return start;
}

/** Headers that were kept without the blank line. */
function closed(head: string): string {
  return head + (head.includes('\n') ? '\r\n\r\n' : '\r\r');
}

function isLeftOff({ bodies, index }: Digest): boolean {
  if (bodies === null || bodies.length === 0 || bodies.some(({ size }) => size > NOTHING)) return false;
  return !readSignatures(index.fields).some(({ bodyHash }) => bodies.some(({ value }) => value === bodyHash));
}
