/**
 * Implements RFC 6376 3.4.3 (simple) and 3.4.4 (relaxed) for a body that is had in slices, over octets.
 * Does not implement: cutting to l=; hashing.
 *
 * Line ends are CRLF. A source whose body has no CRLF at all but has LFs was stored so (mbox, Maildir, a webmail's "show
 * source"): there each LF stands for CRLF, as it travelled. In all others a lone LF or CR is content, as it was received.
 *
 * Bodies that need no change are the rule, so octets are looked at one by one and moved in runs; one slice that needs none is
 * handed on as it is.
 */
import type { Body } from '../../message';
import type { Octets } from '../octets';
import { breathe } from './breathe';
import type { Canonicalization } from './tag-values';

/** Octets read at a time: some milliseconds of work. */
export const SLICE = 1_048_576;

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;

/** A body that was looked into. */
export interface OpenBody {
  readonly body: Body;
  /** Octets read at a time. */
  readonly slice: number;
  /** The first slice. */
  readonly first: Octets;
  /** How many LFs stand for CRLF; 0 if none does. */
  readonly bareLines: number;
}

/** Finds out what ends the lines. A body with a CRLF anywhere is read up to the first. */
export async function openBody(body: Body, slice = SLICE): Promise<OpenBody> {
  const first = await body.slice(0, Math.min(body.size, slice));
  let bareLines = 0;
  let last = 0;
  for (let start = 0; start < body.size; start += slice) {
    const chunk = start === 0 ? first : await nextSlice(body, start, slice);
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) {
      if ((at > 0 ? chunk[at - 1] : last) === CR) return { body, slice, first, bareLines: 0 };
      bareLines++;
    }
    last = chunk[chunk.length - 1] ?? 0;
  }
  return { body, slice, first, bareLines };
}

async function nextSlice(body: Body, start: number, slice: number): Promise<Octets> {
  await breathe();
  return body.slice(start, Math.min(body.size, start + slice));
}

/** What was written so far, and what the last slice left open. */
interface Writer {
  room: Octets;
  length: number;
  /** Relaxed: white space ended the slice and is not written yet. */
  space: boolean;
  /** Relaxed: CR ended the slice and is not written yet (it follows the white space, if there was some). */
  cr: boolean;
}

/** The largest canonical form: each LF may become two octets, and a last line end may be added. */
export function roomFor({ body, bareLines }: OpenBody): number {
  return body.size + bareLines + 2;
}

/**
 * The canonical octets, perhaps within `room` or the body's own slice: to be used before either is written again. `room` is
 * called only if something must be copied, and must hold `roomFor(open)` octets.
 */
export async function canonicalBody(open: OpenBody, kind: Canonicalization, room: () => Octets): Promise<Octets> {
  const { body, slice, first, bareLines } = open;
  const write = bareLines > 0 ? writeBareLines : kind === 'simple' ? writeAsIs : writeRelaxed;
  if (body.size <= slice && bareLines === 0) {
    const clean = kind === 'simple' || isRelaxed(first);
    const end = clean ? trimmed(first, first.length) : 0;
    // What follows the last line that is not empty is its own CRLF, or it ended without one.
    if (clean && end > 0 && end + 2 <= first.length) return first.subarray(0, end + 2);
    if (clean && end === 0 && kind === 'relaxed') return first.subarray(0, 0);
  }
  const writer: Writer = { room: room(), length: 0, space: false, cr: false };
  for (let start = 0; start < body.size; start += slice)
    write(writer, start === 0 ? first : await nextSlice(body, start, slice), kind);
  finish(writer);
  const end = trimmed(writer.room, writer.length);
  // 3.4.3: an empty body is one CRLF; 3.4.4: it is nothing.
  if (end === 0 && kind === 'relaxed') return writer.room.subarray(0, 0);
  writer.room[end] = CR;
  writer.room[end + 1] = LF;
  return writer.room.subarray(0, end + 2);
}

