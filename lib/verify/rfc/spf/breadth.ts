/**
 * Implements a measure that RFC 7208 11.1 and 11.4 give reason for: how many addresses the records that were walked let pass.
 * `+all`, or half of the address space in pieces, is a pass that proves nothing.
 * Does not implement: a judgement of records that were not walked; overlaps among IPv6 networks.
 */
import type { Network, Words } from '../ip';
import { isV4 } from '../ip';
import type { Walked } from './inquiry';
import type { Directive, Qualifier } from './record';
import type { Breadth } from './result';

/** A record that lets more public IPv4 addresses pass is wide: nobody sends from more than a whole /8. */
export const WIDE_IPV4 = 2 ** 24;
/** IPv6 prefixes shorter than this are wide: no registry gives a /15 to one body. */
export const WIDE_IPV6 = 16;

/** A half-open interval of IPv4 addresses as numbers. */
interface Range {
  readonly from: number;
  readonly to: number;
}

interface Stroke extends Range {
  readonly pass: boolean;
}

const ALL: readonly Range[] = [{ from: 0, to: 2 ** 32 }];

/** Addresses that no mail comes from over the public net (RFC 6890): this net, private, shared, loopback, link-local, multicast. */
const NOT_PUBLIC: readonly Range[] = [
  v4(0, 0, 8), v4(10, 0, 8), v4(100, 64, 10), v4(127, 0, 8), v4(169, 254, 16), v4(172, 16, 12), v4(192, 168, 16), v4(224, 0, 3),
]; // prettier-ignore

/** What a record lets pass. */
interface Passed {
  readonly ranges: readonly Range[];
  readonly ipv6: number | null;
  readonly complete: boolean;
}

export function breadthOf(walked: readonly Walked[]): Breadth {
  const first = walked[0];
  if (!first) return { ipv4: 0, ipv6: null, complete: false, wide: false };
  const { ranges, ipv6, complete } = passedBy(walked, first);
  let ipv4 = 0;
  for (const { from, to } of ranges) {
    ipv4 += to - from;
    for (const other of NOT_PUBLIC) ipv4 -= Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
  }
  return { ipv4, ipv6, complete, wide: ipv4 > WIDE_IPV4 || (ipv6 !== null && ipv6 < WIDE_IPV6) };
}

/** Records refer to later ones only, so this ends. */
function passedBy(walked: readonly Walked[], one: Walked): Passed {
  const strokes: Stroke[] = [];
  let ipv6: number | null = null;
  let complete = one.record !== null;
  for (const [index, directive] of (one.record?.directives ?? []).entries()) {
    const matched = matchedBy(walked, one, index, directive);
    for (const range of matched.ranges) strokes.push({ ...range, pass: directive.qualifier === '+' });
    ipv6 = shorter(ipv6, directive.qualifier, matched.ipv6);
    complete &&= matched.complete;
    if (directive.mechanism === 'all') return { ranges: paint(strokes), ipv6, complete };
  }
  if (one.record?.redirect) {
    const target = passedAt(walked, one.redirected);
    strokes.push(...allow(target.ranges));
    ipv6 = shorter(ipv6, '+', target.ipv6);
    complete &&= target.complete;
  }
  return { ranges: paint(strokes), ipv6, complete };
}

function passedAt(walked: readonly Walked[], index: number | null | undefined): Passed {
  const one = index == null ? undefined : walked[index];
  return one ? passedBy(walked, one) : { ranges: [], ipv6: null, complete: false };
}

/** What a directive matches, as far as the walk has shown. */
function matchedBy(walked: readonly Walked[], one: Walked, index: number, directive: Directive): Passed {
  const unknown: Passed = { ranges: [], ipv6: null, complete: false };
  switch (directive.mechanism) {
    case 'all':
      return { ranges: ALL, ipv6: 0, complete: true };
    case 'ip4':
      return { ranges: [rangeOf(directive.network)], ipv6: null, complete: true };
    case 'ip6':
      return { ranges: [], ipv6: isV4(directive.network.words) ? null : directive.network.bits, complete: true };
    case 'include':
      return passedAt(walked, one.included.get(index));
    case 'a':
    case 'mx': {
      const addresses = one.addresses.get(index);
      if (!addresses) return unknown;
      const first = addresses[0];
      // Addresses were looked up in the client's family alone.
      if (!first) return unknown;
      if (!isV4(first)) return { ranges: [], ipv6: directive.ip6, complete: false };
      const ranges = addresses.map((words: Words) => rangeOf({ words, bits: directive.ip4 + 96 }));
      return { ranges, ipv6: null, complete: true };
    }
    case 'exists': {
      // A fixed name that exists is "all" by another word.
      const always = one.exists.get(index);
      if (always === undefined) return unknown;
      return always ? { ranges: ALL, ipv6: 0, complete: true } : { ranges: [], ipv6: null, complete: true };
    }
    case 'ptr':
      return unknown;
  }
}

function shorter(best: number | null, qualifier: Qualifier, bits: number | null): number | null {
  if (qualifier !== '+' || bits === null) return best;
  return best === null ? bits : Math.min(best, bits);
}

function allow(ranges: readonly Range[]): Stroke[] {
  return ranges.map((range) => ({ ...range, pass: true }));
}

function rangeOf({ words, bits }: Network): Range {
  const size = 2 ** (128 - bits);
  const address = (words[6] ?? 0) * 65_536 + (words[7] ?? 0);
  const from = Math.floor(address / size) * size;
  return { from, to: from + size };
}

function v4(first: number, second: number, bits: number): Range {
  return rangeOf({ words: [0, 0, 0, 0, 0, 0xffff, first * 256 + second, 0], bits: bits + 96 });
}

/** The addresses whose first stroke lets them pass, in order, disjoint. In n log n, whatever the strokes. */
function paint(strokes: readonly Stroke[]): readonly Range[] {
  const first = strokes.slice(0, strokes.findLastIndex(({ pass }) => pass) + 1);
  // Nearly every record lists what passes and refuses the rest, so that nothing is painted over.
  return first.every(({ pass }) => pass) ? join(first) : paintOver(first);
}

function join(ranges: readonly Range[]): readonly Range[] {
  const joined: { from: number; to: number }[] = [];
  let last: { from: number; to: number } | null = null;
  for (const { from, to } of ranges.toSorted((one, other) => one.from - other.from)) {
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push((last = { from, to }));
  }
  return joined;
}

function paintOver(strokes: readonly Stroke[]): readonly Range[] {
  const edges = [...new Set(strokes.flatMap(({ from, to }) => [from, to]))].sort((one, other) => one - other);
  const place = new Map(edges.map((edge, index) => [edge, index]));
  // next[i]: the first cell from i on that no stroke has touched.
  const next = edges.map((_, index) => index);
  const passes: boolean[] = [];
  const find = (cell: number): number => {
    let root = cell;
    while (next[root] !== root) root = next[root] ?? root;
    for (let at = cell; at !== root;) {
      const step = next[at] ?? root;
      next[at] = root;
      at = step;
    }
    return root;
  };
  for (const { from, to, pass } of strokes) {
    const end = place.get(to) ?? 0;
    for (let cell = find(place.get(from) ?? 0); cell < end; cell = find(cell)) {
      passes[cell] = pass;
      next[cell] = cell + 1;
    }
  }
  const ranges: Range[] = [];
  for (const [cell, from] of edges.entries()) if (passes[cell]) ranges.push({ from, to: edges[cell + 1] ?? from });
  return join(ranges);
}
