import { check } from '../check';
import { fieldSeen } from '../evidence';

/** Is there one author, of one domain? What names several, or none, is nobody's word (RFC 9989 5.3.1). */
export const author = check({
  id: 'author',
  about: 'sender',
  weight: 'decides',
  codes: ['one', 'none', 'several-fields', 'several-authors', 'unreadable'],
  judge({ proof, fields }) {
    const { state, host, fields: places } = proof.author;
    const seen = places.slice(0, 4).flatMap((place) => fieldSeen(place, fields));
    if (state === 'one') return { outcome: 'pass', code: 'one', params: { author: host ?? '' }, seen };
    return { outcome: 'fail', code: state, seen };
  },
});
