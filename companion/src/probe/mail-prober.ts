/** Looks at a domain's mail entrance: DNS, policies, and a polite conversation with each host, put together and judged. */
import { createHash } from 'node:crypto';
import type { SecureContext } from 'node:tls';
import { isTested } from '../../../lib/verify/is-tested';
import { judgePosture } from '../../../lib/verify/judge-posture';
import type { AddressPosture, MtaStsPosture, MxPosture, PostureSeen, TlsRptPosture } from '../../../lib/verify/posture';
import { readStsPolicy, readStsRecord, stsLists } from '../../../lib/verify/rfc/mta-sts';
import { readTlsRpt } from '../../../lib/verify/rfc/tls-rpt';
import type { Resolver } from '../dns/resolver';
import type { Prober } from '../reports/prober';
import type { AddressGuard } from './address-guard';
import { fetchPolicy } from './fetch-policy';
import { findEntrance, type Entrance, type EntranceHost } from './find-entrance';
import type { OptOut } from './opt-out';
import type { Politeness } from './politeness';
import { probeAddress, type AddressProbe, type Patience } from './probe-address';
import type { Vantage } from './vantage';

export interface MailProberParts {
  readonly resolver: Resolver;
  readonly guard: AddressGuard;
  readonly politeness: Politeness;
  readonly vantage: Vantage;
  readonly optOut: OptOut;
  /** For mail servers, which may be old, and for policies, which may not. */
  readonly mailContext: SecureContext;
  readonly webContext: SecureContext;
  readonly helo: string | null;
  /** What the operator calls this place. */
  readonly name: string;
  readonly patience: Patience;
  readonly ports: { readonly smtp: number; readonly https: number };
  readonly testTargets: boolean;
  readonly now: () => number;
}

const NO_POLICY = { id: null, mode: null, maxAge: null, mx: [], warnings: [] } as const;

/** Makes the prober that reports are made with. */
export function mailProber(parts: MailProberParts): Prober {
  return {
    async posture(domain, { signal }) {
      const { resolver, testTargets, name } = parts;
      const optedOut = parts.optOut.hasName(domain);
      const [entrance, mtaSts, tlsRpt, closed] = await Promise.all([
        findEntrance(resolver, domain),
        findPolicy(domain, optedOut, parts, signal),
        findTlsRpt(resolver, domain),
        optedOut ? false : parts.vantage.isClosed(),
      ]);
      signal.throwIfAborted();
      const blocked = closed && entrance.hosts.length > 0;
      const hosts = await Promise.all(
        entrance.hosts.map(async (host) =>
          describe(
            host,
            mtaSts,
            await visitHost(domain, host, optedOut ? 'opted-out' : blocked ? 'blocked' : null, parts, signal),
          ),
        ),
      );
      signal.throwIfAborted();
      const seen: PostureSeen = {
        version: 1,
        domain,
        observedAt: parts.now(),
        vantage: name,
        testTargets,
        probe: optedOut ? 'opted-out' : blocked ? 'not-possible' : isWhole(entrance, hosts) ? 'done' : 'partly',
        mx: { state: entrance.state, dnssec: entrance.dnssec, hosts, left: entrance.left },
        mtaSts,
        tlsRpt,
      };
      return judgePosture(seen);
    },
  };
}

/** Each host was heard on the question, or can never be. */
function isWhole({ state }: Entrance, hosts: readonly MxPosture[]): boolean {
  return state !== 'unknown' && hosts.every(({ addresses, lookup }) => lookup === 'none' || addresses.some(isTested));
}

function describe(
  host: EntranceHost,
  { policy, mode, mx }: MtaStsPosture,
  addresses: readonly AddressPosture[],
): MxPosture {
  const { ips: _ips, records: _records, ...rest } = host;
  return { ...rest, mtaStsMatch: policy === 'valid' && mode !== 'none' ? stsLists(mx, host.host) : null, addresses };
}

function visitHost(
  domain: string,
  host: EntranceHost,
  barred: 'opted-out' | 'blocked' | null,
  parts: MailProberParts,
  signal: AbortSignal,
): Promise<readonly AddressPosture[]> {
  return Promise.all(
    host.ips.map(async (ip) => {
      const reason = barred ?? (parts.optOut.hasName(host.host) || parts.optOut.hasAddress(ip) ? 'opted-out' : null);
      if (reason === 'blocked') return notTried(ip, host, 'blocked-here', null, parts.now());
      if (reason !== null) return notTried(ip, host, 'not-tried', reason, parts.now());
      return visitAddress(domain, host, ip, parts, signal);
    }),
  );
}

