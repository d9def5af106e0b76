import { mayBeAuthors } from '../alignment';
import { check } from '../check';
import { fieldSeen, namedSeen } from '../evidence';

/**
 * Was the mail signed for somebody else? A signature outlives its mail: who has one good mail can send it to thousands (RFC 6376
 * 8.6). From a server of the author's own it is a blind copy.
 */
export const replay = check({
  id: 'replay',
  about: 'sender',
  weight: 'informs',
  codes: ['none', 'not-to-reader', 'to-nobody', 'to-not-signed', 'blind-copy'],
  judge({ proof, fields }) {
    const found = proof.hints.replay;
    if (found === null) return { outcome: 'absent', code: 'none', seen: [] };
    const { dkim, dmarc } = proof;
    const signature = dkim.results.find(({ result }, at) => result === 'pass' && mayBeAuthors(dmarc, at));
    const seen = [
      ...namedSeen('to', fields),
      ...namedSeen('cc', fields),
      ...(signature ? fieldSeen(signature.signature.index, fields) : []),
    ];
    const params = { author: proof.author.host ?? '' };
    if (dmarc.spf?.pass === true && dmarc.spf.alignment !== null && dmarc.spf.alignment !== 'unknown')
      return { outcome: 'absent', code: 'blind-copy', params, seen };
    return { outcome: 'warn', code: found.code, params, seen };
  },
});
