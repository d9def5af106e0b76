/**
 * What was seen of a mail entrance becomes three answers: encryption offered, authenticated, enforced. They are never folded into
 * one, and what could not be tested is unknown, never "none".
 */
import { isTested } from './is-tested';
import { POSTURE_CODES } from './posture-codes';
import type { AddressPosture, MxPosture, Posture, PostureFinding, PostureSeen, Share, SmtpOutcome } from './posture';

type FindingCode = (typeof POSTURE_CODES.findings)[number];
type ExposureCode = (typeof POSTURE_CODES.exposure)[number];

/** A certificate with fewer days left is told of. */
const DAYS_LEFT = 14;
const DAY = 86_400_000;

const works = ({ outcome }: AddressPosture): boolean => outcome === 'starttls-works';
const testedOf = (host: MxPosture): readonly AddressPosture[] => host.addresses.filter(isTested);

/** Judges what was seen. Pure: `seen.observedAt` is its only clock. */
export function judgePosture(seen: PostureSeen): Posture {
  const enforced = enforcedBy(seen);
  const offered = offeredBy(seen, enforced);
  return {
    ...seen,
    offered,
    authenticated: authenticatedBy(seen),
    enforced,
    worst: worstHost(seen),
    exposure: exposureOf(seen, offered, enforced),
    findings: findingsOf(seen, enforced),
  };
}

/** All, some or none of those that settle it; unknown if there are none. */
function share(settled: readonly boolean[]): Share {
  if (settled.length === 0) return 'unknown';
  if (settled.every(Boolean)) return 'all';
  return settled.some(Boolean) ? 'some' : 'none';
}

/** The hosts that a sender tries first (RFC 5321 5.1). */
function preferred(hosts: readonly MxPosture[]): readonly MxPosture[] {
  const least = Math.min(...hosts.map(({ preference }) => preference));
  return hosts.filter(({ preference }) => preference === least);
}

function offeredBy({ mx, mtaSts }: PostureSeen, enforced: Posture['enforced']): Posture['offered'] {
  const tested = mx.hosts.flatMap(testedOf);
  if (tested.length > 0) {
    // who answers only in the second row says nothing of where mail goes first
    const settled = preferred(mx.hosts).every((host) => testedOf(host).length > 0);
    if (tested.every(works)) return settled ? 'all' : 'unknown';
    if (tested.some(works)) return 'some';
    if (tested.some(({ outcome }) => outcome !== 'no-starttls')) return 'broken';
    return settled ? 'none' : 'unknown';
  }
  const listed = mx.hosts.length > 0 && mx.hosts.every(({ mtaStsMatch }) => mtaStsMatch === true) && mx.left === 0;
  const bySts = enforced.mtaSts === 'enforce' && mtaSts.policy === 'valid' && listed;
  return bySts || enforced.dane === 'all' ? 'by-policy' : 'unknown';
}

function authenticatedBy({ mx }: PostureSeen): Posture['authenticated'] {
  const tested = mx.hosts.flatMap((host) => testedOf(host).map((address) => ({ host, address })));
  // a host whose records nobody could read may have some
  const unread = mx.hosts.some(({ tlsa }) => tlsa.state === 'unknown' || tlsa.state === 'bogus');
  const settled = tested.filter(({ address }) => !works(address) || address.dane !== 'unknown');
  const matches = settled.map(({ address }) => works(address) && address.dane === 'matches');
  const dane = share(matches);
  return {
    webpki: share(tested.map(({ address }) => works(address) && address.certificate?.webpki === 'valid')),
    dane: (dane === 'none' || dane === 'all') && (unread || settled.length < tested.length) ? 'unknown' : dane,
  };
}

/** A sender insists on DANE for this host: RFC 7672 wants a secure set of records of which one can be used. */
const insistsOnDane = ({ tlsa }: MxPosture): boolean => tlsa.state === 'secure' && tlsa.usable > 0;

function enforcedBy({ mx, mtaSts }: PostureSeen): Posture['enforced'] {
  const sts = stsEnforced(mtaSts);
  const dane = daneEnforced(mx);
  const stsBroken =
    sts === 'enforce' &&
    mx.hosts.length > 0 &&
    (mx.hosts.some((host) => host.mtaStsMatch === true && breaksSts(host)) ||
      (mx.left === 0 && mx.hosts.every(({ mtaStsMatch }) => mtaStsMatch === false)));
  const daneBroken =
    mx.dnssec === 'secure' &&
    mx.hosts.some(
      (host) => insistsOnDane(host) && testedOf(host).some((address) => !works(address) || address.dane === 'mismatch'),
    );
  return { mtaSts: sts, dane, broken: stsBroken || daneBroken };
}

