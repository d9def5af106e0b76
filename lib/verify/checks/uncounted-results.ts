import { check } from '../check';
import { fieldSeen } from '../evidence';

/** Fields that are shown. */
const SHOWN = 4;

/** Which Authentication-Results in the mail do not count here, and why not? Anybody can write that field. */
export const uncountedResults = check({
  id: 'uncounted-results',
  about: 'sender',
  weight: 'informs',
  codes: ['none', 'all-count', 'own-unreadable', 'no-provider', 'below', 'others'],
  judge({ proof, fields, border }) {
    const { attested, claimed, unread } = proof.attested;
    const seen = (said: readonly { readonly field: number }[]) =>
      [...new Set(said.map(({ field }) => field))].slice(0, SHOWN).flatMap((place) => fieldSeen(place, fields));
    const provider = border.provider?.name ?? '';
    const own = unread.filter((one) => one.own);
    if (own.length > 0) return { outcome: 'warn', code: 'own-unreadable', params: { provider }, seen: seen(own) };
    // DMARC of another author is told by `disagreement`.
    const others = claimed.filter(({ why }) => why !== 'other-author');
    const count = new Set([...others, ...unread].map(({ field }) => field)).size;
    if (count === 0) {
      if (attested.length === 0) return { outcome: 'absent', code: 'none', seen: [] };
      return { outcome: 'pass', code: 'all-count', params: { provider }, seen: [] };
    }
    if (border.provider === null)
      return { outcome: 'absent', code: 'no-provider', params: { count }, seen: seen([...others, ...unread]) };
    const below = others.filter((one) => one.own && one.why === 'below');
    if (below.length > 0) return { outcome: 'absent', code: 'below', params: { provider }, seen: seen(below) };
    return { outcome: 'absent', code: 'others', params: { count, provider }, seen: seen([...others, ...unread]) };
  },
});
