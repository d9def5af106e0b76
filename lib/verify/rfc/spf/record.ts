/**
 * Implements RFC 7208 4.5 (which TXT record is one), 4.6.1 and 12: the grammar of a record, whole and strict, for a fault
 * anywhere is a permerror (4.6). Mechanisms and modifiers of sections 5 and 6; unknown modifiers are checked and ignored.
 * Does not implement: mechanisms of older drafts, type SPF records (3.1), Sender ID ("spf2.0").
 */
import type { Network } from '../ip';
import { readNetwork } from '../ip';
import { readDomainSpec, readMacros } from './macro';
import type { MacroString } from './macro';

export type Qualifier = '+' | '-' | '~' | '?';

/** The first fault in a record. */
export type SyntaxFault =
  | 'record-too-long'
  | 'unknown-mechanism'
  | 'missing-argument'
  | 'stray-argument'
  | 'bad-domain-spec'
  | 'bad-network'
  | 'bad-prefix-length'
  | 'bad-modifier'
  | 'repeated-modifier';

interface Written {
  /** As written, qualifier included. */
  readonly text: string;
  readonly qualifier: Qualifier;
}

/** A mechanism that is judged without DNS. */
export type LocalDirective = Written &
  ({ readonly mechanism: 'all' } | { readonly mechanism: 'ip4' | 'ip6'; readonly network: Network });

/** A mechanism that queries DNS; a null spec means the current domain. */
export type LookupDirective = Written &
  (
    | { readonly mechanism: 'include' | 'exists'; readonly spec: MacroString }
    | { readonly mechanism: 'ptr'; readonly spec: MacroString | null }
    | {
        readonly mechanism: 'a' | 'mx';
        readonly spec: MacroString | null;
        /** Prefix lengths for either family. */
        readonly ip4: number;
        readonly ip6: number;
      }
  );

export type Directive = LocalDirective | LookupDirective;

export interface Modifier {
  readonly text: string;
  readonly spec: MacroString;
}

export interface SpfRecord {
  readonly text: string;
  readonly directives: readonly Directive[];
  readonly redirect: Modifier | null;
  readonly exp: Modifier | null;
}

export type ReadRecord =
  | { readonly ok: true; readonly record: SpfRecord }
  | { readonly ok: false; readonly fault: SyntaxFault; readonly term: string };

const VERSION = 'v=spf1';

/** What the data of a TXT record can hold (RFC 1035 3.2.1). */
const MAX_RECORD = 65_535;

/** 4.5: "v=spf1" and then a space or the end. Literals of a grammar are case-insensitive (RFC 5234 2.3). */
export function isSpfRecord(text: string): boolean {
  if (text.length < VERSION.length || text.slice(0, VERSION.length).toLowerCase() !== VERSION) return false;
  return text.length === VERSION.length || text.charCodeAt(VERSION.length) === 32;
}

/** Reads a record that `isSpfRecord` picked. */
export function readRecord(text: string): ReadRecord {
  if (text.length > MAX_RECORD) return { ok: false, fault: 'record-too-long', term: '' };
  const directives: Directive[] = [];
  let redirect: Modifier | null = null;
  let exp: Modifier | null = null;
  let end = VERSION.length;
  while (end < text.length) {
    // Terms are parted by spaces and by nothing else (4.6.1).
    if (text.charCodeAt(end) === 32) {
      end++;
      continue;
    }
    const start = end;
    const space = text.indexOf(' ', start);
    end = space < 0 ? text.length : space;
    const term = text.slice(start, end);
    const read = readTerm(term);
    if (typeof read === 'string') return { ok: false, fault: read, term };
    if (!('modifier' in read)) directives.push(read);
    else if (read.spec) {
      if (read.modifier === 'redirect' ? redirect : exp) return { ok: false, fault: 'repeated-modifier', term };
      if (read.modifier === 'redirect') redirect = { text: term, spec: read.spec };
      else exp = { text: term, spec: read.spec };
    }
  }
  return { ok: true, record: { text, directives, redirect, exp } };
}

/** A modifier; of those that nobody knows nothing is kept. */
type ReadModifier =
  | { readonly modifier: 'redirect' | 'exp'; readonly spec: MacroString }
  | { readonly modifier: 'unknown'; readonly spec: null };

function readTerm(term: string): Directive | ReadModifier | SyntaxFault {
  let at = 0;
  while (at < term.length && !':/='.includes(term[at] ?? '')) at++;
  // 4.6.1: "=" right after the name, before any ":" or "/", makes a modifier.
  if (term[at] === '=') return readModifier(term.slice(0, at), term.slice(at + 1));
  const qualifier = readQualifier(term[0]);
  return readDirective(
    { text: term, qualifier: qualifier ?? '+' },
    term.slice(qualifier ? 1 : 0, at).toLowerCase(),
    term.slice(at),
  );
}