/** RFC 8461 4.2: no STARTTLS, or a certificate that does not hold, is no delivery to this host. */
function breaksSts(host: MxPosture): boolean {
  const held = (address: AddressPosture) =>
    works(address) && (address.certificate?.webpki === 'valid' || address.certificate?.webpki === 'weak');
  return testedOf(host).some((address) => !held(address));
}

function stsEnforced({ record, policy, mode }: PostureSeen['mtaSts']): Posture['enforced']['mtaSts'] {
  if (record === 'unknown') return 'unknown';
  if (record !== 'one') return 'none';
  if (policy === 'valid') return mode ?? 'none';
  // who fetched it earlier still holds to it
  return policy === 'fetch-failed' || policy === 'not-fetched' ? 'unknown' : 'none';
}

function daneEnforced({ state, dnssec, hosts, left }: PostureSeen['mx']): Share {
  if (state !== 'listed' && state !== 'implicit') return state === 'unknown' ? 'unknown' : 'none';
  if (dnssec === 'insecure') return 'none';
  if (dnssec !== 'secure' || hosts.length === 0) return 'unknown';
  const open = hosts.some(({ tlsa }) => tlsa.state === 'unknown' || tlsa.state === 'bogus') || left > 0;
  const known = share(
    hosts.filter(({ tlsa }) => tlsa.state !== 'unknown' && tlsa.state !== 'bogus').map(insistsOnDane),
  );
  return open && known !== 'some' ? 'unknown' : known;
}

/** Less is worse. */
function protection({ outcome, certificate, dane }: AddressPosture): number {
  if (outcome === 'no-starttls') return 0;
  if (outcome === 'injected-plaintext') return 1;
  if (outcome === 'starttls-broken') return 2;
  if (dane === 'matches') return 5;
  return certificate?.webpki === 'valid' ? 4 : 3;
}

function worstHost({ mx }: PostureSeen): string | null {
  let worst: { host: string; rank: number } | null = null;
  for (const host of mx.hosts)
    for (const address of testedOf(host)) {
      const rank = protection(address);
      if (!worst || rank < worst.rank) worst = { host: host.host, rank };
    }
  return worst?.host ?? null;
}

function exposureOf(
  { mx }: PostureSeen,
  offered: Posture['offered'],
  { mtaSts, dane }: Posture['enforced'],
): readonly string[] {
  if (mx.state !== 'listed' && mx.state !== 'implicit') return [];
  const exposure: ExposureCode[] = [];
  const tested = mx.hosts.flatMap(testedOf);
  if (offered === 'none') exposure.push('listen');
  else if (tested.some(({ outcome }) => outcome === 'no-starttls')) exposure.push('steer-to-plaintext');
  const insists = mtaSts === 'enforce' || dane === 'all';
  const nobodyKnows = mtaSts === 'unknown' || dane === 'unknown';
  if (!insists && !nobodyKnows) {
    if (offered !== 'none') exposure.push('strip-starttls', 'false-certificate');
    if (mx.dnssec === 'insecure') exposure.push('false-mx');
  }
  if (mtaSts === 'enforce' && dane !== 'all') exposure.push('first-contact');
  return exposure;
}

function findingsOf(seen: PostureSeen, enforced: Posture['enforced']): readonly PostureFinding[] {
  const found: PostureFinding[] = [];
  const add: Add = (level, code, params = {}) => found.push({ code, params, level });
  if (seen.testTargets) add('warn', 'test-targets');
  entranceFindings(seen, add);
  for (const host of seen.mx.hosts) {
    hostFindings(host, add);
    for (const address of host.addresses) addressFindings(host, address, seen.observedAt, add);
  }
  policyFindings(seen, enforced, add);
  return found;
}

type Add = (level: PostureFinding['level'], code: FindingCode, params?: PostureFinding['params']) => void;

