/**
 * Implements RFC 9989 4.10, the DNS Tree Walk, and 4.10.2's choice of the Organizational Domain.
 * Does not implement: public suffix lists (RFC 7489 3.2), which RFC 9989 gave up.
 */
import type { Answer, Failure, World } from '../../world';
import { readDmarcRecord, type DmarcRecord } from './record';

/** 4.10: names that one walk asks for. A longer domain is cut to seven labels after the first. */
export const MAX_NAMES = 8;

/** RFC 1035 2.3.4. */
const MAX_NAME = 253;
const MAX_LABEL = 63;

export interface Found {
  /** The domain whose record it is; it is published at _dmarc below it. */
  readonly domain: string;
  readonly record: DmarcRecord;
  readonly dnssec: 'secure' | 'insecure' | 'unknown';
}

export interface Walk {
  readonly start: string;
  /** From the longest name to the shortest. */
  readonly found: readonly Found[];
  /** Domains with several records, which are discarded. */
  readonly several: readonly string[];
  /** The first name, in the walk's order, that DNS did not answer for: what lies above it is not known. */
  readonly trouble: { readonly domain: string; readonly failure: Exclude<Failure, 'nxdomain'> } | null;
  /** The Organizational Domain of `start`; null where trouble hides it. */
  readonly organisation: string | null;
}

/** Asks for the TXT records of a name. */
export type Ask = (name: string) => Promise<Answer<readonly string[]>>;

/** Asks each name once, however many walks come past it. */
export function asker(world: World): Ask {
  const asked = new Map<string, Promise<Answer<readonly string[]>>>();
  return (name) => {
    const known = asked.get(name);
    if (known) return known;
    const answer = world.dns(name, 'TXT');
    asked.set(name, answer);
    return answer;
  };
}

/** The domains whose records a walk from `domain` asks for, in order (4.10, steps 1, 3, 4, 7). */
export function walkNames(domain: string): readonly string[] {
  const labels = domain.split('.');
  const rest = labels.length >= MAX_NAMES ? labels.slice(1 - MAX_NAMES) : labels.slice(1);
  return [domain, ...rest.map((_, at) => rest.slice(at).join('.'))];
}

/** True if DNS can have the name of a record for this domain. */
export function isPublishable(domain: string): boolean {
  return `_dmarc.${domain}`.length <= MAX_NAME && domain.split('.').every((label) => label.length <= MAX_LABEL);
}

/** Walks up from `start`, a lower-case A-label. All names are asked for at once, for most walks go to the top; what is above a stop is not looked at. */
export async function walkTree(start: string, ask: Ask): Promise<Walk> {
  const names = walkNames(start).filter(isPublishable);
  const answers = await Promise.all(names.map((name) => ask(`_dmarc.${name}`)));
  const found: Found[] = [];
  const several: string[] = [];
  let trouble: Walk['trouble'] = null;
  for (const [at, answer] of answers.entries()) {
    const domain = names[at] ?? '';
    if (!answer.ok) {
      if (answer.failure === 'nxdomain') continue;
      trouble = { domain, failure: answer.failure };
      break;
    }
    const records = answer.value.map(readDmarcRecord).filter((record) => record !== null);
    const record = records[0];
    if (!record) continue;
    if (records.length > 1) {
      several.push(domain);
      continue;
    }
    found.push({ domain, record, dnssec: answer.dnssec });
    if (record.psd !== 'u') break;
  }
  return { start, found, several, trouble, organisation: trouble ? null : organisationOf(start, found) };
}

/** 4.10.2. Of the records a walk finds, only the last can say psd=y or psd=n. */
function organisationOf(start: string, found: readonly Found[]): string {
  const last = found.at(-1);
  if (!last) return start;
  if (last.record.psd !== 'y' || last.domain === start) return last.domain;
  // One label below the public suffix domain.
  const below = start.slice(0, start.length - last.domain.length - 1);
  return `${below.slice(below.lastIndexOf('.') + 1)}.${last.domain}`;
}
