/**
 * A mail as the core sees it: raw header fields in the order received, the body or null, and who received it.
 *
 * Raw text is a "byte string": one UTF-16 unit (0–255) for each octet, so that offsets are octet offsets and nothing is
 * lost before a signature is checked. `TextDecoder('latin1')` is windows-1252 and must not make one.
 */

/** One header field exactly as received, folds included, without the line end that closes it. */
export interface Field {
  /** The name as written, white space before the colon left off. */
  readonly name: string;
  /** The whole field as a byte string, name and colon included. */
  readonly raw: string;
  /** Where the value begins in `raw`: the octet after the colon. */
  readonly valueAt: number;
}

/** The octets after the blank line, had in slices so that a large body never lies in memory as a whole. */
export interface Body {
  /** In octets. */
  readonly size: number;
  /** The octets from `start` up to `end`, both within the size. Rejects only where the source itself is gone. */
  slice(start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** How near the source is to the octets the server received. */
export type Fidelity = 'exact' | 'normalised' | 'headers-only';

/** What is known of the reader's own provider. Domains are lower-case A-labels without a trailing dot. */
export interface Receiver {
  /** Domain of the mailbox, or null where the page does not tell. */
  readonly mailbox: string | null;
  /** Id of a file in receivers/, where the webmail itself fixes it. */
  readonly preset: string | null;
  /** Domains that the user or an administrator says the provider's own servers are named under. */
  readonly names: readonly string[];
  /** Networks or single addresses (CIDR) that they say are the provider's own, confirmed relays among them. */
  readonly networks: readonly string[];
  /** Gateways before the mailbox (ids in receivers/ or domains) that they, or the mailbox's MX, name. */
  readonly gateways: readonly string[];
  /** Host names learned from the topmost `by` over mails from unrelated senders. */
  readonly learned: readonly string[];
  readonly folder: 'sent' | 'drafts' | null;
  /** Domains whose ARC seals the reader believes. */
  readonly sealers: readonly string[];
  /**
   * False: nobody vouches for the lines that servers write, not even for the newest. So it is with a mail inside a mail, and
   * with a file from anywhere: who made it wrote them all. Signatures stand by themselves.
   */
  readonly vouched: boolean;
}
