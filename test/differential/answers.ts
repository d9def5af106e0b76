/** The same DNS data for both: a World, and a resolver as Node's own answers and fails. */
import type { Failure, RecordType, World } from '../../lib/verify/world';

/** Records by "TYPE name", or a failure. What is not there does not exist, unless another type of the name is there. */
export type Data = ReadonlyMap<string, readonly string[] | Failure>;

const CODES: Readonly<Partial<Record<Failure, string>>> = {
  timeout: 'ETIMEOUT',
  refused: 'EREFUSED',
  servfail: 'ESERVFAIL',
};

function find(data: Data, name: string, type: string): readonly string[] | Failure {
  const lower = name.toLowerCase();
  const found = data.get(`${type} ${lower}`);
  if (found !== undefined) return found;
  const exists = ['TXT', 'A', 'AAAA', 'MX', 'PTR'].some((other) => Array.isArray(data.get(`${other} ${lower}`)));
  return exists ? [] : 'nxdomain';
}

export function worldOf(data: Data, now = 0): World {
  return {
    dns(name: string, type: RecordType) {
      const found = find(data, name, type);
      return Promise.resolve(
        typeof found === 'string' ? { ok: false, failure: found } : { ok: true, value: found, dnssec: 'unknown' },
      );
    },
    now: () => now,
  };
}

/** Texts in several strings as DNS has them; no answer is an error with c-ares' code. */
export function resolverOf(data: Data) {
  return (name: string, type: string): Promise<string[][] | string[]> => {
    const found = find(data, name, type);
    if (typeof found === 'string' || found.length === 0) {
      const code = typeof found === 'string' ? (CODES[found] ?? 'ENOTFOUND') : 'ENODATA';
      return Promise.reject(Object.assign(new Error(code), { code }));
    }
    if (type === 'TXT') return Promise.resolve(found.map((text) => text.match(/.{1,255}/gs) ?? ['']));
    if (type !== 'MX') return Promise.resolve([...found]);
    const hosts = found.map((text) => {
      const [priority, exchange = ''] = text.split(' ');
      return { priority: Number(priority), exchange };
    });
    // The package's own type knows texts alone.
    return Promise.resolve(hosts as unknown as string[]);
  };
}
