import { check, type Params } from '../check';
import { answersSeen, fieldSeen } from '../evidence';

/** Did the mail come from a server that the domain of the reverse-path allows? */
export const spf = check({
  id: 'spf',
  about: 'sender',
  weight: 'decides',
  codes: [
    'pass',
    'pass-wide',
    'fail',
    'softfail',
    'rewritten',
    'neutral',
    'none',
    'permerror',
    'temperror',
    'withheld',
    'not-asked',
    'handed-in',
    'no-border',
    'no-address',
    'no-return-path',
  ],
  judge({ proof, fields, hops, asked }) {
    const { envelope, spf: found } = proof;
    if (!envelope.known || found === null) {
      const why = envelope.known ? 'no-border' : envelope.why;
      switch (why) {
        case 'handed-in':
          return { outcome: 'absent', code: 'handed-in', seen: [] };
        case 'no-address':
          return { outcome: 'unknown', code: 'no-address', seen: [] };
        case 'no-return-path':
        case 'several-return-paths':
          return { outcome: 'unknown', code: 'no-return-path', seen: [] };
        default:
          return { outcome: 'unknown', code: 'no-border', seen: [] };
      }
    }
    const records = new Set(found.records.map(({ domain }) => domain));
    const seen = [
      ...fieldSeen(envelope.field, fields),
      ...fieldSeen(hops[envelope.hop]?.field ?? -1, fields),
      ...answersSeen(asked, 'TXT', (name) => records.has(name) || name === found.domain),
    ];
    const params: Params = {
      domain: found.domain ?? '',
      author: proof.author.host ?? '',
      ip: envelope.ip,
      reason: found.reason,
    };
    // A failure of the provider's own domain says nothing of a mail from another; of its own it says that it is forged.
    const failed = found.result === 'fail' || found.result === 'softfail';
    const related = proof.dmarc.spf !== null && proof.dmarc.spf.alignment !== null;
    if (failed && envelope.rewritten && !related) return { outcome: 'absent', code: 'rewritten', params, seen };
    switch (found.result) {
      case 'pass':
        // Whoever allows half the net allows everybody: that proves nothing of this server.
        if (found.breadth.wide) return { outcome: 'warn', code: 'pass-wide', params, seen };
        return { outcome: 'pass', code: 'pass', params, seen };
      case 'fail':
        return { outcome: 'fail', code: 'fail', params, seen };
      case 'softfail':
        return { outcome: 'warn', code: 'softfail', params, seen };
      case 'permerror':
        return { outcome: 'warn', code: 'permerror', params, seen };
      case 'temperror':
        if (found.reason === 'not-asked') return { outcome: 'unknown', code: 'not-asked', params, seen };
        if (found.reason === 'local-part-withheld') return { outcome: 'unknown', code: 'withheld', params, seen };
        return { outcome: 'unknown', code: 'temperror', params, seen };
      case 'neutral':
      case 'none':
        return { outcome: 'absent', code: found.result, params, seen };
    }
  },
});
