/**
 * Implements RFC 6376 3.4.3 (simple) and 3.4.4 (relaxed) over octets: whole bodies, and bodies had in slices.
 * Does not implement: cutting to l=; hashing.
 *
 * Line ends are CRLF. A source whose body has no CRLF at all but has LFs was stored so (mbox, Maildir, a webmail's "show
 * source"): there each LF stands for CRLF, as it travelled. In all others a lone LF or CR is content, as it was received.
 *
 * Bodies that need no change are the rule: octets are moved in runs, and what needs no change is handed on where it lies.
 */
import type { Octets } from '../octets';
import { finishBody, startBody, writeSlice } from './body-writer';
import type { BodyForm, BodyWriter } from './body-writer';
import type { Canonicalization } from './tag-values';
import { lookAt, nextWhiteSpace } from './white-space';

const LF = 10;
const CR = 13;

/** Hears of octets from `start` up to `end`, which stay as they are only while it runs. */
export type Emit = (octets: Octets, start: number, end: number) => void;

/** True if an LF in `octets` has a CR before it; `last` is the octet before them. Null if there is no LF. */
export function hasCrlf(octets: Octets, last: number): boolean | null {
  let found: boolean | null = null;
  for (let at = octets.indexOf(LF); at >= 0; at = octets.indexOf(LF, at + 1)) {
    if ((at > 0 ? octets[at - 1] : last) === CR) return true;
    found = false;
  }
  return found;
}

/** The canonical form of a whole body: within `octets` themselves where nothing changes. */
export function canonicalBody(octets: Octets, kind: Canonicalization): Octets {
  const form = { kind, bareLines: hasCrlf(octets, 0) === false };
  const end = trimmed(octets, octets.length);
  // What follows the last line that is not empty is its own CRLF, or it ended without one.
  if (end > 0 && end < octets.length && isCanonical(form, octets)) return octets.subarray(0, end + 2);
  const writer = startBody();
  writeSlice(writer, form, octets);
  finishBody(writer);
  const last = trimmed(writer.room, writer.length);
  if (last === 0 && kind === 'relaxed') return writer.room.subarray(0, 0);
  writer.room[last] = CR;
  writer.room[last + 1] = LF;
  return writer.room.subarray(0, last + 2);
}

/** Takes the next slice of a body. What may be the end of the body is held back. */
export function writeBody(writer: BodyWriter, form: BodyForm, slice: Octets, emit: Emit): void {
  if (writer.length === 0 && !writer.space && isCanonical(form, slice)) {
    settle(writer, slice, slice.length, emit);
    return;
  }
  writeSlice(writer, form, slice);
  settle(writer, writer.room, writer.length, emit);
}

/** The body has ended. 3.4.3: an empty one is one CRLF; 3.4.4: it is nothing. */
export function endBody(writer: BodyWriter, form: BodyForm, emit: Emit): void {
  finishBody(writer);
  const some = writer.length > 0;
  if (some) {
    emitBlanks(writer.blanks, emit);
    emit(writer.room, 0, writer.length);
  }
  if (some || writer.emitted || form.kind === 'simple') emitBlanks(1, emit);
}

/** Emits all but the line ends at the end, which are counted, and a CR behind them, which may become one. */
function settle(writer: BodyWriter, octets: Octets, length: number, emit: Emit): void {
  const held = length > 0 && octets[length - 1] === CR ? 1 : 0;
  const end = trimmed(octets, length - held);
  if (end > 0) {
    emitBlanks(writer.blanks, emit);
    emit(octets, 0, end);
    writer.emitted = true;
    writer.blanks = 0;
  }
  writer.blanks += (length - held - end) / 2;
  writer.length = held;
  if (held > 0) {
    if (writer.room.length === 0) writer.room = new Uint8Array(4);
    writer.room[0] = CR;
  }
}

const BLANKS = Uint8Array.from({ length: 4096 }, (_, at) => (at % 2 === 0 ? CR : LF));

function emitBlanks(count: number, emit: Emit): void {
  for (let left = count * 2; left > 0; left -= BLANKS.length) emit(BLANKS, 0, Math.min(left, BLANKS.length));
}

/** Where the octets end without the CRLFs at their end. */
function trimmed(octets: Octets, length: number): number {
  let end = length;
  while (end >= 2 && octets[end - 1] === LF && octets[end - 2] === CR) end -= 2;
  return end;
}

/** True if nothing changes but line ends at the end. */
function isCanonical({ kind, bareLines }: BodyForm, octets: Octets): boolean {
  if (bareLines) return false;
  return kind === 'simple' || nextWhiteSpace(lookAt(octets), 0, octets.length) === octets.length;
}
