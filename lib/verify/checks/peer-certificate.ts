import { check } from '../check';
import { wordsOf } from '../evidence';

/** What does the last leg say of the certificate that the sending server showed? Most show none, and that is normal. */
export const peerCertificate = check({
  id: 'peer-certificate',
  about: 'transit',
  weight: 'informs',
  codes: ['verified', 'unverified', 'none', 'not-recorded'],
  judge({ border, hops }) {
    const hop = border.hop === null ? undefined : hops[border.hop];
    const peer = hop?.tls?.peer ?? null;
    if (peer === null) return { outcome: 'absent', code: 'not-recorded', seen: [] };
    return { outcome: peer === 'verified' ? 'pass' : 'absent', code: peer, seen: wordsOf(hop) };
  },
});
