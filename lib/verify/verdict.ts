import type { Finding, Params } from './check';
import type { Border, Hop } from './facts';
import type { Asked } from './world';

/** The lock's six shapes; product.md, "The lock's states". */
export type Lock =
  | 'closed' // green: encrypted on the last leg
  | 'notched' // amber: weak
  | 'open' // red: not encrypted on the last leg
  | 'house' // grey: never left the provider
  | 'plane' // grey: your own copy
  | 'dotted'; // grey: cannot tell

export interface TransitVerdict {
  readonly lock: Lock;
  /** Text key of the one sentence, without prefix. */
  readonly code: string;
  readonly params: Params;
}

/** What one pass over a mail found. The sender's verdict will stand beside `transit`; the two are never one score. */
export interface Report {
  readonly transit: TransitVerdict;
  readonly findings: readonly Finding[];
  readonly hops: readonly Hop[];
  readonly border: Border;
  readonly delays: readonly (number | null)[];
  readonly organisations: readonly (string | null)[];
  readonly author: string | null;
  /** The Received fields as byte strings, in the order of `hops`: the words that `Hop.span` points into. */
  readonly lines: readonly string[];
  readonly asked: readonly Asked[];
}
