/**
 * Implements what one check_host() (RFC 7208 4) carries through all its records: the client, the values of macros, the counts
 * of 4.6.4, each question asked once, each record read once.
 * Does not implement: the order of evaluation (evaluate.ts), what is asked ahead of it (ahead.ts).
 */
import type { Answer, Failure, RecordType, World } from '../../world';
import type { Words } from '../ip';
import type { MacroLetter } from './macro';
import { isSpfRecord, readRecord } from './record';
import type { SpfRecord } from './record';
import type { SpfReason, WalkedRecord } from './result';

/** Terms that query DNS; the eleventh is a permerror (4.6.4). */
export const MAX_TERMS = 10;
/** Terms with a lookup that brings no record; the third is a permerror (4.6.4). */
export const MAX_VOIDS = 2;

/** DNS data, or none ("void": 4.6.4), or no answer. */
export type Looked =
  | { readonly kind: 'found'; readonly values: readonly string[] }
  | { readonly kind: 'void' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What a domain publishes. */
export type Published =
  | { readonly kind: 'record'; readonly record: SpfRecord; readonly dnssec: Dnssec }
  | { readonly kind: 'none'; readonly reason: SpfReason }
  | { readonly kind: 'temperror'; readonly reason: SpfReason }
  | {
      readonly kind: 'permerror';
      readonly reason: SpfReason;
      readonly text: string;
      /** The term with the fault. */
      readonly term: string;
      readonly dnssec: Dnssec;
    };

type Dnssec = WalkedRecord['dnssec'];

/** A record in the course of its evaluation, with what the lookups of its terms brought. Maps are by index of the directive. */
export interface Walked extends WalkedRecord {
  /** Its place in `Inquiry.walked`. */
  readonly index: number;
  /** Null where it has a fault. */
  readonly record: SpfRecord | null;
  /** The record that an include led to. */
  readonly included: Map<number, number>;
  /** The addresses that an `a` or `mx` stands for, where all were looked up. */
  readonly addresses: Map<number, readonly Words[]>;
  /** Whether an `exists` matched whose name is the same for every client. */
  readonly exists: Map<number, boolean>;
  /** The record that the redirect led to. */
  redirected: number | null;
}

export interface Inquiry {
  readonly client: Words;
  readonly family: 'A' | 'AAAA';
  /** 7.2, but for `d` and `p`, which depend on the record. */
  readonly values: Readonly<Record<Exclude<MacroLetter, 'd' | 'p'>, string>>;
  /** Names may hold the sender's local part. */
  readonly consent: boolean;
  /** Hears of each record the moment it is here, evaluated or not; null where each question waits for its turn. */
  readonly onRecord: ((inquiry: Inquiry, record: SpfRecord, domain: string) => void) | null;
  readonly walked: Walked[];
  terms: number;
  voids: number;
  /** Terms whose questions were asked ahead of their evaluation. */
  ahead: number;
  /** The result stands; nothing more is asked ahead. */
  done: boolean;
  readonly world: World;
  readonly asked: Map<string, Promise<Answer<readonly string[]>>>;
  readonly published: Map<string, Promise<Published>>;
}

/** Puts a question whose answer will be asked for later. */
export function prompt(inquiry: Inquiry, name: string, type: RecordType): void {
  void put(inquiry, name, type);
}

export async function ask(inquiry: Inquiry, name: string, type: RecordType): Promise<Looked> {
  const answer = await put(inquiry, name, type);
  if (answer.ok) return answer.value.length > 0 ? { kind: 'found', values: answer.value } : { kind: 'void' };
  return answer.failure === 'nxdomain' ? { kind: 'void' } : { kind: 'failed', failure: answer.failure };
}

/** The same question is put to the World once. */
function put(inquiry: Inquiry, name: string, type: RecordType): Promise<Answer<readonly string[]>> {
  const key = `${type} ${name}`;
  let answer = inquiry.asked.get(key);
  if (!answer) {
    answer = dns(inquiry.world, name, type);
    inquiry.asked.set(key, answer);
    // A World that throws has a bug, which shows where the answer is needed, and not where it was asked for ahead.
    answer.catch(() => null);
  }
  return answer;
}

/** Turns a World's throw into a rejection. */
async function dns(world: World, name: string, type: RecordType): Promise<Answer<readonly string[]>> {
  return world.dns(name, type);
}

/** 4.4 and 4.5: the record of `domain`, had and read once. */
export function publishedAt(inquiry: Inquiry, domain: string): Promise<Published> {
  let published = inquiry.published.get(domain);
  if (!published) {
    published = select(inquiry, domain);
    inquiry.published.set(domain, published);
    published.catch(() => null);
  }
  return published;
}

async function select(inquiry: Inquiry, domain: string): Promise<Published> {
  const answer = await put(inquiry, domain, 'TXT');
  if (!answer.ok) {
    const reason = dnsReason(answer.failure);
    return answer.failure === 'nxdomain' ? { kind: 'none', reason } : { kind: 'temperror', reason };
  }
  const { value, dnssec } = answer;
  const texts = value.filter(isSpfRecord);
  const [text] = texts;
  if (text === undefined) return { kind: 'none', reason: 'no-record' };
  if (texts.length > 1) return { kind: 'permerror', reason: 'several-records', text, term: '', dnssec };
  const read = readRecord(text);
  if (!read.ok) return { kind: 'permerror', reason: read.fault, text, term: read.term, dnssec };
  inquiry.onRecord?.(inquiry, read.record, domain);
  return { kind: 'record', record: read.record, dnssec };
}

/** Why a question has no answer. */
export function dnsReason(failure: Failure): SpfReason {
  if (failure === 'not-asked') return 'not-asked';
  return failure === 'nxdomain' ? 'no-such-domain' : `dns-${failure}`;
}
