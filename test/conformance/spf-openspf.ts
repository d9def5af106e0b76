/**
 * The openspf suites for RFC 7208 and its predecessors, as pyspf, Mail::SPF and mailauth carry them, and pyspf's own cases.
 * Local parts are let into names: the suites ask for it. Run by the conformance command.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { checkHost } from '../../lib/verify/rfc/spf/check-host';
import type { Tally } from '../../scripts/tally';
import { dataFolder } from './data-folder';
import { zone, zoneWorld } from './spf-zone';
import type { ZoneEntry } from './spf-zone';

interface Case {
  readonly helo: string;
  readonly host: string;
  readonly mailfrom: string;
  readonly result: string | readonly string[];
  readonly explanation?: string;
  readonly receiver?: string;
}

interface Scenario {
  readonly tests: Readonly<Record<string, Case>>;
  readonly zonedata: Readonly<Record<string, readonly ZoneEntry[]>>;
}

const FILES = [
  'pyspf/rfc7208-tests.yml',
  'pyspf/rfc4408-tests.yml',
  'pyspf/test.yml',
  'mailauth/rfc7208-tests-2014-05.yml',
  'Mail-SPF/rfc4408-tests.yml',
  'Mail-SPF/rfc4406-tests.yml',
] as const;

/** Cases of `rfc7208-tests.yml` in pyspf's edition; fewer mean that the file was not read whole. */
const EXPECTED_CASES = 203;

/** `file case`, with the section that makes the suite wrong. One that starts to pass fails the run. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  'pyspf/test.yml default-modifier':
    'RFC 7208 6: a modifier that nobody knows is ignored; pyspf reads "default" in its lax mode',
  'pyspf/test.yml default-modifier-harsh': 'RFC 7208 2.6: "ambiguous" is no result, but pyspf’s harsh mode',
  'Mail-SPF/rfc4408-tests.yml mx-limit': 'RFC 7208 4.6.4: more than ten MX is a permerror; RFC 4408 ignored the rest',
  'Mail-SPF/rfc4408-tests.yml mech-at-limit': 'RFC 7208 4.6.4: void lookups are limited; RFC 4408 knew no such limit',
  'Mail-SPF/rfc4408-tests.yml include-at-limit':
    'RFC 7208 4.6.4: void lookups are limited; RFC 4408 knew no such limit',
  'Mail-SPF/rfc4406-tests.yml v2-preferred-over-v1':
    'RFC 7208 4.5: only "v=spf1" counts; 4.3: "v2+v1" is no domain name',
  'Mail-SPF/rfc4406-tests.yml redundant-v2': 'RFC 7208 4.5: only "v=spf1" counts; 4.3: "v2+v2+v1" is no domain name',
};

/** A suite's "DEFAULT" is no explanation of the domain's own. Hexadecimal digits have no case (7.3). */
function sameExplanation(expected: string, found: string | null, host: string): boolean {
  if (expected === 'DEFAULT') return found === null;
  return host.includes(':') ? expected.toLowerCase() === found?.toLowerCase() : expected === found;
}

async function faultOf(one: Case, world: ReturnType<typeof zoneWorld>): Promise<string | null> {
  const { helo, host, mailfrom } = one;
  const found = await checkHost({
    ip: host,
    sender: mailfrom,
    helo,
    world,
    consent: true,
    ...(one.receiver === undefined ? {} : { receiver: one.receiver }),
  });
  const wanted = [one.result].flat();
  if (!wanted.includes(found.result)) return `${wanted.join(' or ')}, got ${found.result} (${found.reason})`;
  const explanation = found.explanation?.text ?? null;
  if (one.explanation !== undefined && !sameExplanation(one.explanation, explanation, host))
    return `explanation ${JSON.stringify(one.explanation)}, got ${JSON.stringify(explanation)}`;
  return null;
}

export async function run(): Promise<Tally> {
  let passed = 0;
  const wrong: string[] = [];
  const counts: string[] = [];
  const deviations = new Set(Object.keys(DEVIATIONS));
  for (const file of FILES) {
    const text = readFileSync(join(dataFolder(), '01-spf', file), 'utf8');
    let count = 0;
    for (const document of parseAllDocuments(text)) {
      const scenario = document.toJS() as Scenario | null;
      if (!scenario?.tests) continue;
      const names = zone(scenario.zonedata);
      for (const [name, one] of Object.entries(scenario.tests)) {
        count++;
        const key = `${file} ${name}`;
        const fault = await faultOf(one, zoneWorld(names));
        if (fault === null && !deviations.has(key)) passed++;
        else if (fault === null) wrong.push(`${key}: a known deviation, but right now: take it off the list`);
        else if (deviations.delete(key)) passed++;
        else wrong.push(`${key}: ${fault}`);
      }
    }
    counts.push(`${file}: ${count}`);
    if (count === 0) wrong.push(`${file}: no case`);
    if (file === FILES[0] && count !== EXPECTED_CASES) wrong.push(`${file}: ${count} cases, not ${EXPECTED_CASES}`);
  }
  for (const key of deviations) wrong.push(`${key}: a known deviation that is no case`);
  const known = Object.entries(DEVIATIONS).map(([key, why]) => `known deviation: ${key}: ${why}`);
  return { passed, failed: wrong.length, lines: [...wrong, counts.join(', '), ...known] };
}
