import type { Span } from './evidence';
import type { Field, Receiver } from './message';
import type { Proof } from './proof';
import type { Asked } from './world';

/** product.md, "Transit": encrypted and plaintext are said by the line; internal describes; unknown is all else. */
export type HopState = 'encrypted' | 'plaintext' | 'internal' | 'unknown';

/** Why a hop has its state: the rule that decided, as a text key. */
export type HopReason =
  | 'keyword' // ESMTPS, LMTPS, HTTPS …
  | 'tls-clause' // version, cipher or "using TLS" where that product writes it
  | 'said-plaintext' // "not using TLS"
  | 'loopback' // address seen by the server is 127/8 or ::1
  | 'local-pickup' // handed over on the same machine, no network
  | 'lmtp' // LMTP to itself
  | 'mapi' // inside Exchange
  | 'private-address' // RFC 1918, ULA, link-local
  | 'own-line' // a product's own line between its machines without an address (Gmail "by 2002:…")
  | 'no-tls-keyword' // a product known to record TLS writes a keyword without it
  | 'silent-product' // this product never says
  | 'no-protocol' // no `with`
  | 'no-address' // a keyword without TLS, but no address
  | 'not-parsed';

export type TlsVersion = '1.3' | '1.2' | '1.1' | '1.0' | 'ssl3' | 'ssl2';

export interface Tls {
  /** As written; null where no version is recorded ("TLSv1/SSLv3" is how OpenSSL prints a cipher, not a version). */
  readonly version: TlsVersion | null;
  readonly cipher: string | null;
  readonly bits: number | null;
  /** What the line says of the peer's certificate. */
  readonly peer: 'verified' | 'unverified' | 'none' | null;
}

/** One Received line, read. Texts are as written; addresses normalised (v4-mapped as v4, no brackets, port or scope). */
export interface Hop {
  /** Place among the head's fields, counted from 0. */
  readonly field: number;
  readonly product: string | null;
  readonly from: {
    /** What the client called itself. Never believed. */
    readonly helo: string | null;
    /** The name the server found for the address. */
    readonly rdns: string | null;
    readonly ip: string | null;
    /** True where this product writes a name only after looking it up forwards again. */
    readonly confirmed: boolean;
  };
  readonly by: string | null;
  /** The server's own address, where it writes one. */
  readonly byIp: string | null;
  readonly with: string | null;
  readonly id: string | null;
  readonly for: string | null;
  /** Seconds since 1970-01-01 UTC; null if absent, without zone, or impossible. */
  readonly date: number | null;
  readonly tls: Tls | null;
  /** The client signed in (ESMTPA, ESMTPSA, "Authenticated sender"). */
  readonly authenticated: boolean;
  readonly state: HopState;
  readonly reason: HopReason;
  /** The words that decided, in `Field.raw`; null where nothing was written that could. */
  readonly span: Span | null;
}

/** Why the walk from the top went past a line: how its recorded client is the provider's own. */
export type Step =
  | 'loopback'
  | 'local' // no network address: pickup, LMTP to itself, MAPI, a product's own line
  | 'preset-network'
  | 'preset-name' // forward-confirmed by the server
  | 'user-network'
  | 'user-name' // forward-confirmed, under a name the user or administrator gave
  | 'gateway' // a gateway before the mailbox, named by the MX, the user or an administrator, and shown by address or name
  | 'lmtp' // LMTP from another machine: only a provider's own speak it (RFC 2033, 5), but nobody vouches: assumed from here on
  | 'private' // assumed from here on
  | 'same-domain'; // confirmed name under the provider's own domain, nobody vouches: assumed from here on

/** How firmly the border is known. */
export type BorderKind = 'shown' | 'assumed' | 'none';

/** How it is known whose server wrote the newest line. */
export type Known = 'preset' | 'mailbox' | 'mx' | 'learned' | 'user';

/** Where the mail entered the reader's provider. */
export interface Border {
  /** Index in `Facts.hops` of the first attested line whose client is not shown to be the provider's; null if there is none. */
  readonly hop: number | null;
  readonly kind: BorderKind;
  /** How many lines from the top are attested (walked, the border included). */
  readonly attested: number;
  /** For each attested line above the border, why the walk went on. */
  readonly steps: readonly Step[];
  /** Whose servers these are and how that is known; null if the top line's `by` belongs to nobody we can name. */
  readonly provider: {
    readonly name: string;
    readonly known: Known;
  } | null;
  /** Index of the entry into a named gateway before the mailbox, where there is one. */
  readonly perimeter: number | null;
}

/**
 * How the mail came to the reader's provider: never out of it; handed in there by a signed-in account; from outside; one of the
 * first two, which rests on names alone; unknown where nothing tells whose servers these are.
 */
export type Stay = 'stayed' | 'handed-in' | 'came-in' | 'not-shown' | 'unknown';

/** What one hop went over and how strong its encryption was. */
export interface Leg {
  /** The network of the client's address; null where the line holds none. */
  readonly reach: 'loopback' | 'private' | 'public' | null;
  /** Written, or implied by the cipher; null where neither tells. */
  readonly version: TlsVersion | null;
  /** Null where the hop is not encrypted. */
  readonly strength: 'fine' | 'weak-version' | 'weak-cipher' | null;
  /** Neither side showed a certificate. */
  readonly anonymous: boolean;
}

/** One of the provider's own names where nothing shows that it is used by right. */
export interface Imitation {
  /** Index in `Facts.hops`. */
  readonly hop: number;
  readonly where: 'helo' | 'by';
  readonly name: string;
}

/** How a mail came here: what the lock is judged by. */
export interface TransitFacts {
  readonly hops: readonly Hop[];
  readonly border: Border;
  readonly receiver: Receiver;
  readonly stay: Stay;
  readonly legs: readonly Leg[];
  readonly imitations: readonly Imitation[];
  /** For each hop, seconds since the hop below it; null if either date is missing; negative if dates go backwards. */
  readonly delays: readonly (number | null)[];
  /** For each hop, the organisation that held the mail: registrable domain of `by` (private section included). */
  readonly organisations: readonly (string | null)[];
  /** For each hop, the organisation that is said to have handed the mail over; null where none is named. */
  readonly sources: readonly (string | null)[];
  /** Domain of the only mailbox in the only From field, as an A-label; null otherwise. Claimed, not proven. */
  readonly author: string | null;
  /** The head's fields: what `Evidence.field` counts. */
  readonly fields: readonly Field[];
  /** The questions asked and answered until now: what `Evidence.question` counts. */
  readonly asked: readonly Asked[];
  /** Milliseconds since 1970-01-01 UTC at which the facts were collected. */
  readonly collectedAt: number;
}

/** Everything the RFCs and the data say about this mail; checks read it and nothing else. */
export interface Facts extends TransitFacts {
  /** What tells who sent it. */
  readonly proof: Proof;
}
