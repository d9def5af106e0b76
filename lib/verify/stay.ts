import type { Border, Hop, Stay, Step } from './facts';

/** Steps that rest on addresses and on what the provider's own line says, not on names. */
const BY_ADDRESS: ReadonlySet<Step> = new Set<Step>(['loopback', 'local', 'preset-network', 'user-network']);

/**
 * Whether the mail stayed within the provider: either no line took it from outside, or its entry says that an account signed in.
 * Only the border line's own words count for the latter: the provider's server wrote them, and it asked for the password.
 */
export function stayOf(hops: readonly Hop[], border: Border): Stay {
  if (border.provider === null || hops.length === 0) return 'unknown';
  const believed = border.steps.every((step) => BY_ADDRESS.has(step));
  if (border.hop === null) {
    const quiet = hops.every(({ state }) => state === 'internal' || state === 'encrypted');
    return believed && quiet ? 'stayed' : 'not-shown';
  }
  if (!hops[border.hop]?.authenticated || border.perimeter !== null) return 'came-in';
  return believed ? 'handed-in' : 'not-shown';
}
