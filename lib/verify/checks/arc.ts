import { check } from '../check';
import { fieldSeen } from '../evidence';

/** Does a sealed chain tell what the mail was before a list or a forwarder changed it? It explains, and never decides alone. */
export const arc = check({
  id: 'arc',
  about: 'sender',
  weight: 'decides',
  codes: ['trusted', 'untrusted', 'says-nothing', 'broken', 'unknown', 'not-asked', 'none'],
  judge({ proof, fields }) {
    const { arc: found, arcWord } = proof;
    const newest = found.sets.at(-1);
    const seen = newest?.seal ? fieldSeen(newest.seal.index, fields) : [];
    const params = {
      author: proof.author.host ?? '',
      sealer: arcWord?.sealer ?? newest?.seal?.domain ?? '',
      sets: found.sets.length,
      reason: found.reason,
    };
    switch (found.result) {
      case 'none':
        return { outcome: 'absent', code: 'none', seen: [] };
      case 'pass':
        if (!arcWord) return { outcome: 'absent', code: 'says-nothing', params, seen };
        return {
          outcome: arcWord.trusted ? 'pass' : 'absent',
          code: arcWord.trusted ? 'trusted' : 'untrusted',
          params,
          seen: [...fieldSeen(arcWord.field, fields), ...seen],
        };
      case 'fail':
        return { outcome: 'warn', code: 'broken', params, seen };
      default:
        return { outcome: 'unknown', code: found.reason === 'not-asked' ? 'not-asked' : 'unknown', params, seen };
    }
  },
});
