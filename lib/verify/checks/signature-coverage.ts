import { mayBeAuthors } from '../alignment';
import { check, type Params } from '../check';
import { fieldSeen } from '../evidence';

/** What readers act upon, and RFC 6376 5.4.1 asks signers to sign. */
const SHOWN = ['subject', 'date', 'to', 'reply-to'];

/** What does the best signature leave open: text that was appended, fields that anybody could have changed? */
export const signatureCoverage = check({
  id: 'signature-coverage',
  about: 'sender',
  weight: 'informs',
  codes: ['no-signature', 'covers', 'appended', 'appendable', 'unsigned-fields'],
  judge({ proof, fields }) {
    const { dkim, dmarc } = proof;
    const valid = dkim.results.flatMap(({ result, signature, coverage }, at) =>
      result === 'pass' && coverage ? [{ signature, coverage, own: mayBeAuthors(dmarc, at) }] : [],
    );
    const one = valid.find(({ own }) => own) ?? valid[0];
    if (!one) return { outcome: 'absent', code: 'no-signature', seen: [] };
    const { signature, coverage } = one;
    const open = coverage.unsigned.filter((place) => SHOWN.includes(fields[place]?.name.toLowerCase() ?? ''));
    const names = [...new Set(open.map((place) => fields[place]?.name ?? ''))].join(', ');
    const beyond = coverage.body === null ? 0 : coverage.body.octets - coverage.body.signed;
    const params: Params = { domain: signature.domain ?? '', names, octets: beyond };
    const seen = fieldSeen(signature.index, fields);
    if (beyond > 0) return { outcome: 'warn', code: 'appended', params, seen };
    if (open.length > 0)
      return {
        outcome: 'warn',
        code: 'unsigned-fields',
        params,
        seen: [...seen, ...open.slice(0, 4).flatMap((place) => fieldSeen(place, fields))],
      };
    if (coverage.appendable) return { outcome: 'absent', code: 'appendable', params, seen };
    return { outcome: 'pass', code: 'covers', params, seen };
  },
});
