import { mayBeAuthors } from '../alignment';
import { check, type Params } from '../check';
import { fieldSeen, wordsOf } from '../evidence';

/** Seconds between signing and receipt that no queue explains: RFC 5321 4.5.4.1 has senders give up after four or five days. */
const LONG = 7 * 24 * 3600;

/** Do the signature's dates fit the time at which the mail came in? */
export const signatureDates = check({
  id: 'signature-dates',
  about: 'sender',
  weight: 'informs',
  codes: ['undated', 'no-receipt', 'fits', 'expired', 'after-receipt', 'long-before'],
  judge({ proof, fields, hops, border }) {
    const { dkim, dmarc, receivedAt } = proof;
    const one = dkim.results.find((_, at) => mayBeAuthors(dmarc, at)) ?? dkim.results[0];
    const { signedAt = null, expiresAt = null } = one?.signature ?? {};
    if (!one || (signedAt === null && expiresAt === null)) return { outcome: 'absent', code: 'undated', seen: [] };
    const seen = [...fieldSeen(one.signature.index, fields), ...wordsOf(hops[border.hop ?? 0])];
    const domain = one.signature.domain ?? '';
    if (receivedAt === null) return { outcome: 'absent', code: 'no-receipt', params: { domain }, seen: [] };
    const params = (duration: number): Params => ({ domain, duration });
    if (one.weaknesses.includes('expired'))
      return { outcome: 'warn', code: 'expired', params: params(receivedAt - (expiresAt ?? receivedAt)), seen };
    if (signedAt === null) return { outcome: 'pass', code: 'fits', params: { domain }, seen };
    if (one.weaknesses.includes('signed-after-receipt'))
      return { outcome: 'warn', code: 'after-receipt', params: params(signedAt - receivedAt), seen };
    if (receivedAt - signedAt > LONG)
      return { outcome: 'warn', code: 'long-before', params: params(receivedAt - signedAt), seen };
    return { outcome: 'pass', code: 'fits', params: { domain }, seen };
  },
});
