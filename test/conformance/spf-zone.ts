/** A World over the zone data of the published SPF suites. */
import type { Answer, RecordType, World } from '../../lib/verify/world';

/** One entry of a name: a type with its value, or 'TIMEOUT' for every type that has no entry before it. */
export type ZoneEntry = 'TIMEOUT' | Readonly<Record<string, unknown>>;

export type Zone = ReadonlyMap<string, readonly ZoneEntry[]>;

/** Names are compared without regard to case. */
export function zone(data: Readonly<Record<string, readonly ZoneEntry[]>>): Zone {
  return new Map(Object.entries(data).map(([name, entries]) => [name.toLowerCase(), entries]));
}

const MAX_CNAMES = 8;

/** `asked` gets each question as "TYPE name". */
export function zoneWorld(names: Zone, asked: string[] = []): World {
  return {
    now: () => Date.UTC(2026, 0, 1),
    dns(name, type) {
      asked.push(`${type} ${name}`);
      return Promise.resolve(answer(names, name, type));
    },
  };
}

function answer(names: Zone, name: string, type: RecordType, cnames = 0): Answer<readonly string[]> {
  const entries = names.get(name.toLowerCase());
  if (!entries || cnames > MAX_CNAMES) return { ok: false, failure: entries ? 'servfail' : 'nxdomain' };
  const values: string[] = [];
  const typed = entries.filter((entry) => entry !== 'TIMEOUT');
  // Where a name has no TXT of its own, the suites' old type SPF stands for it; "TXT: NONE" says that there is none.
  const stands = type === 'TXT' && !typed.some((entry) => 'TXT' in entry) ? 'SPF' : type;
  for (const entry of entries) {
    if (entry === 'TIMEOUT') {
      if (values.length > 0) break;
      return { ok: false, failure: 'timeout' };
    }
    if ('CNAME' in entry) {
      const target = String(entry['CNAME']).replace(/\.$/, '');
      return answer(names, target, type, cnames + 1);
    }
    if (!(stands in entry)) continue;
    const value = entry[stands];
    if (value === 'NONE') continue;
    if (value === 'TIMEOUT') return { ok: false, failure: 'timeout' };
    values.push(Array.isArray(value) ? value.join(type === 'MX' ? ' ' : '') : String(value));
  }
  return { ok: true, value: values, dnssec: 'insecure' };
}
