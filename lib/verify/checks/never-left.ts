import { check } from '../check';
import { wordsOf } from '../evidence';

/** Did the mail stay within the provider? Either no line took it from outside, or its entry says that an account signed in. */
export const neverLeft = check({
  id: 'never-left',
  about: 'transit',
  weight: 'decides',
  codes: ['stayed', 'handed-in', 'came-from-outside', 'not-shown'],
  judge({ border, hops, stay }) {
    const params = { provider: border.provider?.name ?? '' };
    switch (stay) {
      case 'unknown':
        return { outcome: 'absent', code: 'not-shown', seen: [] };
      case 'not-shown':
        return { outcome: 'unknown', code: 'not-shown', params, seen: [] };
      case 'came-in':
        return { outcome: 'absent', code: 'came-from-outside', params, seen: [] };
      case 'stayed':
        return { outcome: 'pass', code: 'stayed', params, seen: hops.flatMap((hop) => wordsOf(hop)) };
      case 'handed-in':
        return {
          outcome: 'pass',
          code: 'handed-in',
          params,
          seen: wordsOf(border.hop === null ? undefined : hops[border.hop]),
        };
    }
  },
});
