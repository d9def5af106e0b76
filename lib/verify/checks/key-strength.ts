import { mayBeAuthors } from '../alignment';
import { check } from '../check';
import { answersSeen, fieldSeen } from '../evidence';

/** What DNSSEC says of the record. */
const STRONG = { secure: 'strong-dnssec', insecure: 'strong-insecure', unknown: 'strong' } as const;
const TYPES = { rsa: 'RSA', ed25519: 'Ed25519' } as const;

/** How strong is the key of the author's signature, or of the best there is? And does DNSSEC vouch for where it was found? */
export const keyStrength = check({
  id: 'key-strength',
  about: 'sender',
  weight: 'informs',
  codes: ['no-key', 'testing', 'sha1', 'short', 'weak', 'strong', 'strong-insecure', 'strong-dnssec'],
  judge({ proof, fields, asked }) {
    const { dkim, dmarc } = proof;
    const withKey = dkim.results.flatMap(({ key, signature, weaknesses }, at) =>
      key === null ? [] : [{ key, signature, weaknesses, own: mayBeAuthors(dmarc, at) }],
    );
    const one = withKey.find(({ own }) => own) ?? withKey[0];
    if (!one) return { outcome: 'absent', code: 'no-key', seen: [] };
    const { key, signature, weaknesses } = one;
    const name = `${signature.selector ?? ''}._domainkey.${signature.domain ?? ''}`;
    const params = { domain: signature.domain ?? '', type: TYPES[key.type], bits: key.bits };
    const seen = [...fieldSeen(signature.index, fields), ...answersSeen(asked, 'TXT', (other) => other === name)];
    if (key.testing) return { outcome: 'warn', code: 'testing', params, seen };
    if (weaknesses.includes('short-key')) return { outcome: 'warn', code: 'short', params, seen };
    if (weaknesses.includes('sha1')) return { outcome: 'warn', code: 'sha1', params, seen };
    if (weaknesses.includes('weak-key')) return { outcome: 'warn', code: 'weak', params, seen };
    return { outcome: 'pass', code: STRONG[key.dnssec], params, seen };
  },
});
