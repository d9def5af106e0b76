import { assumedAt } from '../assumed';
import { check } from '../check';
import { wordsOf } from '../evidence';

/** After the mail had entered, did the provider carry it over a network without encryption? */
export const insideProvider = check({
  id: 'inside-provider',
  about: 'transit',
  weight: 'decides',
  codes: ['kept', 'plaintext-public', 'plaintext-private', 'nothing-inside'],
  judge({ border, hops, legs }) {
    const entries = [border.hop, border.perimeter];
    let judged = 0;
    let quiet: number | null = null;
    // Past an assumed step the lines may be the sender's; the line of that step itself is still the provider's.
    const assumed = assumedAt(border.steps);
    const end = assumed === null ? border.attested : assumed + 1;
    for (let at = 0; at < end; at++) {
      const hop = hops[at];
      if (!hop || entries.includes(at)) continue;
      judged++;
      if (hop.state !== 'plaintext') continue;
      const params = { by: hop.by ?? '', address: hop.from.ip ?? '' };
      if (legs[at]?.reach === 'public')
        return { outcome: 'warn', code: 'plaintext-public', params, seen: wordsOf(hop) };
      // "not using TLS", said of a private address: still a network, though not a public one.
      if (legs[at]?.reach !== 'loopback') quiet ??= at;
    }
    const hop = quiet === null ? undefined : hops[quiet];
    if (hop)
      return {
        outcome: 'unknown',
        code: 'plaintext-private',
        params: { by: hop.by ?? '', address: hop.from.ip ?? '' },
        seen: wordsOf(hop),
      };
    return judged === 0
      ? { outcome: 'absent', code: 'nothing-inside', seen: [] }
      : { outcome: 'pass', code: 'kept', params: { count: judged }, seen: [] };
  },
});
