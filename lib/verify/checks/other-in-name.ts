import { check } from '../check';
import { fieldSeen } from '../evidence';

/** Does the sender's name show another address or domain than the one behind it? Many webmails show the name alone. */
export const otherInName = check({
  id: 'other-in-name',
  about: 'sender',
  weight: 'informs',
  codes: ['none', 'other-address', 'other-domain', 'other-mailbox'],
  judge({ proof, fields }) {
    const found = proof.hints.otherInName;
    if (found === null) return { outcome: 'absent', code: 'none', seen: [] };
    return {
      // Within one organisation it is usual: a person's name and address over a system's mailbox.
      outcome: found.code === 'other-mailbox' ? 'absent' : 'warn',
      code: found.code,
      params: { shown: found.shown, author: proof.author.host ?? '' },
      seen: proof.author.fields.flatMap((place) => fieldSeen(place, fields)),
    };
  },
});
