/** SPF: one question of a client, a sender and a HELO over a random tangle of records, by both. */
import { spf } from 'mailauth';
import { checkHost } from '../../lib/verify/rfc/spf/check-host';
import type { SpfResult } from '../../lib/verify/rfc/spf/result';
import type { Failure } from '../../lib/verify/world';
import { resolverOf, worldOf } from './answers';
import type { Data } from './answers';
import { compare } from './compare';
import type { Done } from './compare';
import { random } from './random';
import type { Random } from './random';
import { SPF_RULES } from './spf-rules';

const QUESTIONS = 12_000;

const CLIENTS = {
  '192.0.2.10': '10.2.0.192.in-addr.arpa',
  '198.51.100.7': '7.100.51.198.in-addr.arpa',
  '2001:db8::7': `7.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`,
} as const;
const IPS = Object.keys(CLIENTS) as (keyof typeof CLIENTS)[];
const DOMAINS = Array.from({ length: 8 }, (_, at) => `d${at}.example`);
const HOSTS = Array.from({ length: 6 }, (_, at) => `m${at}.example`);
const TARGETS = [...DOMAINS, ...HOSTS, 'gone.example', 'sub.d1.example'];

const MACROS = [
  '%{i}.x.example',
  '%{ir}.%{v}.x.example',
  '%{d}',
  '%{d2}',
  '%{o}',
  '%{l}.x.example',
  '%{l1r-}.x.example',
  '%{h}',
  '%{p}.x.example',
  '%{p}.x.example',
  '%{s}.x.example',
  '%{d1r}.x.example',
  '%%.x.example',
  '%_x.example',
  '%{D}',
  'x.%{d}',
] as const;
const WRONG = [
  'ip4:300.1.1.1',
  'ip4:192.0.2.10/33',
  'ip4:192.0.2.10/033',
  'ip4:',
  'ip6:xyz',
  'ip6:2001:db8::/129',
  'include:',
  'include',
  'a:',
  'a/33',
  'mx//129',
  'all:x',
  'exists',
  'foo',
  'foo:bar',
  '--all',
  'a:%{x}.example',
  'a:%{d',
  'a:%',
  'redirect=',
  'exp=',
  'a:x',
  'include:x.1',
] as const;

const QUALIFIERS = ['', '', '', '+', '-', '~', '?'] as const;
const PREFIXES = ['', '', '', '/24', '/0', '/32', '//64', '/24//128'] as const;

function term(one: Random): string {
  const qualifier = one.pick(QUALIFIERS);
  const target = one.once(5) ? one.pick(MACROS) : one.pick(TARGETS);
  switch (one.below(one.once(6) ? 13 : 9)) {
    case 0:
      return `${qualifier}ip4:${one.pick(['192.0.2.10', '203.0.113.1'])}${one.pick(['', '/24', '/31', '/0'])}`;
    case 1:
      return `${qualifier}ip6:${one.pick(['2001:db8::7', '2001:db8:1::', '::ffff:192.0.2.10'])}${one.pick(['', '/64', '/0'])}`;
    case 2:
    case 3:
      return `${qualifier}include:${target}`;
    case 4:
      return `${qualifier}a${one.once(3) ? '' : `:${target}`}${one.pick(PREFIXES)}`;
    case 5:
      return `${qualifier}mx${one.once(3) ? '' : `:${target}`}${one.pick(PREFIXES)}`;
    case 6:
      return `${qualifier}exists:${target}`;
    case 7:
      return `${qualifier}ptr${one.once(2) ? '' : `:${target}`}`;
    case 8:
      return `${qualifier}all`;
    case 9:
      return one.pick(WRONG);
    case 10:
      return `redirect=${target}`;
    case 11:
      return one.pick(['exp=e.example', 'unknown=x', 'x-y_z.1=%{d}', 'moo=%{x}']);
    default:
      return one.pick(['', ' ', 'ALL', 'Include:d2.example', '?ALL']);
  }
}

function record(one: Random): string {
  const terms = Array.from({ length: one.below(one.once(10) ? 16 : 5) }, () => term(one));
  const end = one.pick(['-all', '~all', '?all', '-all', 'redirect=d7.example', 'redirect=d6.example', '']);
  return one.pick(['v=spf1 ', 'v=spf1 ', 'v=spf1 ', 'V=SPF1 ', 'v=spf1  ']) + [...terms, end].join(' ');
}

function made(one: Random): Data {
  const data = new Map<string, readonly string[] | Failure>();
  const broken = (): Failure => one.pick(['timeout', 'servfail', 'refused']);
  const addresses = (wanted: (ip: string) => boolean) => one.some(IPS.filter(wanted));
  for (const domain of DOMAINS) {
    const records = one.once(25)
      ? ['v=spf10 -all', 'words']
      : one.once(25)
        ? [record(one), record(one)]
        : [record(one)];
    data.set(`TXT ${domain}`, one.once(30) ? broken() : one.once(30) ? ['other words'] : records);
  }
  for (const host of [...HOSTS, ...DOMAINS.slice(0, 4)]) {
    data.set(`A ${host}`, one.once(30) ? broken() : addresses((ip) => ip.includes('.')));
    data.set(`AAAA ${host}`, one.once(30) ? broken() : addresses((ip) => ip.includes(':')));
    const hosts = one.once(40) ? Array.from({ length: 11 }, (_, at) => `h${at}.example`) : one.some(HOSTS);
    data.set(`MX ${host}`, one.once(30) ? broken() : hosts.map((name, at) => `${at * 10} ${name}`));
  }
  for (const name of Object.values(CLIENTS))
    if (!one.once(3))
      data.set(`PTR ${name}`, one.once(20) ? broken() : one.some([...HOSTS, 'd1.example', 'sub.d1.example']));
  for (const name of ['192.0.2.10.x.example', 'x.x.example', 'x.d1.example'])
    if (one.once(2)) data.set(`A ${name}`, ['127.0.0.2']);
  return data;
}

export interface SpfCase {
  readonly ours: SpfResult;
  /** What mailauth says beside its result. */
  readonly comment: string;
}

export async function compareSpf(seed: number, only: number | null): Promise<Done> {
  const comparison = compare<SpfCase>('SPF questions', SPF_RULES, only);
  let mails = 0;
  for (let at = 0; at < QUESTIONS; at++) {
    if (only !== null && at !== only) continue;
    const one = random(seed * QUESTIONS + at);
    const data = made(one);
    const ip = one.pick(IPS);
    const helo = one.pick(['d2.example', 'm1.example', 'gone.example', 'one', '[192.0.2.10]']);
    const sender = one.pick([
      'x@d0.example',
      'x@d1.example',
      'x@d3.example',
      'x@d4.example',
      'a-b.c@d0.example',
      'D0.example',
      '@d1.example',
      '',
      'x@none.example',
      'x@one',
    ]);
    const mta = 'mx.b.example';
    const [ours, theirs] = await Promise.all([
      checkHost({ ip, sender, helo, world: worldOf(data), consent: true, receiver: mta, now: 0 }),
      spf({ ip, sender, helo, mta, resolver: resolverOf(data), strict: true } as Parameters<typeof spf>[0]),
    ]);
    mails++;
    if (only !== null) console.log({ ip, sender, helo }, data, ours, theirs);
    const { result, comment } = theirs.status as { result: string; comment?: string };
    comparison.say(`spf ${at}`, { ours, comment: comment ?? '' }, ours.result, result);
  }
  return comparison.finish(mails);
}
