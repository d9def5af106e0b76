import type { Fidelity } from '../verify/message';

/** What can be told of a mail before the page shows it. */
export type Expected = Pick<Opened, 'key' | 'mailbox' | 'folder' | 'attached'>;

/** A mail that the page shows. A value and its places in the page; made anew at each scan. */
export interface Opened {
  /** The webmail's own id of this mail, unique in the account; bound to `root`. */
  readonly key: string;
  /** The element that shows this mail; the mark's life is bound to it. */
  readonly root: Element;
  /** Beside whom the mark stands. */
  readonly anchor: { readonly element: Element; readonly place: 'after' | 'before' | 'append' | 'prepend' };
  readonly sender: { readonly name: string | null; readonly address: string | null };
  readonly subject: string | null;
  /** Domain of the signed-in mailbox, where the page tells. */
  readonly mailbox: string | null;
  readonly folder: 'sent' | 'drafts' | null;
  /** A mail inside a mail: whoever attached it wrote every one of its headers, so no server vouches for any. */
  readonly attached: boolean;
}

export type ReadFailure =
  'signed-out' | 'not-found' | 'not-a-message' | 'too-large' | 'network' | 'stale' | 'layout-unknown';

/** The head (all octets up to and including the blank line, as a byte string), and by which route it came. */
export type RawSource =
  | { readonly ok: true; readonly head: string; readonly fidelity: Fidelity; readonly route: string }
  | { readonly ok: false; readonly failure: ReadFailure };

/** A route to the raw source; tried in order, each answer validated by the engine. */
export interface Route {
  readonly name: string;
  readonly fidelity: Fidelity;
  url(mail: Expected, document: Document): { url: URL; headers?: Readonly<Record<string, string>> } | null;
  /** The source out of an answer that wraps it, both as byte strings; of an answer still coming, as much as has come. Null before. */
  unwrap?(answer: string): string | null;
}

/** One webmail. `find` is pure, synchronous and idempotent, and touches no network. */
export interface Webmail {
  readonly id: string;
  /** Fixed hosts as match patterns; empty for a product people run themselves. */
  readonly matches: readonly string[];
  /** Id in lib/verify/receivers, where each mailbox of this webmail is that provider's. */
  readonly receiver?: string;
  /** Cheap fingerprint, asked on hosts that the user added. */
  selfHosted?(document: Document): boolean;
  find(document: Document): readonly Opened[];
  /** The mail that the address of a page still being parsed says it will show: its source is sent for at once. */
  ahead?(document: Document): Expected | null;
  /** Attributes whose change can move a mail's anchor; the engine scans again on them as on added elements. */
  readonly attributes?: readonly string[];
  readonly routes: readonly Route[];
  /** Names what a route answered instead of a mail, from the answer's first octets; null if it cannot tell. */
  explain?(start: string): ReadFailure | null;
}
