/**
 * Implements RFC 7208 4.6 and 5: the terms of a record from left to right, the limits of 4.6.4 counted in that order, include
 * (5.2) and redirect (6.1).
 * Does not implement: a limit on the time it takes (4.6.4); the World gives up on a question that takes too long.
 *
 * All questions of a record are asked when it arrives (ahead.ts); here they are waited for one by one, so that the result is
 * what it would be had each been asked in its turn.
 *
 * 4.6.4 limits "the number of 'terms' that cause DNS lookups" that bring nothing: a term counts once, however many of its
 * hosts have no address. Counted by lookup, a client with an IPv6 address would make a permerror of a sound record whose three
 * mail servers have IPv4 alone.
 */
import type { Words } from '../ip';
import { isV4, isWithin, readNetwork } from '../ip';
import { isUnder } from '../under';
import { validatedNames } from './client-name';
import { isAskable } from './expand';
import { ask, dnsReason, MAX_TERMS, MAX_VOIDS, prompt, publishedAt } from './inquiry';
import type { Inquiry, Looked, Published, Walked } from './inquiry';
import { matchesLocally } from './local';
import { holds } from './macro';
import { MAX_MX, mxHosts } from './mx-hosts';
import type { LookupDirective, Modifier, Qualifier, SpfRecord } from './record';
import type { DecidingTerm, SpfCode, SpfReason, WalkedRecord } from './result';
import { targetOf } from './target';

const RESULTS: Readonly<Record<Qualifier, SpfCode>> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** Letters whose value is another for another client, address or HELO. */
const BY_CLIENT = 'slipvh';

/** Octets of a term that a result quotes. */
const MAX_QUOTED = 255;

export interface Outcome {
  readonly result: SpfCode;
  readonly reason: SpfReason;
  readonly decidedBy: readonly DecidingTerm[];
  /** The record that decided, behind redirects but not within includes: its `exp` is the one that counts (6.2). */
  readonly by: Walked | null;
}

/** What a term came to. `within` are the terms of an included record that had a part in it. */
type Hit =
  | { readonly kind: 'match' | 'no-match'; readonly within: readonly DecidingTerm[] }
  | {
      readonly kind: 'trouble';
      readonly result: 'temperror' | 'permerror';
      readonly reason: SpfReason;
      readonly within: readonly DecidingTerm[];
    };

const MATCH: Hit = { kind: 'match', within: [] };
const NO_MATCH: Hit = { kind: 'no-match', within: [] };

/** check_host() for a domain whose form is sound. */
export async function evaluate(
  inquiry: Inquiry,
  domain: string,
  via: WalkedRecord['via'],
  from: number | null,
): Promise<Outcome> {
  const published = await publishedAt(inquiry, domain);
  if (published.kind === 'none' || published.kind === 'temperror')
    return { result: published.kind, reason: published.reason, decidedBy: [], by: null };
  const walked = enter(inquiry, published, domain, via, from);
  if (published.kind === 'permerror') {
    const { reason, term } = published;
    return { result: 'permerror', reason, decidedBy: [quote(walked, term)], by: walked };
  }
  const { record } = published;
  for (const [index, directive] of record.directives.entries()) {
    let hit = NO_MATCH;
    if ('spec' in directive) hit = await lookUp(inquiry, walked, index, directive);
    else if (matchesLocally(inquiry.client, directive)) hit = MATCH;
    if (hit.kind === 'no-match') continue;
    const decidedBy = [quote(walked, directive.text), ...hit.within];
    if (hit.kind === 'trouble') return { result: hit.result, reason: hit.reason, decidedBy, by: walked };
    return { result: RESULTS[directive.qualifier], reason: 'match', decidedBy, by: walked };
  }
  if (record.redirect) return redirect(inquiry, walked, record.redirect);
  return { result: 'neutral', reason: 'no-match', decidedBy: [], by: walked };
}

function enter(
  inquiry: Inquiry,
  published: Extract<Published, { readonly dnssec: unknown }>,
  domain: string,
  via: WalkedRecord['via'],
  from: number | null,
): Walked {
  const record: SpfRecord | null = published.kind === 'record' ? published.record : null;
  const walked: Walked = {
    domain,
    text: published.kind === 'record' ? published.record.text : published.text,
    via,
    from,
    dnssec: published.dnssec,
    index: inquiry.walked.length,
    record,
    included: new Map(),
    addresses: new Map(),
    exists: new Map(),
    redirected: null,
  };
  inquiry.walked.push(walked);
  return walked;
}

function quote(walked: Walked, term: string): DecidingTerm {
  return { record: walked.index, domain: walked.domain, term: term.slice(0, MAX_QUOTED) };
}

function trouble(result: 'temperror' | 'permerror', reason: SpfReason, within: readonly DecidingTerm[] = []): Hit {
  return { kind: 'trouble', result, reason, within };
}

/** 6.1: the target's result instead of one's own; a target without a record is a permerror. */
async function redirect(inquiry: Inquiry, walked: Walked, modifier: Modifier): Promise<Outcome> {
  const decidedBy = [quote(walked, modifier.text)];
  const fail = (result: 'temperror' | 'permerror', reason: SpfReason): Outcome => {
    return { result, reason, decidedBy, by: walked };
  };
  if (++inquiry.terms > MAX_TERMS) return fail('permerror', 'too-many-terms');
  const target = await targetOf(inquiry, modifier.spec, walked.domain);
  if (target.kind === 'withheld') return fail('temperror', 'local-part-withheld');
  if (target.kind === 'not-asked') return fail('temperror', 'not-asked');
  if (target.void && ++inquiry.voids > MAX_VOIDS) return fail('permerror', 'too-many-voids');
  if (target.name === null) return fail('permerror', 'redirect-without-record');
  walked.redirected = inquiry.walked.length;
  const outcome = await evaluate(inquiry, target.name, 'redirect', walked.index);
  if (outcome.result === 'none') return fail('permerror', 'redirect-without-record');
  return outcome.by === null ? fail('temperror', outcome.reason) : outcome;
}

