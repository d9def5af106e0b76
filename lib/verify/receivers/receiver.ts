/**
 * What is known of a mailbox provider's, or a gateway's, own servers. Data only, one file each.
 *
 * A missing entry makes the border earlier or the lock grey; a wrong one makes wrong greens. So only what is published (SPF
 * records, registries' allocations) or seen without exception in the provider's own lines stands here, with its source.
 */
export interface KnownReceiver {
  readonly id: string;
  /** A proper noun, the same in every language. */
  readonly name: string;
  readonly kind: 'mailbox' | 'gateway';
  /** Domains that its own servers are named under in `by`. */
  readonly by: readonly string[];
  /** Names without a domain that its servers give themselves; each `#` stands for digits, the end is open. */
  readonly bare?: readonly string[];
  /** Addresses its servers write where others write a name. Believed in `by` of its own mailboxes' mail only. */
  readonly byNetworks?: readonly string[];
  /** Servers (as in `bare`) that take mail from the provider's own machines alone, though their line holds no address. */
  readonly inner?: readonly string[];
  /** Client addresses that only its own receiving side has. Never a network that also sends for customers. */
  readonly networks?: readonly string[];
  /** Networks its customers' mail leaves from. They show nothing; its names in a HELO from there are no imitation. */
  readonly senders?: readonly string[];
  /** Domains that only its receiving side is named under: a name below, forward-confirmed, is shown to be its own. */
  readonly relays?: readonly string[];
  /** Domains of its mailboxes. */
  readonly mailboxes?: readonly string[];
  /** Domains that the MX hosts of its customers' domains are named under. */
  readonly mx?: readonly string[];
  /** Ids that its Authentication-Results carry (RFC 8601, 2.5): hosts or the domains they are under. */
  readonly authserv?: readonly string[];
}
