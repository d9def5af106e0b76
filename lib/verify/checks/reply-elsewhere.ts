import { check } from '../check';
import { namedSeen } from '../evidence';

/** Would an answer go to another organisation than the author's? */
export const replyElsewhere = check({
  id: 'reply-elsewhere',
  about: 'sender',
  weight: 'informs',
  codes: ['to-the-author', 'elsewhere', 'to-anybody'],
  judge({ proof, fields }) {
    const found = proof.hints.replyElsewhere;
    if (found === null) return { outcome: 'absent', code: 'to-the-author', seen: [] };
    const anybody = found.code === 'reply-to-anybody';
    return {
      // Services and ticket systems take answers at their own domains; a company that is answered at a free mailbox is rarely one.
      outcome: anybody ? 'warn' : 'absent',
      code: anybody ? 'to-anybody' : 'elsewhere',
      params: { author: proof.author.host ?? '', domain: found.domain },
      seen: namedSeen('reply-to', fields),
    };
  },
});