async function lookUp(inquiry: Inquiry, walked: Walked, index: number, directive: LookupDirective): Promise<Hit> {
  if (++inquiry.terms > MAX_TERMS) return trouble('permerror', 'too-many-terms');
  const target = await targetOf(inquiry, directive.spec, walked.domain);
  if (target.kind === 'withheld') return trouble('temperror', 'local-part-withheld');
  if (target.kind === 'not-asked') return trouble('temperror', 'not-asked');
  const term: Term = { inquiry, walked, index, voided: false };
  if (target.void && exceedsVoids(term)) return trouble('permerror', 'too-many-voids');
  const { name } = target;
  // 4.8 leaves a malformed name open; it has no records, and nothing is asked.
  if (name === null)
    return directive.mechanism === 'include' ? trouble('permerror', 'include-without-record') : NO_MATCH;
  switch (directive.mechanism) {
    case 'include':
      return include(term, name);
    case 'exists': {
      // 5.7: A records, whatever the client's family.
      const looked = await ask(inquiry, name, 'A');
      if (!holds(directive.spec, BY_CLIENT)) walked.exists.set(index, looked.kind === 'found');
      return judge(term, looked, () => true);
    }
    case 'a': {
      const looked = await ask(inquiry, name, inquiry.family);
      if (looked.kind !== 'failed') walked.addresses.set(index, addressesIn(inquiry, looked));
      return judge(term, looked, () => holdsClient(inquiry, looked, directive.ip4, directive.ip6));
    }
    case 'mx':
      return mx(term, name, directive.ip4, directive.ip6);
    case 'ptr': {
      const found = await validatedNames(inquiry, (one) => isUnder(one, name));
      if (found.notAsked) return trouble('temperror', 'not-asked');
      if (found.void && exceedsVoids(term)) return trouble('permerror', 'too-many-voids');
      return found.names.length > 0 ? MATCH : NO_MATCH;
    }
  }
}

interface Term {
  readonly inquiry: Inquiry;
  readonly walked: Walked;
  readonly index: number;
  /** It has been counted as void. */
  voided: boolean;
}

/** Counts the term as void, once. True where that is one too many. */
function exceedsVoids(term: Term): boolean {
  if (term.voided) return false;
  term.voided = true;
  return ++term.inquiry.voids > MAX_VOIDS;
}

function judge(term: Term, looked: Looked, matches: () => boolean): Hit {
  if (looked.kind === 'failed') return trouble('temperror', dnsReason(looked.failure));
  if (looked.kind === 'void') return exceedsVoids(term) ? trouble('permerror', 'too-many-voids') : NO_MATCH;
  return matches() ? MATCH : NO_MATCH;
}

/** 5.2: only a pass of the other record matches. */
async function include(term: Term, name: string): Promise<Hit> {
  const { inquiry, walked, index } = term;
  walked.included.set(index, inquiry.walked.length);
  const { result, reason, decidedBy } = await evaluate(inquiry, name, 'include', walked.index);
  switch (result) {
    case 'pass':
      return { kind: 'match', within: decidedBy };
    case 'none':
      return trouble('permerror', 'include-without-record');
    case 'temperror':
    case 'permerror':
      return trouble(result, reason, decidedBy);
    default:
      return NO_MATCH;
  }
}

/** 5.4 */
async function mx(term: Term, name: string, ip4: number, ip6: number): Promise<Hit> {
  const { inquiry, walked, index } = term;
  const exchanges = await ask(inquiry, name, 'MX');
  if (exchanges.kind !== 'found') {
    if (exchanges.kind === 'void') walked.addresses.set(index, []);
    return judge(term, exchanges, () => false);
  }
  const hosts = mxHosts(exchanges.values);
  const first = hosts.slice(0, MAX_MX);
  if (inquiry.onRecord) for (const host of first) if (isAskable(host)) prompt(inquiry, host, inquiry.family);
  const addresses: Words[] = [];
  for (const host of first) {
    if (!isAskable(host)) continue;
    const looked = await ask(inquiry, host, inquiry.family);
    const hit = judge(term, looked, () => holdsClient(inquiry, looked, ip4, ip6));
    if (hit.kind !== 'no-match') return hit;
    addresses.push(...addressesIn(inquiry, looked));
  }
  if (hosts.length > MAX_MX) return trouble('permerror', 'too-many-mx');
  walked.addresses.set(index, addresses);
  return NO_MATCH;
}

function holdsClient(inquiry: Inquiry, looked: Looked, ip4: number, ip6: number): boolean {
  const bits = inquiry.family === 'A' ? ip4 + 96 : ip6;
  return addressesIn(inquiry, looked).some((words) => isWithin(inquiry.client, { words, bits }));
}

/** The addresses of the client's own family that an answer holds. */
function addressesIn(inquiry: Inquiry, looked: Looked): Words[] {
  if (looked.kind !== 'found') return [];
  const all: Words[] = [];
  for (const value of looked.values) {
    const network = readNetwork(value);
    if (network && isV4(network.words) === (inquiry.family === 'A')) all.push(network.words);
  }
  return all;
}
