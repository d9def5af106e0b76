/**
 * Implements RFC 6376 3.4.1 (simple) and 3.4.2 (relaxed) for header fields, 3.7 (what is signed) and 5.4.2 (which of several
 * fields of one name).
 * Does not implement: reading h=; verifying.
 *
 * A source with LF alone between folded lines was stored so; where no field has a CRLF, each LF stands for one (see
 * canonical-body.ts).
 */
import type { Field } from '../../message';
import type { Octets } from '../octets';
import type { Canonicalization } from './tag-values';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const COLON = 58;

/** A mail's fields, looked up by name for many signatures. */
export interface FieldIndex {
  readonly fields: readonly Field[];
  /** Indices by lower-case name, top first. */
  readonly named: ReadonlyMap<string, readonly number[]>;
  /** LF stands for CRLF. */
  readonly bareLines: boolean;
  /** Of all fields. */
  readonly octets: number;
}

export function indexFields(fields: readonly Field[]): FieldIndex {
  const named = new Map<string, number[]>();
  let bare = false;
  let crlf = false;
  let octets = 0;
  for (let index = 0; index < fields.length; index++) {
    const { name, raw } = fields[index] as Field;
    octets += raw.length;
    if (!crlf) {
      const at = raw.indexOf('\n');
      if (at >= 0) {
        if (raw.includes('\r\n')) crlf = true;
        else bare = true;
      }
    }
    // A line that is no field has no name and is nobody's to sign.
    if (name === '') continue;
    const lower = name.toLowerCase();
    const list = named.get(lower);
    if (list) list.push(index);
    else named.set(lower, [index]);
  }
  return { fields, named, bareLines: bare && !crlf, octets };
}

/**
 * The fields that h= names, by index, in its order: of several with one name the lowest first, each once (5.4.2). A name more
 * often listed than there are fields signs that there are no more. `own` is the signature's field, which never signs itself.
 */
export function selectFields(index: FieldIndex, names: readonly string[], own: number): readonly number[] {
  const left = new Map<string, number>();
  const selected: number[] = [];
  for (const name of names) {
    const all = index.named.get(name);
    if (!all) continue;
    let at = left.get(name) ?? all.length;
    if (all[at - 1] === own) at--;
    left.set(name, at - 1);
    const found = at > 0 ? all[at - 1] : undefined;
    if (found !== undefined) selected.push(found);
  }
  return selected;
}

/** Octets in the making. */
export interface Room {
  octets: Octets;
  length: number;
}

/** Room for the canonical forms of these fields. */
export function roomForFields(index: FieldIndex, selected: readonly number[]): Room {
  let most = 0;
  for (const one of selected) most += (index.fields[one]?.raw.length ?? 0) + 2;
  return { octets: new Uint8Array(index.bareLines ? most * 2 : most), length: 0 };
}

/**
 * What was signed: the fields `selected`, then the signature's own field (`own`) without the value of b= (`cut`) and without a
 * line end.
 */
export function headerData(
  index: FieldIndex,
  canonicalization: Canonicalization,
  selected: readonly number[],
  own: number,
  cut: readonly [start: number, end: number],
): Octets {
  const room = roomForFields(index, [...selected, own]);
  for (const one of selected) {
    writeField(room, index, canonicalization, one, null);
    endLine(room);
  }
  writeField(room, index, canonicalization, own, cut);
  return room.octets.subarray(0, room.length);
}

export function endLine(room: Room): void {
  room.octets[room.length++] = CR;
  room.octets[room.length++] = LF;
}

/** Writes a field's canonical form without a line end, `cut` of its `raw` left out. */
export function writeField(
  room: Room,
  index: FieldIndex,
  canonicalization: Canonicalization,
  which: number,
  cut: readonly [start: number, end: number] | null,
): void {
  const field = index.fields[which];
  if (!field) return;
  if (canonicalization === 'relaxed') {
    writeName(room, field.name);
    const start = room.length;
    writeRelaxed(room, field.raw, field.valueAt, cut ? cut[0] : field.raw.length, start);
    if (cut) writeRelaxed(room, field.raw, cut[1], field.raw.length, start);
    // White space at the end was written as one space, if at all.
    if (room.length > start && room.octets[room.length - 1] === SPACE) room.length--;
    return;
  }
  writeSimple(room, field.raw, 0, cut ? cut[0] : field.raw.length, index.bareLines);
  if (cut) writeSimple(room, field.raw, cut[1], field.raw.length, index.bareLines);
}

function writeName(room: Room, name: string): void {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    room.octets[room.length++] = code >= 65 && code <= 90 ? code | 32 : code;
  }
  room.octets[room.length++] = COLON;
}

/** Unfolds, and makes one space of white space; none at the value's beginning, which is at `start` of the room. */
function writeRelaxed(room: Room, raw: string, from: number, end: number, start: number): void {
  const { octets } = room;
  let length = room.length;
  // The last octet may be a space that was written before the cut.
  let space = length === start || octets[length - 1] === SPACE;
  for (let at = from; at < end; at++) {
    const code = raw.charCodeAt(at);
    if (code === SPACE || code === TAB) {
      if (!space) octets[length++] = SPACE;
      space = true;
    } else if (code === LF || (code === CR && raw.charCodeAt(at + 1) === LF)) {
      // A line end within a field is a fold: white space follows.
      continue;
    } else {
      octets[length++] = code;
      space = false;
    }
  }
  room.length = length;
}

function writeSimple(room: Room, raw: string, from: number, end: number, bareLines: boolean): void {
  const { octets } = room;
  let length = room.length;
  for (let at = from; at < end; at++) {
    const code = raw.charCodeAt(at);
    if (bareLines && code === LF) octets[length++] = CR;
    octets[length++] = code;
  }
  room.length = length;
}
