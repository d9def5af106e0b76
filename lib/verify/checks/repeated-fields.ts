import { check } from '../check';
import { fieldSeen } from '../evidence';

/** Stands a field twice that may stand once (RFC 5322 3.6), one copy unsigned? Webmails show one of them, and none says which. */
export const repeatedFields = check({
  id: 'repeated-fields',
  about: 'sender',
  weight: 'decides',
  codes: ['none', 'all-signed', 'unsigned-copy'],
  judge({ proof, fields }) {
    const { repeated, dkim, dmarc } = proof;
    if (repeated.length === 0) return { outcome: 'absent', code: 'none', seen: [] };
    const places = repeated.flatMap((one) => one.fields);
    const params = { name: repeated[0]?.name ?? '' };
    const seen = places.slice(0, 8).flatMap((place) => fieldSeen(place, fields));
    const covered = dkim.results.some(
      ({ result, coverage }, at) =>
        result === 'pass' &&
        (dmarc.dkim[at]?.alignment ?? null) !== null &&
        places.every((place) => coverage?.signed.includes(place)),
    );
    if (covered) return { outcome: 'absent', code: 'all-signed', params, seen };
    return { outcome: 'warn', code: 'unsigned-copy', params, seen };
  },
});
