import { check, type Params } from '../check';
import { answersSeen } from '../evidence';

/** Does one of the proven domains align with the author's, and what does the author's domain ask for where none does? */
export const dmarc = check({
  id: 'dmarc',
  about: 'sender',
  weight: 'decides',
  codes: [
    'aligned-by-dkim',
    'aligned-by-spf',
    'no-policy-dkim',
    'no-policy-spf',
    'policy-unknown-dkim',
    'policy-unknown-spf',
    'reject',
    'quarantine',
    'monitored',
    'aged',
    'no-policy',
    'bad-policy',
    'undecided',
    'undecided-monitored',
    'unknown',
    'not-asked',
    'no-author',
  ],
  judge({ proof, asked }) {
    const { policy, aged } = proof;
    const { result, reason, by } = proof.dmarc;
    const seen = answersSeen(asked, 'TXT', (name) => name.startsWith('_dmarc.'));
    const params: Params = {
      author: proof.author.host ?? '',
      domain: by?.domain ?? '',
      at: policy?.status === 'found' ? policy.at : '',
    };
    const found = by?.method === 'spf' ? 'spf' : 'dkim';
    switch (result) {
      case 'pass':
        return { outcome: 'pass', code: `aligned-by-${found}`, params, seen };
      case 'fail': {
        const effective = policy?.status === 'found' ? policy.effective : 'none';
        if (effective === 'none') return { outcome: 'warn', code: 'monitored', params, seen };
        // What the domain asked for when the mail came is not known.
        if (aged) return { outcome: 'warn', code: 'aged', params, seen };
        return { outcome: 'fail', code: effective, params, seen };
      }
      case 'none':
        if (reason === 'no-author') return { outcome: 'absent', code: 'no-author', seen };
        if (by) return { outcome: 'pass', code: `no-policy-${found}`, params, seen };
        return { outcome: 'absent', code: 'no-policy', params, seen };
      case 'permerror':
        return { outcome: 'warn', code: 'bad-policy', params, seen };
      case 'temperror':
        // The very domain needs no record: it aligns under every policy there could be.
        if (by?.alignment === 'identical') return { outcome: 'pass', code: `policy-unknown-${found}`, params, seen };
        if (reason === 'not-asked') return { outcome: 'unknown', code: 'not-asked', params, seen };
        // The policy that DNS told is a fact, whatever else is not known.
        if (policy?.status !== 'found' || reason === 'existence-unknown')
          return { outcome: 'unknown', code: 'unknown', params, seen };
        return {
          outcome: 'unknown',
          code: policy.effective === 'none' ? 'undecided-monitored' : 'undecided',
          params,
          seen,
        };
    }
  },
});
