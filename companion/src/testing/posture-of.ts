import type { Posture } from '../../../lib/verify/posture';

/** A posture of a domain without mail servers, changed as a test wants. */
export function postureOf(domain: string, change: Partial<Posture> = {}): Posture {
  return {
    version: 1,
    domain,
    observedAt: 1_700_000_000_000,
    vantage: 'here',
    testTargets: false,
    probe: 'done',
    mx: { state: 'null', dnssec: 'unknown', hosts: [], left: 0 },
    mtaSts: { record: 'none', id: null, policy: 'none', mode: null, maxAge: null, mx: [], warnings: [] },
    tlsRpt: { record: 'none', rua: [] },
    offered: 'unknown',
    authenticated: { webpki: 'unknown', dane: 'unknown' },
    enforced: { mtaSts: 'none', dane: 'unknown', broken: false },
    worst: null,
    exposure: [],
    findings: [],
    ...change,
  };
}