async function visitAddress(
  domain: string,
  host: EntranceHost,
  ip: string,
  parts: MailProberParts,
  signal: AbortSignal,
): Promise<AddressPosture> {
  const { guard, mailContext: context, helo, patience, ports, now, politeness, vantage } = parts;
  const { records, tlsa } = host;
  const about = recordsKey(records, tlsa.base);
  const visit = async (stop: AbortSignal) => {
    const target = { host: host.host, ip, tlsa: records, base: tlsa.base };
    const probe = await probeAddress(target, { guard, context, helo, patience, port: ports.smtp, now }, stop);
    if (!stop.aborted) vantage.saw(probe.posture);
    return probe;
  };
  const visited = await politeness.visit({ host: host.host, ip, about }, visit, signal);
  if (!visited.ok) return notTried(ip, host, 'not-tried', visited.held, now());
  return { ...visited.value.posture, dane: daneFor(domain, host, visited.value, visited.about === about) };
}

/** What was matched counts for the records of now alone. */
function daneFor(
  domain: string,
  host: EntranceHost,
  { posture, wantsName }: AddressProbe,
  current: boolean,
): AddressPosture['dane'] {
  if (host.records === null) return daneWithout(host);
  if (!current) return 'unknown';
  // RFC 7672 3.2.2: the name that mail is addressed to may stand in the certificate as well
  const named = posture.certificate?.names.some((name) => covers(name, domain)) ?? false;
  return wantsName && named ? 'matches' : posture.dane;
}

function daneWithout({ tlsa }: EntranceHost): 'none' | 'unknown' {
  return tlsa.state === 'none' || tlsa.state === 'insecure' ? 'none' : 'unknown';
}

function covers(pattern: string, domain: string): boolean {
  const name = pattern.toLowerCase();
  return name.startsWith('*.') ? stsLists([name], domain) : name === domain;
}

function notTried(
  ip: string,
  host: EntranceHost,
  reach: AddressPosture['reach'],
  detail: string | null,
  observedAt: number,
): AddressPosture {
  return {
    ip,
    family: ip.includes(':') ? 6 : 4,
    reach,
    outcome: 'untested',
    phases: {},
    tls: null,
    certificate: null,
    dane: host.records === null ? daneWithout(host) : 'unknown',
    capabilities: [],
    banner: null,
    detail,
    observedAt,
  };
}

function recordsKey(records: EntranceHost['records'], base: string): string {
  if (records === null) return '';
  const written = records.map(
    ({ usage, selector, matchingType, data }) => `${usage}${selector}${matchingType}${data.toString('hex')}`,
  );
  return createHash('sha256')
    .update([base, ...written.toSorted()].join())
    .digest('base64');
}

async function findPolicy(
  domain: string,
  optedOut: boolean,
  parts: MailProberParts,
  signal: AbortSignal,
): Promise<MtaStsPosture> {
  const { resolver, guard, webContext: context, ports } = parts;
  const texts = await resolver.query(`_mta-sts.${domain}`, 'TXT');
  if (!texts.ok) return { record: 'unknown', policy: 'not-fetched', ...NO_POLICY };
  const { state: record, id } = readStsRecord(texts.values);
  if (record !== 'one') return { record, policy: 'none', ...NO_POLICY };
  if (optedOut) return { record, policy: 'not-fetched', ...NO_POLICY, id };
  const fetched = await fetchPolicy(domain, { resolver, guard, context, port: ports.https }, signal);
  if (fetched.state !== 'fetched') return { record, policy: fetched.state, ...NO_POLICY, id };
  const policy = readStsPolicy(fetched.text);
  if (!policy) return { record, policy: 'malformed', ...NO_POLICY, id };
  const { mode, maxAge, mx } = policy;
  return { record, id, policy: 'valid', mode, maxAge, mx, warnings: [...fetched.warnings, ...policy.warnings] };
}

async function findTlsRpt(resolver: Resolver, domain: string): Promise<TlsRptPosture> {
  const texts = await resolver.query(`_smtp._tls.${domain}`, 'TXT');
  if (!texts.ok) return { record: 'unknown', rua: [] };
  const { state: record, rua } = readTlsRpt(texts.values);
  return { record, rua };
}
