import type { OrganisationOf } from '../organisation';
import { readDomain } from '../rfc/domain';
import { isUnder } from '../rfc/under';

/** A display name that shows another sender than the address behind it is. */
export interface OtherInName {
  /**
   * `other-address`: an address of another organisation; `other-domain`: its domain; `other-mailbox`: another mailbox of the same
   * organisation, which many systems write by right ("ann@example.org" <noreply@example.org>).
   */
  readonly code: 'other-address' | 'other-domain' | 'other-mailbox';
  /** The address or domain as the name shows it, compatibility forms undone. */
  readonly shown: string;
  /** Its domain as an A-label. */
  readonly domain: string;
}

/** UTF-16 units of a name that are read. */
export const MAX_NAME = 1_024;
/** Words of a name that are looked at. */
export const MAX_WORDS = 32;

/**
 * Top-level domains that a bare domain in a name is taken by. "St.Gallen" and "Node.js" are no domains; and of those that are
 * words or endings ("Dr.Li", "Sign.in.to") only what sellers use is listed. An address needs no such list.
 */
const TOP = new Set([
  ...['com', 'net', 'org', 'info', 'biz', 'gov', 'edu', 'app', 'dev', 'xyz', 'online', 'shop', 'site', 'club', 'top'],
  ...['bank', 'email', 'cloud', 'jp', 'cn', 'kr', 'tw', 'hk', 'sg', 'au', 'nz', 'uk', 'ie', 'de', 'fr', 'it', 'es'],
  ...['nl', 'ch', 'pl', 'cz', 'se', 'dk', 'fi', 'ru', 'ua', 'tr', 'br', 'mx', 'ca', 'us', 'eu', 'in', 'io', 'example'],
]);

/** Letters before the last dot that a bare domain has at least: "No.de" is none. */
const MIN_LABEL = 3;

const WEIGHT = { 'other-address': 0, 'other-domain': 1, 'other-mailbox': 2 } as const;

/**
 * What a display name (decoded for people) shows that is not its sender's: `local` and `host` are the address behind it, the
 * latter an A-label. The worst is told; null where the name shows none or the sender's own.
 */
export function otherInName(
  name: string,
  { local, host }: { readonly local: string; readonly host: string },
  organisationOf: OrganisationOf,
): OtherInName | null {
  const own = organisationOf(host);
  const same = (domain: string): boolean =>
    isUnder(domain, host) || isUnder(host, domain) || (own !== null && organisationOf(domain) === own);
  let worst: OtherInName | null = null;
  for (const word of wordsOf(name)) {
    const found = read(word, same, `${local}@${host}`);
    if (found && (worst === null || WEIGHT[found.code] < WEIGHT[worst.code])) worst = found;
  }
  return worst;
}

function read(word: string, same: (domain: string) => boolean, address: string): OtherInName | null {
  const at = word.lastIndexOf('@');
  const domain = readDomain(word.slice(at + 1));
  if (domain === null || !domain.includes('.')) return null;
  if (at < 0 && !isBareDomain(domain)) return null;
  if (!same(domain)) return { code: at > 0 ? 'other-address' : 'other-domain', shown: word, domain };
  if (at <= 0 || `${word.slice(0, at)}@${domain}`.toLowerCase() === address.toLowerCase()) return null;
  return { code: 'other-mailbox', shown: word, domain };
}

function isBareDomain(domain: string): boolean {
  const labels = domain.split('.');
  const longest = Math.max(...labels.slice(0, -1).map((label) => label.length));
  return TOP.has(labels.at(-1) ?? '') && longest >= MIN_LABEL;
}

/** What may stand around an address or a domain, those of Japanese and the arrows of quotations among it. */
const BREAK = /[\s"'<>()[\]{}|,;:/\\!?*“”‘’«»‹›、。・「」『』【】〈〉《》…]/u;

function wordsOf(name: string): string[] {
  const text = name.slice(0, MAX_NAME).normalize('NFKC');
  // Neither an address nor a domain.
  if (!text.includes('.')) return [];
  const words: string[] = [];
  let word = '';
  for (const character of `${text} `) {
    if (!BREAK.test(character)) {
      if (!/\p{Default_Ignorable_Code_Point}/u.test(character)) word += character;
      continue;
    }
    const bare = trimmed(word);
    if (bare.includes('.') && words.length < MAX_WORDS) words.push(bare);
    word = '';
  }
  return words;
}

/** Without dots, dashes and underscores at either end. */
function trimmed(word: string): string {
  let start = 0;
  let end = word.length;
  while (start < end && '.-_'.includes(word[start] ?? '')) start++;
  while (end > start && '.-_'.includes(word[end - 1] ?? '')) end--;
  return word.slice(start, end);
}
