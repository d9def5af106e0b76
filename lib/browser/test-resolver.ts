import { exchange } from '../dns/exchange';
import { readAnswer } from '../dns/read-answer';
import { writeQuery } from '../dns/write-query';
import { dnsLog } from './dns-log';

/** Set aside for documents (RFC 2606 3), signed, and nobody's mail comes from there: whoever is asked for it learns nothing. */
const NAME = 'example.com';
/** Milliseconds. Longer than for a mail's lookups: a resolver may be slow at its first question. */
const TIMEOUT = 8_000;

/**
 * unreachable: no connection, or a certificate that this browser does not know (it does not say which); redirected; status: no
 * 200; not-dns: something else answered; cut: an answer to another question, or half of one; failed: it answered that it could
 * not find out; denied: that there is nothing under that name, which is not so; withheld: that it would not say.
 */
export type Trouble =
  'timeout' | 'unreachable' | 'redirected' | 'status' | 'not-dns' | 'cut' | 'failed' | 'denied' | 'withheld';

export type ResolverTest =
  | {
      readonly ok: true;
      readonly host: string;
      readonly milliseconds: number;
      /** As in `h2`; null where the browser does not tell. */
      readonly protocol: string | null;
      /** The resolver said that it checked DNSSEC (AD). */
      readonly dnssec: boolean;
    }
  | {
      readonly ok: false;
      readonly host: string;
      readonly code: Trouble;
      /** Of HTTP; 0 where nothing answered. */
      readonly status: number;
    };

/** Asks a resolver one harmless question. `url` is as `readResolverUrl` gives it; the host's permission was asked for before. */
export async function testResolver(url: string): Promise<ResolverTest> {
  const { host } = new URL(url);
  let seen: Response | null = null;
  const door = {
    url,
    method: 'GET' as const,
    timeout: TIMEOUT,
    fetch: async (address: string, init: RequestInit) => (seen = await fetch(address, init)),
  };
  const began = performance.now();
  dnsLog({ kind: 'test', author: null, site: null })({ name: NAME, type: 'A', url, at: Date.now() });
  const came = await exchange(door, writeQuery(NAME, 'A'), new AbortController().signal);
  const milliseconds = Math.round(performance.now() - began);
  const failed = (code: Trouble): ResolverTest => ({
    ok: false,
    host,
    code,
    status: seen?.status ?? 0,
  });
  if (!came.ok) {
    if (came.failure === 'timeout') return failed('timeout');
    if (came.failure === 'malformed') return failed('not-dns');
    const answered = seen as Response | null;
    if (answered === null) return failed('unreachable');
    return failed(answered.type === 'opaqueredirect' ? 'redirected' : 'status');
  }
  const link = readAnswer(came.octets, NAME, 'A');
  if (link.kind === 'nxdomain' || (link.kind === 'values' && link.values.length === 0)) return failed('denied');
  if (link.kind === 'failure')
    return failed(link.failure === 'malformed' ? 'cut' : link.failure === 'blocked' ? 'withheld' : 'failed');
  return { ok: true, host, milliseconds, protocol: protocolOf(url), dnssec: link.authentic };
}

function protocolOf(url: string): string | null {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  const own = entries.findLast(({ name }) => name.startsWith(`${url}${url.includes('?') ? '&' : '?'}dns=`));
  return own?.nextHopProtocol || null;
}
