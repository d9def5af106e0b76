/** Writes DNS messages for tests, right ones and others. Only what a test says is in them. */

const HEADER_OCTETS = 12;
/** A response, recursion desired and available. */
export const RESPONSE = 0x8180;
export const AD = 0x20;
export const TC = 0x200;

export interface Written {
  readonly name: string | readonly number[];
  readonly type: number;
  readonly data: readonly number[];
  readonly ttl?: number;
  readonly class?: number;
  /** In place of the true length of the data. */
  readonly length?: number;
}

export interface Parts {
  readonly id?: number;
  readonly flags?: number;
  readonly questions?: readonly (readonly [name: string | readonly number[], type: number, cls?: number])[];
  readonly answers?: readonly Written[];
  readonly authorities?: readonly Written[];
  readonly additionals?: readonly Written[];
  /** In place of the true counts. */
  readonly counts?: readonly number[];
  readonly tail?: readonly number[];
}

export function message(parts: Parts): Uint8Array<ArrayBuffer> {
  const { questions = [], answers = [], authorities = [], additionals = [] } = parts;
  const counts = parts.counts ?? [questions, answers, authorities, additionals].map((list) => list.length);
  return Uint8Array.from([
    ...[parts.id ?? 0, parts.flags ?? RESPONSE, ...counts].flatMap(word),
    ...questions.flatMap(([name, type, cls]) => [...wire(name), ...word(type), ...word(cls ?? 1)]),
    ...[...answers, ...authorities, ...additionals].flatMap(record),
    ...(parts.tail ?? []),
  ]);
}

/** Where the first question's name stands, as a pointer. */
export const FIRST_NAME = [0xc0, HEADER_OCTETS];

export const word = (value: number): number[] => [(value >> 8) & 255, value & 255];
const double = (value: number): number[] => [...word(value >>> 16), ...word(value & 0xffff)];

export function wire(name: string | readonly number[]): readonly number[] {
  if (typeof name !== 'string') return name;
  if (name === '.') return [0];
  return [...name.split('.').flatMap((label) => [label.length, ...ascii(label)]), 0];
}

const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

function record({ name, type, data, ttl = 300, class: cls = 1, length }: Written): number[] {
  return [...wire(name), ...word(type), ...word(cls), ...double(ttl), ...word(length ?? data.length), ...data];
}

export const a = (name: string, address: string, ttl = 300): Written => ({
  name,
  type: 1,
  ttl,
  data: address.split('.').map(Number),
});
export const cname = (name: string, target: string, ttl = 300): Written => ({
  name,
  type: 5,
  ttl,
  data: [...wire(target)],
});
export const txt = (name: string, strings: readonly string[], ttl = 300): Written => ({
  name,
  type: 16,
  ttl,
  data: strings.flatMap((text) => [text.length, ...ascii(text)]),
});
export const mx = (name: string, preference: number, host: string, ttl = 300): Written => ({
  name,
  type: 15,
  ttl,
  data: [...word(preference), ...wire(host)],
});
export const ptr = (name: string, host: string, ttl = 300): Written => ({ name, type: 12, ttl, data: [...wire(host)] });
export const ns = (name: string, host: string): Written => ({ name, type: 2, data: [...wire(host)] });
export const soa = (name: string, minimum: number, ttl = 300): Written => ({
  name,
  type: 6,
  ttl,
  data: [...wire(`ns.${name}`), ...wire(`host.${name}`), ...[1, 3600, 600, 86400, minimum].flatMap(double)],
});
/** EDNS: the upper bits of the response code, and extended errors. */
export const opt = (errors: readonly number[] = [], code = 0): Written => ({
  name: '.',
  type: 41,
  class: 1232,
  ttl: code * 0x1000000,
  data: errors.flatMap((one) => [...word(15), ...word(2), ...word(one)]),
});
