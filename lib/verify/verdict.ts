import type { Finding, Params } from './check';
import type { Border, Hop, Leg } from './facts';
import type { Proof } from './proof';
import type { Seal, SenderCode } from './seal';
import type { Asked } from './world';

/** The lock's six shapes; product.md, "The lock's states". */
export type Lock =
  | 'closed' // green: encrypted on the last leg
  | 'notched' // amber: weak
  | 'open' // red: not encrypted on the last leg
  | 'house' // grey: never left the provider
  | 'plane' // grey: your own copy
  | 'dotted'; // grey: cannot tell

/** The one sentence: texts `verdict_<code>`, and `verdict_<code>_short` for the mark. */
export type TransitCode =
  | 'encrypted'
  | 'encrypted-no-version'
  | 'not-encrypted'
  | 'weak-version'
  | 'weak-cipher'
  | 'plaintext-inside'
  | 'plaintext-before'
  | 'never-left'
  | 'handed-in'
  | 'own-copy'
  | 'draft'
  | 'probably-encrypted'
  | 'probably-not-encrypted'
  | 'border-assumed'
  | 'private-client'
  | 'entry-not-written'
  | 'not-recorded'
  | 'provider-unknown'
  | 'no-received'
  | 'unreadable'
  | 'no-border'
  | 'private-plaintext'
  | 'cannot-tell'
  /** Nobody vouches for its lines: a mail attached to a mail, or a file from anywhere. */
  | 'unvouched';

export interface TransitVerdict {
  readonly lock: Lock;
  readonly code: TransitCode;
  readonly params: Params;
}

export interface SenderVerdict {
  readonly seal: Seal;
  readonly code: SenderCode;
  readonly params: Params;
}

/** What one pass over a mail found. `transit` and `sender` stand side by side; the two are never one score. */
export interface Report {
  readonly transit: TransitVerdict;
  /** Null in a first look, which leaves it open; so is `proof`. */
  readonly sender: SenderVerdict | null;
  readonly findings: readonly Finding[];
  readonly hops: readonly Hop[];
  /** For each hop, what it went over and how strong its encryption was. */
  readonly legs: readonly Leg[];
  readonly border: Border;
  readonly delays: readonly (number | null)[];
  readonly organisations: readonly (string | null)[];
  readonly author: string | null;
  readonly proof: Proof | null;
  /** The Received fields as byte strings, in the order of `hops`: the words that `Hop.span` points into. */
  readonly lines: readonly string[];
  /** The other fields that findings point into, by their place among all fields, as byte strings. */
  readonly quoted: Readonly<Record<number, string>>;
  /** The names of all fields, as written, in their order. */
  readonly names: readonly string[];
  readonly asked: readonly Asked[];
}

const NOTHING: Params = {};

/** Last legs that could not be judged, and the sentence for each; all of them are grey. */
const CANNOT_TELL: Readonly<Record<string, TransitCode>> = {
  'assumed-encrypted': 'probably-encrypted',
  'assumed-plaintext': 'probably-not-encrypted',
  'assumed-unknown': 'border-assumed',
  'private-client': 'private-client',
  'no-client': 'entry-not-written',
  'not-recorded': 'not-recorded',
  'not-provider': 'provider-unknown',
  'no-received': 'no-received',
  unreadable: 'unreadable',
  'no-border': 'no-border',
};

/**
 * Folds the deciding findings into the lock; product.md's table, row by row. Whatever is not shown is dotted: a check that
 * is missing or has crashed never makes a green one, for unknown is not zero.
 */
export function foldTransit(findings: readonly Finding[]): TransitVerdict {
  const of = (id: string): Finding | undefined => findings.find((finding) => finding.id === id);
  const answer = (lock: Lock, code: TransitCode, finding?: Finding): TransitVerdict => ({
    lock,
    code,
    params: finding?.params ?? NOTHING,
  });
  const entry = of('last-leg');
  const inside = of('inside-provider');
  const claimed = of('claimed-legs');
  const house = of('never-left');
  const copy = of('own-copy');
  if (!entry || !inside || !claimed || !house || !copy) return answer('dotted', 'cannot-tell');

  if (copy.outcome === 'pass') return answer('plane', copy.code === 'sent' ? 'own-copy' : 'draft', copy);
  if (entry.outcome === 'fail') return answer('open', 'not-encrypted', entry);
  if (entry.outcome === 'warn')
    return answer('notched', entry.code === 'weak-cipher' ? 'weak-cipher' : 'weak-version', entry);
  if (inside.outcome === 'warn') return answer('notched', 'plaintext-inside', inside);
  if (claimed.outcome === 'warn') return answer('notched', 'plaintext-before', claimed);
  if (house.outcome === 'pass') return answer('house', house.code === 'handed-in' ? 'handed-in' : 'never-left', house);
  if (entry.outcome !== 'pass') return answer('dotted', CANNOT_TELL[entry.code] ?? 'cannot-tell', entry);
  if (inside.outcome === 'unknown')
    return answer('dotted', inside.code === 'crashed' ? 'cannot-tell' : 'private-plaintext', inside);
  const crashed = [claimed, house, copy].some(({ code }) => code === 'crashed');
  if (crashed) return answer('dotted', 'cannot-tell');
  return answer('closed', entry.params?.['version'] ? 'encrypted' : 'encrypted-no-version', entry);
}
