import { hostname } from 'node:os';
import { createSecureContext } from 'node:tls';
import type { Options } from '../config/schema';
import type { Resolver } from '../dns/resolver';
import type { Prober } from '../reports/prober';
import { addressGuard } from './address-guard';
import { mailProber } from './mail-prober';
import { optOut } from './opt-out';
import { politeness } from './politeness';
import { PATIENCE } from './probe-address';
import { mailContext } from './start-tls';
import { vantage } from './vantage';

/** Fixed: who asks names a domain and nothing else, so that nobody can have other services knocked at. */
const PORTS = { smtp: 25, https: 443 };

/** The prober as the operator wants it. */
export function makeProber(options: Options, resolver: Resolver): Prober {
  const testTargets = options.allowTestTargets;
  const guard = addressGuard({ testTargets, denied: options.probeDeny });
  const own = options.probeName || hostname();
  return mailProber({
    resolver,
    guard,
    politeness: politeness(Date.now),
    vantage: vantage({
      resolver,
      guard,
      port: PORTS.smtp,
      now: Date.now,
      // a laboratory has no way to them, and is none of their business
      ...(testTargets ? { witnesses: [] } : {}),
    }),
    optOut: optOut(options.probeOptOut),
    mailContext: mailContext(),
    webContext: createSecureContext(),
    helo: own.includes('.') ? own : null,
    name: options.probeVantage,
    patience: PATIENCE,
    ports: PORTS,
    testTargets,
    now: Date.now,
  });
}
