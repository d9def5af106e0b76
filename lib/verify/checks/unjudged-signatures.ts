import { check } from '../check';
import { fieldSeen } from '../evidence';

/** Signatures that are shown. */
const SHOWN = 5;

/** Has the mail more signatures than are judged? Each costs a question to a stranger's name server. */
export const unjudgedSignatures = check({
  id: 'unjudged-signatures',
  about: 'sender',
  weight: 'informs',
  codes: ['none', 'some'],
  judge({ proof, fields }) {
    const { unjudged } = proof.dkim;
    if (unjudged.length === 0) return { outcome: 'absent', code: 'none', seen: [] };
    const domains = [...new Set(unjudged.map(({ domain }) => domain ?? ''))].slice(0, SHOWN).join(', ');
    return {
      outcome: 'warn',
      code: 'some',
      params: { count: unjudged.length, domains },
      seen: unjudged.slice(0, SHOWN).flatMap(({ index }) => fieldSeen(index, fields)),
    };
  },
});
