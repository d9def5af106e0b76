import type { Posture } from '../../../lib/verify/posture';

/** Looks at a domain's mail entrance. */
export interface Prober {
  /**
   * `domain` in A-labels, lower case. `deep`: older versions of TLS and more are tried as well, by further connections. What could not
   * be tested is said in the posture; rejects on a bug alone, or when `signal` aborts.
   */
  posture(domain: string, options: { readonly deep: boolean; readonly signal: AbortSignal }): Promise<Posture>;
}
