import { check } from '../check';
import { fieldSeen, namedSeen } from '../evidence';

/** Does the mail vouch for itself, by a lock, a tick, a shield or a word, in the sender's name or in the subject? */
export const claimsInName = check({
  id: 'claims-in-name',
  about: 'sender',
  weight: 'informs',
  codes: ['none', 'symbol-in-name', 'word-in-name', 'symbol-in-subject', 'word-in-subject'],
  judge({ proof, fields }) {
    const { claimsInName: inName, claimsInSubject: inSubject } = proof.hints;
    const [name] = inName;
    if (name)
      return {
        outcome: 'warn',
        code: name.code === 'word' ? 'word-in-name' : 'symbol-in-name',
        params: { shown: name.seen },
        seen: proof.author.fields.flatMap((place) => fieldSeen(place, fields)),
      };
    const [subject] = inSubject;
    if (!subject) return { outcome: 'absent', code: 'none', seen: [] };
    return {
      // Subjects speak of many things; in a name there is nothing else that it could speak of.
      outcome: 'absent',
      code: subject.code === 'word' ? 'word-in-subject' : 'symbol-in-subject',
      params: { shown: subject.seen },
      seen: namedSeen('subject', fields),
    };
  },
});
