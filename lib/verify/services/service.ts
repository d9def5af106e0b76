/**
 * What is known of a delivery service: whom a sender pays, or which software it runs, to have its mail sent. Data only, one file
 * each; to add one: its file, its line in index.ts, its fixture in test/fixtures/services/.
 *
 * A missing signal leaves a service unnamed; a wrong one names the wrong company. So every signal says where it was learned, and
 * a service of which nothing could be learned is 'name-only' and never recognised.
 */
export interface DeliveryService {
  readonly id: string;
  /** A proper noun, the same in every language but where it has a Japanese form. */
  readonly name: string;
  readonly nameJa?: string;
  /** Where it presents itself, as a domain. Nothing is recognised by it. */
  readonly homepage: string;
  /** `mailbox`: a provider of mailboxes that also signs and sends; `list`: a mailing list's software or host. */
  readonly kind: 'transactional' | 'newsletter' | 'list' | 'mailbox' | 'crm' | 'helpdesk' | 'shop';
  readonly known?: 'name-only';
  readonly signals: readonly Signal[];
}

/** Where in a mail a signal stands. */
export type Place = 'signer' | 'return-path' | 'host' | 'field' | 'feedback-id';

export interface Signal {
  /** `domain`: the service's own, which counts as signer, in Return-Path and as a host's name alike. */
  readonly at: Place | 'domain';
  /** A domain (names below it count as well), a field's name, or the last part of Feedback-ID; all in lower case. */
  readonly is: string;
  /**
   * How it is known. `traces`: seen in real heads that were collected; `public-mail`: seen in a mail that stands in a public
   * archive; `vendor-docs`: the service's own instructions; `user-docs`: its customers' records and instructions;
   * `directory`: only lists of senders that others keep.
   */
  readonly source: 'traces' | 'public-mail' | 'vendor-docs' | 'user-docs' | 'directory';
}
