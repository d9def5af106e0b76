import { check } from '../check';
import { fieldSeen, wordsOf } from '../evidence';

/** Was the mail handed in by an account of the reader's own provider, and does the provider say whose? */
export const account = check({
  id: 'account',
  about: 'sender',
  weight: 'decides',
  codes: ['of-the-author', 'handed-in', 'stayed', 'from-outside'],
  judge({ proof, border, hops, stay, fields }) {
    if (stay !== 'handed-in' && stay !== 'stayed') return { outcome: 'absent', code: 'from-outside', seen: [] };
    const provider = border.provider?.name ?? '';
    const entry = wordsOf(border.hop === null ? hops[0] : hops[border.hop]);
    // RFC 8601 2.7.4: smtp.auth is the account that was signed in to. smtp.mailfrom is what its client says (RFC 4954 5).
    const words = proof.attested.attested.filter(({ method }) => method === 'auth');
    const said = words.length === 1 && words[0]?.result === 'pass' ? words[0].said : [];
    const accounts = said.flatMap(({ properties }) =>
      properties.filter(({ type, name }) => type === 'smtp' && name === 'auth'),
    );
    const author = proof.author.state === 'one' ? proof.author.host : null;
    const own = accounts.filter(({ value }) => author !== null && value.toLowerCase().endsWith(`@${author}`));
    if (accounts.length > 0 && own.length === accounts.length)
      return {
        outcome: 'pass',
        code: 'of-the-author',
        params: { provider, author: author ?? '' },
        seen: [...entry, ...said.flatMap(({ field }) => fieldSeen(field, fields))],
      };
    return { outcome: 'pass', code: stay, params: { provider }, seen: entry };
  },
});
