/**
 * The SPF scripts of stalwart's mail-auth: records and cases by the line, read as that library runs them: the HELO identity
 * first, and MAIL FROM where HELO passes. Run by the conformance command.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkHost } from '../../lib/verify/rfc/spf/check-host';
import type { SpfResult } from '../../lib/verify/rfc/spf/result';
import type { World } from '../../lib/verify/world';
import type { Tally } from '../../scripts/tally';
import { dataFolder } from './data-folder';
import { zoneWorld } from './spf-zone';
import type { ZoneEntry } from './spf-zone';

/** `file case`, with the section that makes the suite wrong. One that starts to pass fails the run. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  'all.yml All test: sender@test.org from 10.0.0.1':
    'RFC 7208 4.6: "ip:" is no mechanism, and a fault anywhere is a permerror',
  'basic.yml DNS Lookup Limits: sender@ok.test.org from 172.168.0.1':
    'RFC 7208 4.6.4: ten names without an address are over two void lookups',
  'exists.yml Exists: sender@ip6.test.org from 167.1.2.3': 'RFC 7208 5.7: exists looks for A alone',
  'ip.yml IPv6 match: sender@test.org from 10.1.2.3':
    'RFC 7208 5: ip6 does not match an IPv4 client, whatever its network',
  'macro.yml Macro expansion 2: strong-bad@email.example.com from 2001:db8::cb01':
    'RFC 7208 5.7: exists looks for A alone',
};

interface Script {
  names: Map<string, ZoneEntry[]>;
  domain: string;
  sender: string;
  ip: string;
  name: string;
}

const start = (): Script => ({ names: new Map(), domain: '', sender: '', ip: '', name: '' });

/** "name value, value" of the records that the script knows. */
function addRecord(names: Map<string, ZoneEntry[]>, type: string, text: string): void {
  const space = text.indexOf(' ');
  const name = text.slice(0, space).toLowerCase();
  const value = text.slice(space + 1).trim();
  const list = value.split(',').map((one) => one.trim());
  const put = (at: string, kind: string, entries: readonly ZoneEntry[]): void => {
    // A later line replaces what an earlier one said of the name and type.
    const others = (names.get(at) ?? []).filter((entry) => entry === 'TIMEOUT' || !(kind in entry));
    names.set(at, [...others, ...entries]);
  };
  const addresses = (at: string, values: readonly string[]): void => {
    const kind = values[0]?.includes(':') ? 'AAAA' : 'A';
    put(at, kind, values.map((one) => ({ [kind]: one }))); // prettier-ignore
  };
  switch (type) {
    case 'a':
    case 'aaaa':
      return addresses(name, list);
    case 'spf':
    case 'exp':
      return put(name, 'TXT', [{ TXT: value }]);
    case 'mx':
      for (const [index, one] of list.entries()) addresses(`mx${index}.${name}`, [one]);
      return put(name, 'MX', list.map((_, index) => ({ MX: [10 + index, `mx${index}.${name}`] }))); // prettier-ignore
    case 'ptr':
      return put(reverse(name), 'PTR', list.map((one) => ({ PTR: one }))); // prettier-ignore
    default:
      throw new Error(`a record of a type that the script has not: ${type}`);
  }
}

function reverse(ip: string): string {
  if (!ip.includes(':')) return `${ip.split('.').reverse().join('.')}.in-addr.arpa`;
  const [head = '', tail = ''] = ip.split('::').map((part) => part.split(':').map((word) => word.padStart(4, '0')).join('')); // prettier-ignore
  return `${[...head.padEnd(32 - tail.length, '0'), ...tail].reverse().join('.')}.ip6.arpa`;
}

/** Names that the script's resolver fails on. */
function failing(world: World): World {
  return {
    now: () => world.now(),
    dns: (name, type) =>
      name.startsWith('_dns_error') ? Promise.resolve({ ok: false, failure: 'servfail' }) : world.dns(name, type),
  };
}

async function check({ names, domain, sender, ip }: Script): Promise<SpfResult> {
  const world = failing(zoneWorld(names));
  const helo = await checkHost({ ip, sender: '', helo: domain, world, consent: true });
  if (helo.result !== 'pass' || sender === '') return helo;
  return checkHost({ ip, sender, helo: domain, world, consent: true });
}

async function faultOf(script: Script, expected: string): Promise<string | null> {
  const [result, ...words] = expected.split(' ');
  const found = await check(script);
  if (found.result !== result) return `${expected}, got ${found.result} (${found.reason})`;
  const explanation = found.explanation?.text ?? '';
  return words.join(' ') === explanation ? null : `${expected}, got the explanation ${JSON.stringify(explanation)}`;
}

export async function run(): Promise<Tally> {
  const folder = join(dataFolder(), '01-spf', 'stalwart-mail-auth');
  let passed = 0;
  const wrong: string[] = [];
  const deviations = new Set(Object.keys(DEVIATIONS));
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .sort()) {
    // prettier-ignore
    let script = start();
    let count = 0;
    for (const raw of readFileSync(join(folder, file), 'utf8').split('\n')) {
      const line = raw.replace(/^[\s-]*-\s/, '').trim();
      if (raw.trim() === '---') script = start();
      const colon = line.indexOf(':');
      if (colon < 0 || line.startsWith('#')) continue;
      const key = line.slice(0, colon);
      const value = line.slice(colon + 1).trim();
      if (key === 'name') script.name = value;
      else if (key === 'domain' || key === 'sender' || key === 'ip') script[key] = value;
      else if (key === 'expect') {
        count++;
        const name = `${file} ${script.name}: ${script.sender || script.domain} from ${script.ip}`;
        const fault = await faultOf(script, value);
        if (fault === null && !deviations.has(name)) passed++;
        else if (fault === null) wrong.push(`${name}: a known deviation, but right now: take it off the list`);
        else if (deviations.delete(name)) passed++;
        else wrong.push(`${name}: ${fault}`);
      } else if (key !== 'records' && key !== 'tests') addRecord(script.names, key, value);
    }
    if (count === 0) wrong.push(`${file}: no case`);
  }
  for (const key of deviations) wrong.push(`${key}: a known deviation that is no case`);
  const known = Object.entries(DEVIATIONS).map(([key, why]) => `known deviation: ${key}: ${why}`);
  return { passed, failed: wrong.length, lines: [...wrong, ...known] };
}
