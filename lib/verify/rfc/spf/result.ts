/**
 * Implements the results of RFC 7208 2.6 and why each was reached, as types.
 * Does not implement: anything that runs.
 */
import type { Failure } from '../../world';
import type { SyntaxFault } from './record';

/** RFC 7208 2.6. */
export type SpfCode = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';

/** Failures of DNS; `nxdomain` is a fact and `not-asked` a reason of its own. */
type DnsFailure = Exclude<Failure, 'nxdomain' | 'not-asked'>;

export type SpfReason =
  // pass, fail, softfail, neutral
  | 'match' // a mechanism matched; `decidedBy` says which
  | 'no-match' // 4.7: none did, and nothing redirects: neutral
  // none
  | 'no-domain' // 4.3: no domain to check: malformed, a literal, of one label
  | 'no-such-domain' // 4.3: NXDOMAIN
  | 'no-record' // 4.5
  // temperror
  | 'no-address' // the client's address cannot be read
  | 'not-asked' // the World asks nobody
  | 'local-part-withheld' // a name to be asked for would hold the sender's local part, and nobody consented
  | `dns-${DnsFailure}`
  // permerror
  | 'several-records' // 4.5
  | SyntaxFault // 4.6
  | 'too-many-terms' // 4.6.4
  | 'too-many-voids' // 4.6.4
  | 'too-many-mx' // 4.6.4
  | 'include-without-record' // 5.2
  | 'redirect-without-record'; // 6.1

/** One term that had a part in the result. */
export interface DecidingTerm {
  /** Index in `SpfResult.records`. */
  readonly record: number;
  /** Domain whose record holds the term. */
  readonly domain: string;
  /** As written (a byte string), cut at 255; empty where no single term is at fault. */
  readonly term: string;
}

/** A record that was evaluated, or at whose fault the evaluation ended. Written by the sender's side: show it as such. */
export interface WalkedRecord {
  readonly domain: string;
  /** The whole record as published, a byte string; of several the first. */
  readonly text: string;
  /** What led here, and from which record (index in `SpfResult.records`; null for the first). */
  readonly via: 'start' | 'include' | 'redirect';
  readonly from: number | null;
  readonly dnssec: 'secure' | 'insecure' | 'unknown';
}

/** How much the records that were walked let pass. A `wide` record's pass proves nothing: see the limits in breadth.ts. */
export interface Breadth {
  /** Public IPv4 addresses that pass (not private, loopback, multicast or reserved), each counted once. */
  readonly ipv4: number;
  /** The shortest IPv6 prefix that passes, 0 for all of IPv6; null where none does. */
  readonly ipv6: number | null;
  /** False where more may pass than was counted: records not walked, names not asked for, terms that depend on the client. */
  readonly complete: boolean;
  readonly wide: boolean;
}

/** 6.2: the words of whoever publishes the record, never ours. US-ASCII, printable. */
export interface Explanation {
  readonly text: string;
  /** The name it is published at. */
  readonly domain: string;
  /** False where the text holds a macro for the local part and nobody consented: it then stands as published. */
  readonly expanded: boolean;
  /** It was longer. */
  readonly cut: boolean;
}

export interface SpfResult {
  readonly result: SpfCode;
  readonly reason: SpfReason;
  /** 2.4: a null reverse-path is checked as postmaster at the HELO name (2.3). */
  readonly identity: 'mailfrom' | 'helo';
  /** The domain that was checked, as a lower-case A-label; null where there is none. */
  readonly domain: string | null;
  /** The term that decided, or failed, outermost first: `include:x` of the first record, then what matched in x's. */
  readonly decidedBy: readonly DecidingTerm[];
  /** In the order of evaluation. */
  readonly records: readonly WalkedRecord[];
  /** 4.6.4: terms evaluated that query DNS; eleven where ten were not enough. */
  readonly terms: number;
  /** 4.6.4: terms with a lookup that brought nothing; three where two were exceeded. */
  readonly voids: number;
  readonly breadth: Breadth;
  /** Only with `fail`, and only where one is published and asked for. */
  readonly explanation: Explanation | null;
}
