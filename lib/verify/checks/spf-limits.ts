import { check, type Params } from '../check';
import { answersSeen } from '../evidence';

/** RFC 7208 4.6.4 allows ten; from here on the next service that is added breaks the record. */
const NEAR = 9;

/** Is the SPF record sound: within the limits, readable, and not so wide that it allows everybody? */
export const spfLimits = check({
  id: 'spf-limits',
  about: 'sender',
  weight: 'informs',
  codes: [
    'not-checked',
    'within',
    'near',
    'too-many-lookups',
    'too-many-voids',
    'too-many-mx',
    'several-records',
    'missing-record',
    'bad-record',
    'wide',
    'withheld',
  ],
  judge({ proof, asked }) {
    const { spf } = proof;
    if (spf === null || spf.records.length === 0) return { outcome: 'absent', code: 'not-checked', seen: [] };
    const { reason, breadth, terms, decidedBy } = spf;
    const last = decidedBy.at(-1);
    const domains = new Set(spf.records.map(({ domain }) => domain));
    const params: Params = {
      domain: spf.domain ?? '',
      at: last?.domain ?? spf.domain ?? '',
      term: last?.term ?? '',
      terms,
      addresses: breadth.ipv4,
    };
    const seen = answersSeen(asked, 'TXT', (name) => domains.has(name));
    // It tells who let the sender's address be asked for; nobody is asked for it here.
    if (reason === 'local-part-withheld') return { outcome: 'unknown', code: 'withheld', params, seen };
    if (spf.result === 'permerror') return { outcome: 'warn', code: faultOf(reason), params, seen };
    if (breadth.wide) return { outcome: 'warn', code: 'wide', params, seen };
    if (spf.result === 'temperror') return { outcome: 'absent', code: 'not-checked', seen: [] };
    return { outcome: terms >= NEAR ? 'absent' : 'pass', code: terms >= NEAR ? 'near' : 'within', params, seen };
  },
});

function faultOf(reason: string) {
  switch (reason) {
    case 'too-many-terms':
      return 'too-many-lookups';
    case 'too-many-voids':
    case 'too-many-mx':
    case 'several-records':
      return reason;
    case 'include-without-record':
    case 'redirect-without-record':
      return 'missing-record';
    default:
      return 'bad-record';
  }
}
