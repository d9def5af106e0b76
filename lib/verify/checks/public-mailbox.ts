import { check } from '../check';
import { fieldSeen } from '../evidence';

/** Can anybody have a mailbox at the author's domain? Then a proof of the domain tells the account's provider, not the person. */
export const publicMailbox = check({
  id: 'public-mailbox',
  about: 'sender',
  weight: 'informs',
  codes: ['own-domain', 'anybody', 'no-author'],
  judge({ proof, fields }) {
    const { host, state } = proof.author;
    if (state !== 'one' || host === null) return { outcome: 'absent', code: 'no-author', seen: [] };
    if (!proof.hints.publicMailbox)
      return { outcome: 'absent', code: 'own-domain', params: { author: host }, seen: [] };
    return {
      outcome: 'absent',
      code: 'anybody',
      params: { author: host },
      seen: proof.author.fields.flatMap((place) => fieldSeen(place, fields)),
    };
  },
});
