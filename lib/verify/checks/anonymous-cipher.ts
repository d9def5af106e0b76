import { check } from '../check';
import { wordsOf } from '../evidence';

/** Was the last leg encrypted without any certificate? Usual between mail servers; noted, not punished. */
export const anonymousCipher = check({
  id: 'anonymous-cipher',
  about: 'transit',
  weight: 'informs',
  codes: ['with-certificate', 'anonymous', 'not-recorded'],
  judge({ border, hops, legs }) {
    const hop = border.hop === null ? undefined : hops[border.hop];
    if (border.hop === null || hop?.tls?.cipher == null) return { outcome: 'absent', code: 'not-recorded', seen: [] };
    if (!legs[border.hop]?.anonymous) return { outcome: 'pass', code: 'with-certificate', seen: [] };
    return { outcome: 'warn', code: 'anonymous', params: { cipher: hop.tls.cipher }, seen: wordsOf(hop) };
  },
});
