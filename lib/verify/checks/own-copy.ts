import { check } from '../check';

/** Is this the reader's own copy of a mail they wrote? The folder says so, and no border; never that From is the reader. */
export const ownCopy = check({
  id: 'own-copy',
  about: 'transit',
  weight: 'decides',
  codes: ['sent', 'draft', 'received', 'entered'],
  judge({ border, receiver }) {
    if (receiver.folder === null) return { outcome: 'absent', code: 'received', seen: [] };
    if (border.hop !== null) return { outcome: 'absent', code: 'entered', seen: [] };
    return { outcome: 'pass', code: receiver.folder === 'sent' ? 'sent' : 'draft', seen: [] };
  },
});
