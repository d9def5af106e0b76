import { check } from '../check';
import { wordsOf } from '../evidence';

/** Does the line of the entry, or a claimed one, say that the client had signed in with an account? */
export const signedIn = check({
  id: 'signed-in',
  about: 'transit',
  weight: 'informs',
  codes: ['at-the-border', 'claimed', 'nowhere'],
  judge({ border, hops }) {
    const entry = border.hop === null ? undefined : hops[border.hop];
    if (entry?.authenticated && border.provider)
      return {
        outcome: 'pass',
        code: 'at-the-border',
        params: { provider: border.provider.name },
        seen: wordsOf(entry),
      };
    const claimed = hops.slice(border.attested).find(({ authenticated }) => authenticated);
    if (!claimed) return { outcome: 'absent', code: 'nowhere', seen: [] };
    return { outcome: 'absent', code: 'claimed', params: { by: claimed.by ?? '' }, seen: wordsOf(claimed) };
  },
});
