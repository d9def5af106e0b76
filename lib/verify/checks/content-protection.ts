import { check } from '../check';
import { namedSeen } from '../evidence';

/** Is the content itself signed or encrypted, by S/MIME or OpenPGP? A third thing beside lock and seal: named, not checked here. */
export const contentProtection = check({
  id: 'content-protection',
  about: 'sender',
  weight: 'informs',
  codes: ['none', 'smime-signed', 'smime-encrypted', 'smime', 'openpgp-signed', 'openpgp-encrypted'],
  judge({ proof, fields }) {
    const { protection } = proof.hints;
    if (protection === null) return { outcome: 'absent', code: 'none', seen: [] };
    return { outcome: 'unknown', code: protection, seen: namedSeen('content-type', fields) };
  },
});
