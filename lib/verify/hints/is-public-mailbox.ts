import { isUnder } from '../rfc/under';
import { publicMailboxes } from './public-mailboxes';

const DOMAINS = new Set<string>(publicMailboxes.domains);

/**
 * True if anybody can have a mailbox at `domain`, a lower-case A-label without the root's dot. Names below count only where the
 * provider gives such out: news.gmail.com is nobody's mailbox.
 */
export function isPublicMailbox(domain: string): boolean {
  return DOMAINS.has(domain) || publicMailboxes.below.some((one) => isUnder(domain, one));
}
