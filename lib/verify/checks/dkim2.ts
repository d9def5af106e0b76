import { check } from '../check';
import { namedSeen } from '../evidence';

/** Is the mail signed by DKIM's successor too? It is still being written, so it is recognised and not judged. */
export const dkim2 = check({
  id: 'dkim2',
  about: 'sender',
  weight: 'informs',
  codes: ['none', 'present'],
  judge({ proof, fields }) {
    const names = proof.hints.dkim2;
    if (names.length === 0) return { outcome: 'absent', code: 'none', seen: [] };
    return { outcome: 'absent', code: 'present', seen: names.flatMap((name) => namedSeen(name, fields)) };
  },
});
