import type { Dnssec, LookupFailure, RecordData, Resolver } from '../../dns/resolver';

type Values = { readonly [T in keyof RecordData]?: readonly RecordData[T][] };

/** What a name holds. `fails`: types whose lookup fails. */
export interface Name extends Values {
  readonly dnssec?: Dnssec;
  readonly alias?: string;
  readonly fails?: { readonly [T in keyof RecordData]?: LookupFailure };
}

/** A resolver of names that are written down; others do not exist. `asked` lists questions as "name type". */
export function zoneResolver(
  zone: Readonly<Record<string, Name>>,
  dnssec: Dnssec = 'insecure',
  asked: string[] = [],
): Resolver {
  return {
    query<T extends keyof RecordData>(name: string, type: T) {
      asked.push(`${name} ${type}`);
      const own = zone[name];
      const failure = own?.fails?.[type];
      if (failure) return Promise.resolve({ ok: false as const, failure });
      const end = own?.alias === undefined ? own : zone[own.alias];
      const values = (end?.[type] ?? []) as readonly RecordData[T][];
      return Promise.resolve({
        ok: true as const,
        exists: end !== undefined,
        values,
        dnssec: own?.dnssec ?? dnssec,
        canonical: own?.alias ?? name,
        ttl: 300,
      });
    },
  };
}
