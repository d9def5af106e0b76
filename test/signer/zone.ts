/** A World for tests: TXT records by name, or a failure; what is not there does not exist. */
import type { Failure, World } from '../../lib/verify/world';

export type ZoneRecords = Readonly<Record<string, string | readonly string[] | { readonly failure: Failure }>>;

export interface Zone extends World {
  /** The names that were asked for, in order. */
  readonly asked: readonly string[];
}

export function zone(records: ZoneRecords, now = 0): Zone {
  const asked: string[] = [];
  return {
    asked,
    dns(name, type) {
      asked.push(name);
      const found = type === 'TXT' && Object.hasOwn(records, name) ? records[name] : { failure: 'nxdomain' as const };
      if (typeof found === 'object' && 'failure' in found)
        return Promise.resolve({ ok: false, failure: found.failure });
      const value = found === undefined ? [] : typeof found === 'string' ? [found] : found;
      return Promise.resolve({ ok: true, value, dnssec: 'unknown' });
    },
    now: () => now,
  };
}

/** The name that a key is published at. */
export function keyName(selector: string, domain: string): string {
  return `${selector}._domainkey.${domain}`;
}
