import type { OrganisationOf } from '../organisation';
import { isUnder } from '../rfc/under';
import { isPublicMailbox } from './is-public-mailbox';

/** A reply would go to another organisation than the author's. */
export interface ReplyElsewhere {
  /** `reply-to-anybody`: to a mailbox that anybody can have, though the author has a domain; else `reply-elsewhere`. */
  readonly code: 'reply-elsewhere' | 'reply-to-anybody';
  /** The first such domain, an A-label. */
  readonly domain: string;
}

/** Domains of Reply-To that are looked at. */
export const MAX_REPLIES = 64;

/**
 * Compares the domain of From with those of Reply-To, all as A-labels. Delivery services and ticket systems answer from their
 * own domains by right: a hint, never a verdict. Null where every reply stays at home.
 */
export function replyElsewhere(
  author: string,
  replies: readonly string[],
  organisationOf: OrganisationOf,
): ReplyElsewhere | null {
  const own = organisationOf(author);
  let elsewhere: ReplyElsewhere | null = null;
  for (const domain of replies.slice(0, MAX_REPLIES)) {
    if (isUnder(domain, author) || isUnder(author, domain)) continue;
    if (own !== null && organisationOf(domain) === own) continue;
    // Two accounts of public mailboxes are two accounts, whatever their domains.
    if (isPublicMailbox(domain) && !isPublicMailbox(author)) return { code: 'reply-to-anybody', domain };
    elsewhere ??= { code: 'reply-elsewhere', domain };
  }
  return elsewhere;
}
