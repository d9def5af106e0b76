/**
 * Implements RFC 6376 3.4.4, step a (relaxed: white space of a body), slice by slice, and the line ends of sources that were stored
 * with LF alone (canonical-body.ts).
 * Does not implement: step b, empty lines at the end.
 */
import type { Octets } from '../octets';
import type { Canonicalization } from './tag-values';
import { lookAt, nextWhiteSpace } from './white-space';
import type { Look } from './white-space';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;

/** How a body is read: its form, and whether LF stands for CRLF. */
export interface BodyForm {
  readonly kind: Canonicalization;
  readonly bareLines: boolean;
}

/** What slices so far left open, and room to write in. */
export interface BodyWriter {
  room: Octets;
  length: number;
  /** Relaxed: white space ended the slice and is not written yet. */
  space: boolean;
  /** Relaxed: a CR follows that white space, ended the slice, and is not written yet. */
  cr: boolean;
  /** Line ends after the last octet that was emitted: at the body's end they are dropped. */
  blanks: number;
  emitted: boolean;
}

export function startBody(): BodyWriter {
  return { room: new Uint8Array(0), length: 0, space: false, cr: false, blanks: 0, emitted: false };
}

/** Makes room for what is held, for the slice with each LF grown to two octets, for white space and a CR, and for a last line end. */
function makeRoom(writer: BodyWriter, { bareLines }: BodyForm, slice: Octets): void {
  const needed = writer.length + slice.length * (bareLines ? 2 : 1) + 4;
  if (writer.room.length >= needed) return;
  const room = new Uint8Array(needed);
  room.set(writer.room.subarray(0, writer.length));
  writer.room = room;
}

/** Writes the next slice. What may be the end of its last line is held back. */
export function writeSlice(writer: BodyWriter, form: BodyForm, slice: Octets): void {
  makeRoom(writer, form, slice);
  const { kind, bareLines } = form;
  if (bareLines) writeBareLines(writer, slice, kind);
  else if (kind === 'simple') append(writer, slice, 0, slice.length);
  else writeRelaxed(writer, lookAt(slice), 0, slice.length);
}

function append(writer: BodyWriter, octets: Octets, from: number, end: number): void {
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

/** Lines that end in LF alone, in a body without any CRLF: each octet by itself, for such lines may be short, and a CR is content. */
function writeBareLines(writer: BodyWriter, slice: Octets, kind: Canonicalization): void {
  const { room } = writer;
  const relaxed = kind === 'relaxed';
  let { length, space } = writer;
  for (let at = 0; at < slice.length; at++) {
    const code = slice[at] as number;
    if (code === LF) {
      // White space before the line end goes.
      space = false;
      room[length++] = CR;
      room[length++] = LF;
    } else if (relaxed && (code === SPACE || code === TAB)) {
      space = true;
    } else {
      if (space) room[length++] = SPACE;
      space = false;
      room[length++] = code;
    }
  }
  writer.length = length;
  writer.space = space;
}

/** Writes the octets from `start` up to `end`, which is where the slice ends. */
function writeRelaxed(writer: BodyWriter, look: Look, start: number, end: number): void {
  const { octets } = look;
  let run = start < end && writer.space ? resume(writer, octets, start, end) : start;
  let at = nextWhiteSpace(look, run, end);
  while (at < end) {
    append(writer, octets, run, at);
    run = at + 1;
    while (run < end && (octets[run] === SPACE || octets[run] === TAB)) run++;
    // Whether it ends the line may be seen in the next slice only.
    if (run === end || (octets[run] === CR && run + 1 === end)) {
      writer.space = true;
      writer.cr = run < end;
      return;
    }
    if (octets[run] !== CR || octets[run + 1] !== LF) writer.room[writer.length++] = SPACE;
    at = nextWhiteSpace(look, run, end);
  }
  append(writer, octets, run, end);
}

/** Settles what the slice before left open; returns where to go on. */
function resume(writer: BodyWriter, octets: Octets, start: number, end: number): number {
  let at = start;
  if (!writer.cr) {
    while (at < end && (octets[at] === SPACE || octets[at] === TAB)) at++;
    if (at === end) return at;
    if (octets[at] === CR) {
      writer.cr = true;
      at++;
      if (at === end) return at;
    }
  }
  if (!writer.cr || octets[at] !== LF) writer.room[writer.length++] = SPACE;
  if (writer.cr) writer.room[writer.length++] = CR;
  writer.space = false;
  writer.cr = false;
  return at;
}

/** White space at the end of the last line goes; a CR there is content. */
export function finishBody(writer: BodyWriter): void {
  if (!writer.cr) return;
  writer.room[writer.length++] = SPACE;
  writer.room[writer.length++] = CR;
}