function readQualifier(text: string | undefined): Qualifier | null {
  return text === '+' || text === '-' || text === '~' || text === '?' ? text : null;
}

function readModifier(written: string, value: string): ReadModifier | SyntaxFault {
  if (!isName(written)) return 'bad-modifier';
  const name = written.toLowerCase();
  if (name === 'redirect' || name === 'exp') {
    const spec = readDomainSpec(value);
    return spec ? { modifier: name, spec } : 'bad-domain-spec';
  }
  return readMacros(value, 'modifier') ? { modifier: 'unknown', spec: null } : 'bad-modifier';
}

/** ALPHA *( ALPHA / DIGIT / "-" / "_" / "." ) */
function isName(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const letter = (code | 32) >= 97 && (code | 32) <= 122;
    const other = (code >= 48 && code <= 57) || code === 45 || code === 95 || code === 46;
    if (!letter && (at === 0 || !other)) return false;
  }
  return text.length > 0;
}

/** `rest` is what follows the name: empty, or from the first ":" or "/" on. */
function readDirective(written: Written, name: string, rest: string): Directive | SyntaxFault {
  const argument = rest.startsWith(':') ? rest.slice(1) : null;
  switch (name) {
    case 'all':
      return rest === '' ? { ...written, mechanism: name } : 'stray-argument';
    case 'include':
    case 'exists': {
      if (argument === null) return rest === '' ? 'missing-argument' : 'stray-argument';
      const spec = readDomainSpec(argument);
      return spec ? { ...written, mechanism: name, spec } : 'bad-domain-spec';
    }
    case 'ptr': {
      if (argument === null) return rest === '' ? { ...written, mechanism: name, spec: null } : 'stray-argument';
      const spec = readDomainSpec(argument);
      return spec ? { ...written, mechanism: name, spec } : 'bad-domain-spec';
    }
    case 'a':
    case 'mx':
      return readAddressed(written, name, rest);
    case 'ip4':
    case 'ip6': {
      if (argument === null) return rest === '' ? 'missing-argument' : 'stray-argument';
      const network = readIpNetwork(argument, name);
      return typeof network === 'string' ? network : { ...written, mechanism: name, network };
    }
    default:
      return 'unknown-mechanism';
  }
}

/** [ ":" domain-spec ] [ ip4-cidr-length ] [ "/" ip6-cidr-length ], read from its end, for a domain-spec may hold "/". */
function readAddressed(written: Written, mechanism: 'a' | 'mx', rest: string): Directive | SyntaxFault {
  let end = rest.length;
  let ip6: number | null = 128;
  let ip4: number | null = 32;
  let digits = digitsBefore(rest, end);
  if (digits < end && rest[digits - 1] === '/' && rest[digits - 2] === '/') {
    ip6 = readLength(rest.slice(digits, end), 128);
    end = digits - 2;
    digits = digitsBefore(rest, end);
  }
  if (digits < end && rest[digits - 1] === '/') {
    ip4 = readLength(rest.slice(digits, end), 32);
    end = digits - 1;
  }
  if (ip4 === null || ip6 === null) return 'bad-prefix-length';
  if (end === 0) return { ...written, mechanism, spec: null, ip4, ip6 };
  if (rest[0] !== ':') return 'bad-prefix-length';
  const spec = readDomainSpec(rest.slice(1, end));
  return spec ? { ...written, mechanism, spec, ip4, ip6 } : 'bad-domain-spec';
}

function digitsBefore(text: string, end: number): number {
  let at = end;
  while (at > 0 && isDigit(text.charCodeAt(at - 1))) at--;
  return at;
}

/** "0", or digits without a leading zero, up to `max` (5.6). */
function readLength(digits: string, max: number): number | null {
  if (digits.length === 0 || digits.length > 3 || (digits.length > 1 && digits[0] === '0')) return null;
  for (let at = 0; at < digits.length; at++) if (!isDigit(digits.charCodeAt(at))) return null;
  const length = Number(digits);
  return length <= max ? length : null;
}

function readIpNetwork(argument: string, family: 'ip4' | 'ip6'): Network | SyntaxFault {
  const slash = argument.indexOf('/');
  const address = slash < 0 ? argument : argument.slice(0, slash);
  // `readNetwork` also knows brackets, scopes and "IPv6:", which have no place here (5.6).
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at);
    const hex = (code | 32) >= 97 && (code | 32) <= 102;
    if (!isDigit(code) && code !== 46 && !(family === 'ip6' && (code === 58 || hex))) return 'bad-network';
  }
  const network = readNetwork(address);
  if (!network || (family === 'ip6') !== address.includes(':')) return 'bad-network';
  if (slash < 0) return network;
  const length = readLength(argument.slice(slash + 1), family === 'ip4' ? 32 : 128);
  if (length === null) return 'bad-prefix-length';
  return { words: network.words, bits: family === 'ip4' ? length + 96 : length };
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
