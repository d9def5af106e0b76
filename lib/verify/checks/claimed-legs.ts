import { check } from '../check';
import { wordsOf } from '../evidence';

/**
 * Before the border, does a line claim that the mail went from one organisation to another without encryption? Claimed
 * means that a sender may have written it. Within one organisation, and from a device to its own server, nothing is judged.
 */
export const claimedLegs = check({
  id: 'claimed-legs',
  about: 'transit',
  weight: 'decides',
  codes: ['encrypted', 'plaintext', 'not-recorded', 'none-claimed'],
  judge({ border, hops, legs, organisations, sources }) {
    let between = 0;
    let silent = 0;
    for (let at = border.attested; border.kind === 'shown' && at < hops.length; at++) {
      const to = organisations[at];
      const from = sources[at];
      const hop = hops[at];
      if (!hop || to == null || from == null || to === from) continue;
      between++;
      if (hop.state === 'plaintext' && legs[at]?.reach === 'public')
        return { outcome: 'warn', code: 'plaintext', params: { from, to }, seen: wordsOf(hop) };
      if (hop.state !== 'encrypted') silent++;
    }
    if (between === 0) return { outcome: 'absent', code: 'none-claimed', seen: [] };
    return silent > 0
      ? { outcome: 'unknown', code: 'not-recorded', params: { count: silent }, seen: [] }
      : { outcome: 'pass', code: 'encrypted', params: { count: between }, seen: [] };
  },
});
