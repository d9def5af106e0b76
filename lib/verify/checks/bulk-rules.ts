import { check, type Params } from '../check';
import { answersSeen, fieldSeen, namedSeen } from '../evidence';
import type { Facts } from '../facts';

/** Fields of mail that people subscribe to. */
const SUBSCRIBED = ['list-unsubscribe', 'list-id'];
/** Fields of mail in bulk; receipts and notices have them too. */
const BULK = ['feedback-id', 'x-feedback-id'];

/**
 * Does a mail that was sent in bulk keep what Google, Yahoo and Microsoft ask of those who send so: SPF and DKIM both, DMARC
 * published and aligned, and for subscriptions one-click unsubscription (RFC 8058)? The first that is missing is told.
 */
export const bulkRules = check({
  id: 'bulk-rules',
  about: 'sender',
  weight: 'informs',
  codes: [
    'not-bulk',
    'discussion-list',
    'kept',
    'kept-no-subscription',
    'no-signature',
    'spf-not-passed',
    'no-policy',
    'not-aligned',
    'no-unsubscribe',
    'no-one-click',
    'one-click-faulty',
    'one-click-not-signed',
    'not-known',
  ],
  judge(facts) {
    const { proof, fields, asked } = facts;
    const { dkim, spf, dmarc, policy, hints, arc, author, aged } = proof;
    const kind = kindOf(facts);
    if (kind === 'none') return { outcome: 'absent', code: 'not-bulk', seen: [] };
    // A member wrote it, not a sender in bulk.
    if (kind === 'discussion')
      return { outcome: 'absent', code: 'discussion-list', seen: fieldSeen(proof.list ?? -1, fields) };
    const params: Params = { author: author.host ?? '', domain: spf?.domain ?? '' };
    const signed = dkim.results.filter(({ result }) => result === 'pass');
    const undecided = dmarc.dkim.some(({ pass }) => pass === null);
    if (signed.length === 0 && !undecided)
      return {
        outcome: 'warn',
        code: 'no-signature',
        params,
        seen: dkim.results.slice(0, 2).flatMap(({ signature }) => fieldSeen(signature.index, fields)),
      };
    // Whoever passed the mail on has servers of their own, and its sender answers for none of them.
    const passedOn = arc.sets.length > 0;
    // Of an old mail, the record of its time is not known.
    if (spf !== null && spf.result !== 'pass' && spf.result !== 'temperror' && !passedOn && !aged)
      return {
        outcome: 'warn',
        code: 'spf-not-passed',
        params,
        seen: answersSeen(asked, 'TXT', (name) => name === spf.domain),
      };
    const records = answersSeen(asked, 'TXT', (name) => name.startsWith('_dmarc.'));
    if (policy?.status === 'none') return { outcome: 'warn', code: 'no-policy', params, seen: records };
    if (dmarc.result === 'fail') return { outcome: 'warn', code: 'not-aligned', params, seen: records };
    const fieldsOfIt = [...namedSeen('list-unsubscribe', fields), ...namedSeen('list-unsubscribe-post', fields)];
    const subscription = kind === 'subscription';
    const code = subscription ? ONE_CLICK[hints.oneClick.code] : null;
    // Without a signature that was judged, which fields are signed is not known.
    if (code !== null && (code !== 'one-click-not-signed' || signed.length > 0))
      return { outcome: 'warn', code, params, seen: fieldsOfIt };
    if (signed.length === 0 || spf?.result !== 'pass' || dmarc.result !== 'pass')
      return { outcome: 'unknown', code: 'not-known', params, seen: [] };
    return { outcome: 'pass', code: subscription ? 'kept' : 'kept-no-subscription', params, seen: fieldsOfIt };
  },
});

const ONE_CLICK = {
  'one-click': null,
  'no-unsubscribe': 'no-unsubscribe',
  'no-post': 'no-one-click',
  repeated: 'one-click-faulty',
  'no-https': 'one-click-faulty',
  'several-https': 'one-click-faulty',
  'other-post': 'one-click-faulty',
  'not-signed': 'one-click-not-signed',
} as const;

/** What the mail looks like by its own fields, and by the service that sent it. */
function kindOf({ fields, proof }: Facts): 'none' | 'discussion' | 'subscription' | 'bulk' {
  const value = (name: string): string | null => {
    const found = fields.find((field) => field.name.length === name.length && field.name.toLowerCase() === name);
    return found ? found.raw.slice(found.valueAt).trim() : null;
  };
  const has = (name: string): boolean => value(name) !== null;
  if (proof.list !== null) return 'discussion';
  const precedence = /^(?:bulk|list)\b/i.test(value('precedence') ?? '');
  if (precedence || SUBSCRIBED.some(has) || proof.service?.kind === 'newsletter') return 'subscription';
  return BULK.some(has) ? 'bulk' : 'none';
}
