import { check } from '../check';
import { fieldSeen } from '../evidence';
import type { Facts } from '../facts';

type Attested = Facts['proof']['attested'];

/** What the reader's own provider found when the mail came in: trusted by where it stands and who signed it with its name. */
export const providersWord = check({
  id: 'providers-word',
  about: 'sender',
  weight: 'decides',
  codes: ['dmarc-pass', 'dmarc-fail', 'dmarc-other', 'no-dmarc', 'contradicts-itself', 'below-fail', 'none'],
  judge({ proof, fields, border }) {
    const { attested, claimed } = proof.attested;
    const provider = border.provider?.name ?? '';
    const seen = (said: readonly { readonly field: number }[]) =>
      [...new Set(said.map(({ field }) => field))].flatMap((field) => fieldSeen(field, fields));
    const words = attested.filter(({ method }) => method === 'dmarc');
    const [word] = words;
    if (word) {
      const params = { provider, author: proof.author.host ?? '', result: word.result ?? '' };
      if (words.length > 1 || word.result === null)
        return { outcome: 'unknown', code: 'contradicts-itself', params, seen: seen(word.said) };
      if (word.result === 'pass') return { outcome: 'pass', code: 'dmarc-pass', params, seen: seen(word.said) };
      if (word.result === 'fail') return { outcome: 'fail', code: 'dmarc-fail', params, seen: seen(word.said) };
      return { outcome: 'absent', code: 'dmarc-other', params, seen: seen(word.said) };
    }
    // Below its lines anybody may write; nobody writes there to his own harm but the provider.
    const below = saidBelow(claimed);
    if (below.length > 0)
      return {
        outcome: 'warn',
        code: 'below-fail',
        params: { provider, author: proof.author.host ?? '' },
        seen: seen(below),
      };
    if (attested.length === 0) return { outcome: 'absent', code: 'none', seen: [] };
    return {
      outcome: 'absent',
      code: 'no-dmarc',
      params: { provider },
      seen: seen(attested.flatMap(({ said }) => said)),
    };
  },
});

function saidBelow(claimed: Attested['claimed']): Attested['claimed'] {
  return claimed.filter(
    ({ method, result, why, own }) => own && why === 'below' && method === 'dmarc' && result === 'fail',
  );
}
