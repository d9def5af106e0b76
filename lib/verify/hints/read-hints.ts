import type { OrganisationOf } from '../organisation';
import { claimedTrust } from './claimed-trust';
import type { TrustClaim } from './claimed-trust';
import { contentProtection } from './content-protection';
import type { ContentProtection } from './content-protection';
import { dkim2Fields } from './dkim2-fields';
import { isPublicMailbox } from './is-public-mailbox';
import { oneClick } from './one-click';
import type { OneClick } from './one-click';
import { otherInName } from './other-in-name';
import type { OtherInName } from './other-in-name';
import { replay } from './replay';
import type { Address, Replay } from './replay';
import { replyElsewhere } from './reply-elsewhere';
import type { ReplyElsewhere } from './reply-elsewhere';

/** What hints are drawn from. Texts for people are decoded (RFC 2047, 6532), values are byte strings, hosts are A-labels. */
export interface HintSource {
  /** The only author; null where From has none or several. */
  readonly author: (Address & { readonly name: string | null }) | null;
  readonly subject: string | null;
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
  /** Hosts in Reply-To. */
  readonly replyTo: readonly string[];
  /** Names of the head's fields, in lower case. */
  readonly fields: readonly string[];
  /** The value of the only Content-Type; null otherwise. */
  readonly contentType: string | null;
  /** The beginning of the body in octets; null where it is not known. */
  readonly body: Uint8Array | null;
  /** Values of all fields of that name. */
  readonly unsubscribe: readonly string[];
  readonly unsubscribePost: readonly string[];
  /** For each valid signature, whether it is aligned with the author and which fields it signs, in lower case. */
  readonly signatures: readonly { readonly aligned: boolean; readonly fields: readonly string[] }[];
  /** Every address that is known to be the reader's. */
  readonly reader: readonly Address[];
}

/** What a reader may want to know and what decides nothing. Each is null or empty where there is nothing to say. */
export interface Hints {
  readonly claimsInName: readonly TrustClaim[];
  readonly claimsInSubject: readonly TrustClaim[];
  readonly otherInName: OtherInName | null;
  readonly publicMailbox: boolean;
  readonly replyElsewhere: ReplyElsewhere | null;
  readonly replay: Replay | null;
  readonly oneClick: OneClick;
  readonly protection: ContentProtection | null;
  readonly dkim2: readonly string[];
}

/** Draws every hint. Pure and without a question to the World; never throws. */
export function readHints(mail: HintSource, organisationOf: OrganisationOf): Hints {
  const { author } = mail;
  const aligned = mail.signatures.filter((one) => one.aligned);
  const list = mail.fields.includes('list-id') || mail.fields.includes('list-post');
  const replays = aligned.map(({ fields }) => replay(mail.reader, mail.to, mail.cc, fields, list));
  return {
    claimsInName: claimedTrust(author?.name ?? ''),
    claimsInSubject: claimedTrust(mail.subject ?? ''),
    otherInName: author && otherInName(author.name ?? '', author, organisationOf),
    publicMailbox: author !== null && isPublicMailbox(author.host),
    replyElsewhere: author && replyElsewhere(author.host, mail.replyTo, organisationOf),
    // One signature that was made for this reader is enough.
    replay: replays.includes(null) ? null : (replays[0] ?? null),
    oneClick: oneClick(
      mail.unsubscribe,
      mail.unsubscribePost,
      mail.signatures.map(({ fields }) => fields),
    ),
    protection: contentProtection(mail.contentType, mail.body),
    dkim2: dkim2Fields(mail.fields),
  };
}