function entranceFindings({ domain, probe, mx }: PostureSeen, add: Add): void {
  if (probe === 'not-possible') add('info', 'port-25-blocked-here');
  if (probe === 'opted-out') add('info', 'opted-out');
  if (mx.state === 'null') add('info', 'null-mx', { domain });
  if (mx.state === 'null-with-others') add('warn', 'null-mx-with-others');
  if (mx.state === 'implicit') add('info', 'implicit-mx', { domain });
  if (mx.state === 'none') add('bad', 'no-mx', { domain });
  if (mx.state === 'no-domain') add('bad', 'no-domain', { domain });
  if (mx.state === 'unknown') add('info', 'mx-unknown');
  if (mx.dnssec === 'bogus') add('bad', 'mx-bogus');
  if (mx.left > 0) add('info', 'mx-left', { number: mx.left });
}

function hostFindings({ host, alias, lookup, dnssec, tlsa }: MxPosture, add: Add): void {
  if (alias !== null) add('warn', 'mx-alias', { host, alias });
  if (lookup === 'none') add('bad', 'mx-no-address', { host });
  if (lookup === 'failed') add('info', 'mx-address-unknown', { host });
  if (dnssec === 'bogus') add('bad', 'mx-address-bogus', { host });
  if (tlsa.state === 'bogus') add('bad', 'tlsa-bogus', { host });
  if (tlsa.state === 'insecure') add('warn', 'tlsa-unsigned', { host });
  if (tlsa.state === 'secure' && tlsa.usable === 0) add('warn', 'tlsa-unusable', { host });
}

const OUTCOME_LEVEL: Readonly<Record<SmtpOutcome, PostureFinding['level']>> = {
  'starttls-works': 'good',
  'starttls-broken': 'bad',
  'no-starttls': 'bad',
  'injected-plaintext': 'bad',
  busy: 'info',
  rejected: 'info',
  'not-smtp': 'warn',
  silent: 'info',
  closed: 'info',
  untested: 'info',
};

function addressFindings(
  { host }: MxPosture,
  { ip, reach, outcome, detail, tls, certificate, dane, capabilities }: AddressPosture,
  now: number,
  add: Add,
): void {
  const at = { host, ip, detail: detail ?? '' };
  if (reach !== 'reached') return add('info', `reach-${reach}`, at);
  add(OUTCOME_LEVEL[outcome], outcome, at);
  if (tls && (tls.version === '1.0' || tls.version === '1.1')) add('warn', 'tls-old', { ...at, version: tls.version });
  if (tls === null && capabilities.some((one) => /^AUTH\b/i.test(one))) add('warn', 'auth-in-the-clear', at);
  if (dane === 'matches') add('good', 'dane-matches', at);
  if (dane === 'mismatch') add('bad', 'dane-mismatch', at);
  if (!certificate) return;
  if (certificate.webpki !== 'valid') add('info', `certificate-${certificate.webpki}`, at);
  const days = Math.floor((certificate.until - now) / DAY);
  if (days >= 0 && days < DAYS_LEFT) add('warn', 'certificate-ends-soon', { ...at, days });
}

function policyFindings({ mx, mtaSts, tlsRpt }: PostureSeen, enforced: Posture['enforced'], add: Add): void {
  if (mtaSts.record === 'several' || mtaSts.record === 'malformed') add('bad', `mta-sts-record-${mtaSts.record}`);
  if (mtaSts.record === 'unknown') add('info', 'mta-sts-unknown');
  if (mtaSts.record === 'none') add('info', 'mta-sts-no-record');
  if (mtaSts.record === 'one') {
    const { policy, mode } = mtaSts;
    if (policy === 'valid') add(mode === 'enforce' ? 'good' : 'info', `mta-sts-${mode ?? 'none'}`);
    else if (policy === 'not-fetched') add('info', 'mta-sts-not-fetched');
    else if (policy === 'fetch-failed') add('warn', 'mta-sts-policy-fetch-failed');
    else if (policy !== 'none') add('bad', `mta-sts-policy-${policy}`);
  }
  for (const warning of mtaSts.warnings) {
    const code = POSTURE_CODES.findings.find((one) => one === `mta-sts-${warning}`);
    if (code) add('warn', code);
  }
  for (const { host, mtaStsMatch } of mx.hosts)
    if (mtaStsMatch === false && mtaSts.mode !== 'none') add('warn', 'mta-sts-mx-unlisted', { host });
  if (tlsRpt.record !== 'unknown') add(tlsRpt.record === 'one' ? 'good' : 'info', `tls-rpt-${tlsRpt.record}`);
  if (enforced.dane === 'all') add('good', 'dane-all');
  if (mx.dnssec === 'insecure' && mx.hosts.some(insistsOnDane)) add('warn', 'dane-mx-unsigned');
  if (enforced.broken) add('bad', 'enforced-and-broken');
}
