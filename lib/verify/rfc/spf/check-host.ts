/**
 * Implements RFC 7208, whole: check_host() (4) for MAIL FROM, and for HELO where the reverse-path is null (2.3, 2.4), with all
 * mechanisms (5), modifiers (6), macros (7) and limits (4.6.4).
 * Does not implement: checks of both identities in one go; type SPF records (3.1, abandoned by the RFC itself); a local policy
 * or guess where no record is published.
 */
import { readDomain } from '../domain';
import { readIp, readNetwork, isV4 } from '../ip';
import { readUtf8 } from '../utf8';
import type { World } from '../../world';
import { askAhead } from './ahead';
import { breadthOf } from './breadth';
import { dotted } from './client-name';
import { evaluate } from './evaluate';
import { isAskable } from './expand';
import { explain } from './explain';
import type { Inquiry, Walked } from './inquiry';
import type { SpfReason, SpfResult, WalkedRecord } from './result';

/** Octets of a reverse-path that are read (RFC 5321 4.5.3.1 allows 256). */
const MAX_SENDER = 1024;
/** Octets of a HELO that macros are given. */
const MAX_HELO = 255;

export interface SpfQuestion {
  /** The client's address, as the receiving server saw it. */
  readonly ip: string;
  /** MAIL FROM as a byte string, in angle brackets or not; "" or "<>" is the null reverse-path. */
  readonly sender: string;
  /** What the client said in HELO or EHLO. */
  readonly helo: string;
  readonly world: World;
  /** Whether names asked for may hold the sender's local part (macros `s` and `l`). */
  readonly consent?: boolean;
  /** Name of the receiving host, for the macro `r`. */
  readonly receiver?: string;
  /** Milliseconds since 1970-01-01 UTC, for the macro `t`; without it, the World's time. */
  readonly now?: number;
  /** False: no explanation is looked up. */
  readonly explain?: boolean;
  /** False: each question waits until its term is reached. The result is the same, later. */
  readonly ahead?: boolean;
}

/** Never throws for what mail or DNS hold; a World that throws rejects the promise. */
export async function checkHost(question: SpfQuestion): Promise<SpfResult> {
  const { identity, localPart, domain } = readIdentity(question);
  const client = readClient(question.ip);
  if (!client || domain === null) {
    const reason = client ? 'no-domain' : 'no-address';
    return { ...undecided(reason), identity, domain };
  }
  const ip = readIp(question.ip) ?? '';
  const inquiry: Inquiry = {
    client,
    family: isV4(client) ? 'A' : 'AAAA',
    values: {
      s: `${localPart}@${domain}`,
      l: localPart,
      o: domain,
      i: dotted(client),
      v: isV4(client) ? 'in-addr' : 'ip6',
      h: question.helo.slice(0, MAX_HELO),
      c: ip,
      r: question.receiver ?? 'unknown',
      t: String(Math.floor((question.now ?? question.world.now()) / 1000)),
    },
    consent: question.consent === true,
    onRecord: question.ahead === false ? null : askAhead,
    walked: [],
    terms: 0,
    voids: 0,
    ahead: 0,
    done: false,
    world: question.world,
    asked: new Map(),
    published: new Map(),
  };
  const { result, reason, decidedBy, by } = await evaluate(inquiry, domain, 'start', null);
  inquiry.done = true;
  return {
    result,
    reason,
    identity,
    domain,
    decidedBy,
    records: inquiry.walked.map(shown),
    terms: inquiry.terms,
    voids: inquiry.voids,
    breadth: breadthOf(inquiry.walked),
    explanation: result === 'fail' && by && question.explain !== false ? await explain(inquiry, by) : null,
  };
}

interface Identity {
  readonly identity: 'mailfrom' | 'helo';
  readonly localPart: string;
  /** Null where 4.3 lets no check begin. */
  readonly domain: string | null;
}

/** 2.3, 2.4 and 4.3. */
function readIdentity({ sender, helo }: SpfQuestion): Identity {
  const bare = sender.startsWith('<') && sender.endsWith('>') ? sender.slice(1, -1) : sender;
  if (bare === '') return { identity: 'helo', localPart: 'postmaster', domain: readName(helo) };
  if (bare.length > MAX_SENDER) return { identity: 'mailfrom', localPart: '', domain: null };
  const at = bare.lastIndexOf('@');
  // 4.3: a sender without a local part is postmaster.
  return {
    identity: 'mailfrom',
    localPart: at > 0 ? bare.slice(0, at) : 'postmaster',
    domain: readName(bare.slice(at + 1)),
  };
}

/** 4.3: not malformed, of more than one label. */
function readName(text: string): string | null {
  const name = text.length > MAX_SENDER ? null : readDomain(readUtf8(text));
  return name !== null && isAskable(name) ? name : null;
}

function readClient(ip: string): readonly number[] | null {
  return ip.includes('/') ? null : (readNetwork(ip)?.words ?? null);
}

function undecided(reason: SpfReason): Omit<SpfResult, 'identity' | 'domain'> {
  return {
    // Without an address nothing was checked, which "none" would not say.
    result: reason === 'no-domain' ? 'none' : 'temperror',
    reason,
    decidedBy: [],
    records: [],
    terms: 0,
    voids: 0,
    breadth: breadthOf([]),
    explanation: null,
  };
}

function shown({ domain, text, via, from, dnssec }: Walked): WalkedRecord {
  return { domain, text, via, from, dnssec };
}