/** Where the octets end without the CRLFs at their end. */
function trimmed(octets: Octets, length: number): number {
  let end = length;
  while (end >= 2 && octets[end - 1] === LF && octets[end - 2] === CR) end -= 2;
  return end;
}

/** True if relaxing would leave the octets as they are, but for empty lines at the end. */
function isRelaxed(octets: Octets): boolean {
  const length = octets.length;
  for (let at = 0; at < length; at++) {
    const code = octets[at] as number;
    if (code > SPACE) continue;
    if (code === TAB) return false;
    if (code === SPACE) {
      const next = at + 1 < length ? (octets[at + 1] as number) : CR;
      if (next === SPACE || next === TAB || next === CR) return false;
    }
  }
  return true;
}

function append(writer: Writer, octets: Octets, from: number, end: number): void {
  // A short run is moved faster by hand than a view is made.
  if (end - from < 48) {
    const { room } = writer;
    let length = writer.length;
    for (let at = from; at < end; at++) room[length++] = octets[at] as number;
    writer.length = length;
  } else {
    writer.room.set(octets.subarray(from, end), writer.length);
    writer.length += end - from;
  }
}

function writeAsIs(writer: Writer, chunk: Octets): void {
  append(writer, chunk, 0, chunk.length);
}

/** Lines that end in LF alone: their white space is dealt with here, since there is no CR to wait for. */
function writeBareLines(writer: Writer, chunk: Octets, kind: Canonicalization): void {
  let start = 0;
  while (start < chunk.length) {
    const found = chunk.indexOf(LF, start);
    const end = found < 0 ? chunk.length : found;
    if (kind === 'simple') append(writer, chunk, start, end);
    else writeRelaxed(writer, chunk.subarray(start, end));
    if (found < 0) return;
    // White space before the line end goes; a lone CR before it would have been a CRLF.
    writer.space = false;
    writer.room[writer.length++] = CR;
    writer.room[writer.length++] = LF;
    start = end + 1;
  }
}

function writeRelaxed(writer: Writer, chunk: Octets): void {
  const length = chunk.length;
  let at = 0;
  if (length > 0 && (writer.space || writer.cr)) at = resume(writer, chunk);
  let run = at;
  while (at < length) {
    const code = chunk[at] as number;
    if (code !== SPACE && code !== TAB && code !== CR) {
      at++;
      continue;
    }
    if (code === CR) {
      if (at + 1 === length) {
        append(writer, chunk, run, at);
        writer.cr = true;
        return;
      }
      at++;
      continue;
    }
    let next = at + 1;
    while (next < length && (chunk[next] === SPACE || chunk[next] === TAB)) next++;
    // Whether it ends the line may be seen in the next slice only.
    if (next === length || (chunk[next] === CR && next + 1 === length)) {
      append(writer, chunk, run, at);
      writer.space = true;
      writer.cr = next < length;
      return;
    }
    const ends = chunk[next] === CR && chunk[next + 1] === LF;
    if (ends || next > at + 1 || code === TAB) {
      append(writer, chunk, run, at);
      if (!ends) writer.room[writer.length++] = SPACE;
      run = next;
    }
    at = next;
  }
  append(writer, chunk, run, length);
}

/** Settles what the slice before left open; returns how much of this one is dealt with. */
function resume(writer: Writer, chunk: Octets): number {
  let at = 0;
  if (!writer.cr) {
    while (at < chunk.length && (chunk[at] === SPACE || chunk[at] === TAB)) at++;
    if (at === chunk.length) return at;
    if (chunk[at] === CR) {
      writer.cr = true;
      at++;
      if (at === chunk.length) return at;
    }
  }
  const ends = writer.cr && chunk[at] === LF;
  if (writer.space && !ends) writer.room[writer.length++] = SPACE;
  if (writer.cr) writer.room[writer.length++] = CR;
  writer.space = false;
  writer.cr = false;
  return at;
}

/** The body has ended: white space at the end of its last line goes, a CR there is content. */
function finish(writer: Writer): void {
  if (writer.cr) {
    if (writer.space) writer.room[writer.length++] = SPACE;
    writer.room[writer.length++] = CR;
  }
}
