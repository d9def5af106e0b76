/**
 * Learns the provider's own host names from the topmost `by` of mails that the reader opened.
 *
 * Why it cannot be talked into a name: if the provider writes Received lines, the topmost is always its own, whatever a
 * sender puts below, so one organisation's names stand on top of nearly all mails. If it writes none, the topmost line is the
 * senders', and differs from sender to sender: then no organisation has that share, and nothing is learned. A sender would
 * have to write nearly all the reader's mail, under several unrelated domains. What was learned is worked out anew each
 * time, so a wrong start is forgotten when other mail comes. A large provider's name is never learned, for its customers
 * are many unrelated senders with one name on top; those come from receivers/ or the MX.
 */
import { organisations } from './organisation';
import { receivers } from './receivers/index';
import { hostName } from './rfc/under';

/** Pairs that are remembered; the oldest make room. */
const MAX_PAIRS = 200;
/** Registrable domains of authors, unrelated to each other and to the host, that are needed. */
const MIN_AUTHORS = 4;
/** Share of all remembered pairs that one organisation must have on top. */
const MIN_SHARE = 0.9;
/** Names that are given out. */
const MAX_LEARNED = 50;

/** One topmost host seen over a mail from one author's organisation; JSON, for storage. */
export interface Pair {
  readonly by: string;
  readonly author: string;
}

export interface Learning {
  /** Distinct, oldest first. */
  readonly pairs: readonly Pair[];
}

export const nothingLearned: Learning = { pairs: [] };

const ofPresets = new Set(receivers.flatMap(({ by }) => by.map((domain) => organisations()(domain))));

/**
 * Adds what one received mail shows: the topmost `by` and the author's domain. To be told of mails in folders that receive,
 * not of copies in Sent or of attached ones. The author's domain is only compared, so `disguise` may be a keyed hash of it.
 */
export function observe(
  learning: Learning,
  by: string | null,
  author: string | null,
  disguise: (domain: string) => string = (domain) => domain,
): Learning {
  const organisationOf = organisations();
  const host = by === null ? null : hostName(by);
  const held = organisationOf(host);
  const from = organisationOf(author);
  if (host === null || held === null || from === null || from === held) return learning;
  const pair: Pair = { by: host, author: disguise(from) };
  const others = learning.pairs.filter((one) => one.by !== pair.by || one.author !== pair.author);
  return { pairs: [...others, pair].slice(-MAX_PAIRS) };
}

/** The host names that are the provider's own by now; empty as long as it is not clear whose the top lines are. */
export function learned(learning: Learning): readonly string[] {
  const organisationOf = organisations();
  const groups = new Map<string, { authors: Set<string>; hosts: Set<string> }>();
  const all = new Set<string>();
  for (const { by, author } of learning.pairs.slice(-MAX_PAIRS)) {
    const held = organisationOf(by);
    if (held === null) continue;
    let group = groups.get(held);
    if (!group) groups.set(held, (group = { authors: new Set(), hosts: new Set() }));
    group.authors.add(author);
    group.hosts.add(by);
    all.add(`${held} ${author}`);
  }
  for (const [held, { authors, hosts }] of groups) {
    if (authors.size >= MIN_AUTHORS && authors.size >= MIN_SHARE * all.size && !ofPresets.has(held)) {
      return [...hosts].slice(-MAX_LEARNED);
    }
  }
  return [];
}
