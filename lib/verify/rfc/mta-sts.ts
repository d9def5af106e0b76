/**
 * Implements RFC 8461: the TXT record (3.1, several of them among it), the policy (3.2), and which MX hosts it lists (4.1).
 * Does not implement: fetching and keeping a policy (3.3, 5.1).
 */

export type StsRecord =
  | { readonly state: 'one'; readonly id: string }
  | { readonly state: 'none' | 'several' | 'malformed'; readonly id: null };

export interface StsPolicy {
  readonly mode: 'enforce' | 'testing' | 'none';
  /** Seconds. */
  readonly maxAge: number;
  /** Lower case; "*." stands for one label. */
  readonly mx: readonly string[];
  readonly warnings: readonly string[];
}

const VERSION = 'v=STSv1';
/** 3.2: about a year. */
const MAX_AGE = 31_557_600;
/** 3.2 wants weeks or more; a policy of less than a day hardly outlives an attack. */
const SHORT_AGE = 86_400;
const MAX_LINES = 2_000;
const MAX_PATTERNS = 200;

/** Reads the strings that stand at `_mta-sts`. */
export function readStsRecord(texts: readonly string[]): StsRecord {
  // 3.1: what does not begin so is somebody else's
  const own = texts.filter((text) => text.startsWith(VERSION) && /^[ \t]*(?:;|$)/.test(text.slice(VERSION.length)));
  if (own.length !== 1) return { state: own.length === 0 ? 'none' : 'several', id: null };
  const ids: string[] = [];
  for (const part of (own[0] ?? '').split(';').slice(1)) {
    const field = part.trim();
    const equals = field.indexOf('=');
    if (field === '') continue;
    if (equals < 1) return { state: 'malformed', id: null };
    if (field.slice(0, equals) === 'id') ids.push(field.slice(equals + 1));
  }
  const id = ids[0] ?? '';
  return ids.length === 1 && /^[A-Za-z0-9]{1,32}$/.test(id) ? { state: 'one', id } : { state: 'malformed', id: null };
}

/** Reads a policy's text; null if it is none that a sender may use. */
export function readStsPolicy(text: string): StsPolicy | null {
  const lines = text.split('\n');
  if (lines.length > MAX_LINES) return null;
  // 3.2: of a field that may stand once the first counts
  const fields = new Map<string, string>();
  const mx: string[] = [];
  const warnings = new Set<string>();
  for (const line of lines) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const colon = trimmed.indexOf(':');
    if (colon < 1) return null;
    const name = trimmed.slice(0, colon).trimEnd();
    const value = trimmed.slice(colon + 1).trim();
    if (name === 'mx') {
      if (isPattern(value)) mx.push(value.toLowerCase().replace(/\.$/, ''));
      else warnings.add('mx-malformed');
    } else if (fields.has(name)) warnings.add('field-repeated');
    else {
      fields.set(name, value);
      // "nmx:" and the like: allowed as an extension, and surely a slip
      if (!['version', 'mode', 'max_age'].includes(name)) warnings.add('field-unknown');
    }
  }
  const mode = fields.get('mode');
  const age = fields.get('max_age') ?? '';
  if (fields.get('version') !== 'STSv1' || !/^\d{1,10}$/.test(age)) return null;
  if (mode !== 'enforce' && mode !== 'testing' && mode !== 'none') return null;
  if (mx.length > MAX_PATTERNS || (mx.length === 0 && mode !== 'none')) return null;
  const maxAge = Number(age);
  if (maxAge > MAX_AGE) warnings.add('max-age-over-limit');
  else if (maxAge < SHORT_AGE && mode !== 'none') warnings.add('max-age-short');
  return { mode, maxAge: Math.min(maxAge, MAX_AGE), mx, warnings: [...warnings] };
}

/** True if the policy lists this MX host (lower case, no trailing dot). A "*." stands for exactly one label (4.1). */
export function stsLists(patterns: readonly string[], host: string): boolean {
  const dot = host.indexOf('.');
  return patterns.some((pattern) =>
    pattern.startsWith('*.') ? dot > 0 && pattern.slice(2) === host.slice(dot + 1) : pattern === host,
  );
}

function isPattern(value: string): boolean {
  const name = value.startsWith('*.') ? value.slice(2) : value;
  return name.length <= 253 && /^(?:[A-Za-z0-9_-]{1,63}\.)*[A-Za-z0-9_-]{1,63}\.?$/.test(name);
}
