/**
 * Implements RFC 8460 3: the TXT record at `_smtp._tls`, several of them among it.
 * Does not implement: reports.
 */

export interface TlsRptRecord {
  readonly state: 'one' | 'none' | 'several' | 'malformed';
  /** Where reports go: mailto: or https: addresses. */
  readonly rua: readonly string[];
}

const VERSION = 'v=TLSRPTv1';
const MAX_ADDRESSES = 20;
const MAX_ADDRESS = 500;

/** Reads the strings that stand at `_smtp._tls`. */
export function readTlsRpt(texts: readonly string[]): TlsRptRecord {
  const own = texts.filter((text) => text.startsWith(VERSION) && /^[ \t]*(?:;|$)/.test(text.slice(VERSION.length)));
  if (own.length !== 1) return { state: own.length === 0 ? 'none' : 'several', rua: [] };
  const rua: string[] = [];
  for (const part of (own[0] ?? '').split(';').slice(1)) {
    const field = part.trim();
    if (!field.startsWith('rua=')) continue;
    for (const address of field.slice('rua='.length).split(',')) {
      const one = address.trim();
      if (!/^(?:mailto:[!-?A-~]+@[!-?A-~]+|https:\/\/[!-~]+)$/i.test(one) || one.length > MAX_ADDRESS)
        return { state: 'malformed', rua: [] };
      rua.push(one);
    }
  }
  return rua.length > 0 && rua.length <= MAX_ADDRESSES ? { state: 'one', rua } : { state: 'malformed', rua: [] };
}
