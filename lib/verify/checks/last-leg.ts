import { assumedAt } from '../assumed';
import { check, type Params } from '../check';
import { wordsOf } from '../evidence';
import type { TransitFacts } from '../facts';
import { tlsName } from '../tls-name';

const ASSUMED = {
  encrypted: 'assumed-encrypted',
  plaintext: 'assumed-plaintext',
  internal: 'assumed-unknown',
  unknown: 'assumed-unknown',
} as const;

function paramsOf(facts: TransitFacts, at: number): Params {
  const hop = facts.hops[at];
  return {
    provider: facts.border.provider?.name ?? '',
    version: tlsName(facts.legs[at]?.version ?? null) ?? '',
    cipher: hop?.tls?.cipher ?? '',
    address: hop?.from.ip ?? '',
    by: hop?.by ?? '',
  };
}

/** Did the mail enter the reader's provider encrypted? Behind a gateway both entries count, the worse of them decides. */
export const lastLeg = check({
  id: 'last-leg',
  about: 'transit',
  weight: 'decides',
  codes: [
    'encrypted',
    'weak-version',
    'weak-cipher',
    'plaintext',
    'not-recorded',
    'assumed-encrypted',
    'assumed-plaintext',
    'assumed-unknown',
    'private-client',
    'no-client',
    'unreadable',
    'not-provider',
    'no-received',
    'no-border',
  ],
  judge(facts) {
    const { border, hops, legs } = facts;
    if (border.provider === null)
      return {
        outcome: 'unknown',
        code: hops.length === 0 ? 'no-received' : 'not-provider',
        params: { by: hops[0]?.by ?? '' },
        seen: [],
      };
    if (border.hop === null)
      return { outcome: 'absent', code: 'no-border', params: { provider: border.provider.name }, seen: [] };
    const entries = border.perimeter === null ? [border.hop] : [border.perimeter, border.hop];
    const at = border.perimeter ?? border.hop;
    const params = paramsOf(facts, at);
    const seen = entries.flatMap((entry) => wordsOf(hops[entry]));

    if (border.kind !== 'shown') {
      const step = assumedAt(border.steps);
      const state = hops[at]?.state ?? 'unknown';
      if (step !== null)
        return {
          outcome: 'unknown',
          code: ASSUMED[state],
          params: { ...params, address: hops[step]?.from.ip ?? '' },
          seen,
        };
      if (hops[at]?.reason === 'not-parsed') return { outcome: 'unknown', code: 'unreadable', params, seen };
      if (legs[at]?.reach === 'private') return { outcome: 'unknown', code: 'private-client', params, seen };
      return { outcome: 'unknown', code: legs[at]?.reach === 'public' ? ASSUMED[state] : 'no-client', params, seen };
    }
    const plaintext = entries.find((entry) => hops[entry]?.state === 'plaintext');
    if (plaintext !== undefined)
      return { outcome: 'fail', code: 'plaintext', params: paramsOf(facts, plaintext), seen: wordsOf(hops[plaintext]) };
    if (entries.some((entry) => hops[entry]?.state !== 'encrypted'))
      return { outcome: 'unknown', code: 'not-recorded', params, seen };
    const weak = entries.find((entry) => legs[entry]?.strength !== 'fine');
    if (weak === undefined) return { outcome: 'pass', code: 'encrypted', params, seen };
    return {
      outcome: 'warn',
      code: legs[weak]?.strength === 'weak-cipher' ? 'weak-cipher' : 'weak-version',
      params: paramsOf(facts, weak),
      seen: wordsOf(hops[weak]),
    };
  },
});
