import { check } from '../check';
import { wordsOf } from '../evidence';
import type { Step } from '../facts';

/** Steps that rest on addresses and on what the provider's own line says, not on names. */
const BY_ADDRESS: ReadonlySet<Step> = new Set<Step>(['loopback', 'local', 'preset-network', 'user-network']);

/**
 * Did the mail stay within the provider? Either no line took it from outside, or its entry says that an account signed in.
 * Only the border line's own words count for the latter: the provider's server wrote them, and it asked for the password.
 */
export const neverLeft = check({
  id: 'never-left',
  about: 'transit',
  weight: 'decides',
  codes: ['stayed', 'handed-in', 'came-from-outside', 'not-shown'],
  judge({ border, hops }) {
    const params = { provider: border.provider?.name ?? '' };
    const believed = border.steps.every((step) => BY_ADDRESS.has(step));
    if (border.provider === null || hops.length === 0) return { outcome: 'absent', code: 'not-shown', seen: [] };
    if (border.hop === null) {
      const quiet = hops.every(({ state }) => state === 'internal' || state === 'encrypted');
      if (believed && quiet)
        return { outcome: 'pass', code: 'stayed', params, seen: hops.flatMap((hop) => wordsOf(hop)) };
      return { outcome: 'unknown', code: 'not-shown', params, seen: [] };
    }
    const entry = hops[border.hop];
    if (!entry?.authenticated || border.perimeter !== null)
      return { outcome: 'absent', code: 'came-from-outside', params, seen: [] };
    if (!believed) return { outcome: 'unknown', code: 'not-shown', params, seen: [] };
    return { outcome: 'pass', code: 'handed-in', params, seen: wordsOf(entry) };
  },
});
