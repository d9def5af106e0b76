import type { ArcResult } from './rfc/arc/verify-arc';
import type { Attested } from './rfc/auth-results/attested';
import type { DkimResults } from './rfc/dkim/verify-dkim';
import type { DmarcPolicy } from './rfc/dmarc/discover';
import type { DmarcResult } from './rfc/dmarc/evaluate';
import type { SpfCode, SpfResult } from './rfc/spf/result';
import type { Hints } from './hints/read-hints';
import type { Certainty } from './services/recognise-service';

/** What From says. Claimed, until something proves it. */
export interface Author {
  /** Places of all From fields. */
  readonly fields: readonly number[];
  /** `unreadable`: no list of mailboxes with a domain each; then, and with `several-…`, the mail has no author domain. */
  readonly state: 'one' | 'none' | 'several-fields' | 'several-authors' | 'unreadable';
  /** Of the first mailbox: the name decoded for people, the local part as written, the host as a lower-case A-label. */
  readonly name: string | null;
  readonly local: string;
  readonly host: string | null;
}

/** The envelope as the border's server had it: what SPF is asked with. */
export type Envelope =
  | {
      readonly known: true;
      /** Index in `Facts.hops` of the line that holds the client. */
      readonly hop: number;
      readonly ip: string;
      readonly helo: string;
      /** MAIL FROM as a byte string, angle brackets left off; empty for the null reverse-path. */
      readonly sender: string;
      /** Place of the Return-Path among the fields. */
      readonly field: number;
      /**
       * The Return-Path is of the provider's own domain, on a mail that came from outside: a list or an alias there has put in its
       * own since, and what the border's server was told is lost.
       */
      readonly rewritten: boolean;
    }
  | {
      readonly known: false;
      readonly why:
        | 'handed-in' // or never out of the provider: there is no SPF
        | 'not-vouched'
        | 'no-border'
        | 'border-assumed'
        | 'no-address' // none, or not one of the public net
        | 'no-return-path' // none in the receiver's own block
        | 'several-return-paths';
    };

/** aged: the key was replaced or withdrawn since; not-exact: the source here is not octet by octet what was received. */
export type Doubt = 'aged' | 'not-exact';

/** What a trusted, or any, sealer said of the mail when it passed there. */
export interface ArcWord {
  readonly instance: number;
  /** d= of the seal. */
  readonly sealer: string;
  /** The reader believes this sealer, and whoever changed the mail after it. */
  readonly trusted: boolean;
  /** Place of its ARC-Authentication-Results. */
  readonly field: number;
}

/** One result that a sealer of a whole chain wrote (RFC 8617 4.1.1). */
export interface SealedWord {
  readonly instance: number;
  readonly sealer: string;
  /** Place of its ARC-Authentication-Results. */
  readonly field: number;
  readonly method: string;
  /** DKIM: the signing domain. SPF: mailfrom or helo. DMARC: the author's domain. Untold: ''. */
  readonly about: string;
  readonly result: string;
}

/** Why a result found here may differ from another's. */
export type Difference =
  // It held before, says ARC's sealer, or the mail shows a list; and it fails at the provider as well, or nobody knows.
  | 'list-body' // a mailing list changed the text: a footer
  | 'list-header' // … or the header: a tag in the subject
  | 'forwarder-body'
  | 'forwarder-header'
  // The provider says otherwise.
  | 'body-changed-since' // rewritten after its check: banners, links, virus scanners
  | 'header-changed-since'
  | 'source-not-exact' // the webmail hands out another source
  | 'key-changed-since'
  | 'record-changed-since'
  | 'dns-did-not-answer'
  | 'not-counted-here' // SHA-1, short keys, keys in testing
  | 'failed-there'
  | 'other-author-there' // it read another author in From
  | 'other-sender-there' // another reverse-path
  | 'other-address-there' // another client
  | 'unexplained';

/** One thing as it was found here, as the provider says and as a sealer says, side by side. */
export interface Compared {
  readonly method: 'dkim' | 'spf' | 'dmarc';
  /** DKIM: the signing domain. SPF: the domain that was checked. DMARC: the author's. */
  readonly about: string;
  /** Words of RFC 8601. */
  readonly here: string;
  /** Null where it says nothing, or contradicts itself. */
  readonly provider: string | null;
  readonly sealer: string | null;
  readonly sealed: string | null;
  readonly difference: Difference | null;
  /** Another's word is there, and is the same. */
  readonly agrees: boolean;
  /** Places of the fields it rests on. */
  readonly fields: readonly number[];
}

/** The delivery service that is recognised; plain data, without the table of its signals. */
export interface ServiceFound {
  readonly id: string;
  readonly name: string;
  readonly nameJa: string | null;
  readonly kind: 'transactional' | 'newsletter' | 'list' | 'mailbox' | 'crm' | 'helpdesk' | 'shop';
  readonly certainty: Certainty;
  /** Where the deciding signal stood, and the words of the mail. */
  readonly at: string;
  readonly seen: string;
  /** Whose the best valid signature is; null where there is none. */
  readonly signature: 'author' | 'service' | 'other' | null;
}

/** All that tells who sent a mail: what was verified here, and what others say. Plain data: it crosses message boundaries. */
export interface Proof {
  readonly author: Author;
  readonly envelope: Envelope;
  /** Seconds since 1970-01-01 UTC, from a line that the provider wrote; null where there is none. */
  readonly receivedAt: number | null;
  /** So long ago, or nobody knows when, that keys and records may be others now. */
  readonly aged: boolean;
  readonly dkim: DkimResults;
  /** For each of its results, why it may have been good when the mail came though it does not hold now. */
  readonly doubts: readonly (Doubt | null)[];
  /** Null where the envelope is not known. */
  readonly spf: SpfResult | null;
  readonly dmarc: DmarcResult;
  /** Null where the mail has no single author. */
  readonly policy: DmarcPolicy | null;
  readonly arc: ArcResult;
  /** Of the newest sealer who says that DMARC passed for this author, a trusted one before others; null where none does. */
  readonly arcWord: ArcWord | null;
  readonly attested: Attested;
  /** The provider's Received-SPF fields, in its own block. */
  readonly receivedSpf: readonly {
    readonly field: number;
    readonly result: SpfCode;
    /** client-ip as written. */
    readonly ip: string | null;
  }[];
  /** What ARC's sealers wrote, the newest first; empty where the chain does not hold. */
  readonly sealed: readonly SealedWord[];
  readonly compared: readonly Compared[];
  /** Lower-case names of fields that must not stand twice and do, with their places. */
  readonly repeated: readonly { readonly name: string; readonly fields: readonly number[] }[];
  readonly service: ServiceFound | null;
  /** Place of the field that shows a mailing list whose members write; null where none does. */
  readonly list: number | null;
  readonly hints: Hints;
}
