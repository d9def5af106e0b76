import { check, type Params } from '../check';
import { answersSeen } from '../evidence';

/** Is the DMARC record that applies to the author sound, and does the domain mean it? */
export const dmarcRecord = check({
  id: 'dmarc-record',
  about: 'sender',
  weight: 'informs',
  codes: [
    'none',
    'several-records',
    'no-valid-policy',
    'taken-as-none',
    'invalid-tags',
    'test-mode',
    'removed-tags',
    'sound',
  ],
  judge({ proof, asked }) {
    const { policy } = proof;
    if (policy?.status !== 'found' && policy?.status !== 'none') return { outcome: 'absent', code: 'none', seen: [] };
    const { reasons, record } = policy;
    const at = policy.at ?? policy.author;
    const params: Params = {
      domain: at,
      tags: (record?.invalid ?? []).join(', '),
      removed: (record?.removed ?? []).map(({ name }) => name).join(', '),
    };
    const seen = answersSeen(asked, 'TXT', (name) => name.startsWith('_dmarc.'));
    if (reasons.includes('several-records')) return { outcome: 'warn', code: 'several-records', params, seen };
    if (record === null) return { outcome: 'absent', code: 'none', seen: [] };
    if (reasons.includes('no-valid-policy')) return { outcome: 'warn', code: 'no-valid-policy', params, seen };
    if (reasons.includes('policy-taken-as-none')) return { outcome: 'warn', code: 'taken-as-none', params, seen };
    if (record.invalid.length > 0) return { outcome: 'warn', code: 'invalid-tags', params, seen };
    if (reasons.includes('test-mode')) return { outcome: 'absent', code: 'test-mode', params, seen };
    if (record.removed.length > 0) return { outcome: 'absent', code: 'removed-tags', params, seen };
    return { outcome: 'pass', code: 'sound', params, seen };
  },
});
