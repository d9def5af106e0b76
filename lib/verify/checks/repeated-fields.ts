import { isAuthors } from '../alignment';
import { check } from '../check';
import { fieldSeen } from '../evidence';

/** Copies that are shown as evidence; a mail may have thousands. */
const MAX_SEEN = 8;

/** May stand once as well, and are shown by no mail program; some servers add a second one. */
const UNSEEN: ReadonlySet<string> = new Set(['in-reply-to', 'message-id', 'references']);

/** Stands a field twice that may stand once (RFC 5322 3.6), one copy unsigned? Webmails show one of them, and none says which. */
export const repeatedFields = check({
  id: 'repeated-fields',
  about: 'sender',
  weight: 'decides',
  codes: ['none', 'not-shown', 'all-signed', 'unsigned-copy'],
  judge({ proof, fields }) {
    const { dkim, dmarc } = proof;
    if (proof.repeated.length === 0) return { outcome: 'absent', code: 'none', seen: [] };
    const shown = proof.repeated.filter(({ name }) => !UNSEEN.has(name));
    const repeated = shown.length > 0 ? shown : proof.repeated;
    const places = repeated.flatMap((one) => one.fields);
    const params = { name: repeated[0]?.name ?? '' };
    const seen = places.slice(0, MAX_SEEN).flatMap((place) => fieldSeen(place, fields));
    if (shown.length === 0) return { outcome: 'absent', code: 'not-shown', params, seen };
    const covered = dkim.results.some(
      ({ result, coverage }, at) =>
        result === 'pass' && isAuthors(dmarc, at) && places.every((place) => coverage?.signed.includes(place)),
    );
    if (covered) return { outcome: 'absent', code: 'all-signed', params, seen };
    return { outcome: 'warn', code: 'unsigned-copy', params, seen };
  },
});
