const DKIM: ReadonlySet<string> = new Set(['none', 'pass', 'fail', 'policy', 'neutral', 'temperror', 'permerror']);
const SPF: ReadonlySet<string> = new Set([...DKIM, 'softfail', 'hardfail']);
const PLAIN: ReadonlySet<string> = new Set(['none', 'pass', 'fail', 'temperror', 'permerror']);

/** IANA's "Email Authentication Result Names" by method (RFC 8601 2.7, 6.6, and what was registered since). */
const RESULTS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['arc', new Set(['none', 'pass', 'fail'])], // RFC 8617 10.1
  ['auth', PLAIN],
  ['bimi', new Set(['pass', 'none', 'fail', 'temperror', 'declined', 'skipped'])],
  ['dkim', DKIM],
  ['dkim-adsp', new Set([...PLAIN, 'unknown', 'discard', 'nxdomain'])],
  ['dkim-atps', PLAIN],
  ['dmarc', PLAIN],
  ['dnswl', new Set(['none', 'pass', 'temperror', 'permerror'])],
  ['domainkeys', DKIM],
  ['iprev', new Set(['pass', 'fail', 'temperror', 'permerror'])],
  ['rrvs', new Set([...PLAIN, 'unknown'])],
  ['sender-id', SPF],
  ['smime', DKIM],
  ['spf', SPF],
  ['vbr', PLAIN],
]);

/** True if the method is registered and this is one of its results; both in lower case. */
export function isRegistered(method: string, result: string): boolean {
  return RESULTS.get(method)?.has(result) ?? false;
}
