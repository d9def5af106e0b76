import * as v from 'valibot';
import { browser } from 'wxt/browser';
import { readCompanionUrl, TOKEN } from '../companion/companion-url';
import { readResolverUrl } from '../dns/resolver-url';
import { parsePattern } from './pattern';
import { inTurn } from './inTurn';

/** The one place where settings are kept: an object in `storage.local`. */
export const SETTINGS_KEY = 'settings';
/** What stood there when it could not be read, kept before anything is written over it. */
export const REFUSED_KEY = 'settings-refused';
const SETTINGS_VERSION = 1;

/** Entries in a list of settings. */
export const LIST_LIMIT = 2_000;
/** Characters of an import file. */
export const IMPORT_LIMIT = 2_000_000;

const host = v.pipe(
  v.string(),
  v.transform(hostName),
  v.check((name) => name !== '', 'domain'),
);
/** A gateway is named by the id of its file or by its domain: both are host names in form. */
const list = <const S extends v.GenericSchema>(item: S) => v.pipe(v.array(item), v.maxLength(LIST_LIMIT, 'too-many'));

const schema = v.strictObject({
  version: v.literal(SETTINGS_VERSION, 'version'),
  sites: list(
    v.strictObject({
      pattern: v.pipe(
        v.string(),
        v.check((pattern) => parsePattern(pattern) !== null, 'pattern'),
      ),
      webmail: v.nullable(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/, 'webmail'))),
      on: v.boolean(),
    }),
  ),
  domains: list(
    v.strictObject({ domain: host, subdomains: v.boolean(), rule: v.picklist(['expect', 'quiet'], 'rule') }),
  ),
  provider: v.strictObject({
    names: list(host),
    networks: list(v.pipe(v.string(), v.trim(), v.check(isNetwork, 'network'))),
    gateways: list(host),
  }),
  language: v.picklist(['auto', 'en', 'ja'], 'language'),
  show: v.picklist(['always', 'warnings'], 'show'),
  // settings kept or exported by a version before these have none of them
  lookups: v.optional(
    v.strictObject({
      mode: v.picklist(['none', 'dns'], 'mode'),
      resolver: v.nullable(
        v.pipe(
          v.string(),
          v.transform((typed) => readResolverUrl(typed) ?? ''),
          v.check((url) => url !== '', 'resolver'),
        ),
      ),
      trusted: v.boolean(),
    }),
    () => ({ mode: 'none' as const, resolver: null, trusted: false }),
  ),
  sealers: v.optional(list(host), () => []),
  companion: v.optional(
    v.strictObject({
      url: v.nullable(
        v.pipe(
          v.string(),
          v.transform((typed) => readCompanionUrl(typed) ?? ''),
          v.check((url) => url !== '', 'companion'),
        ),
      ),
      token: v.nullable(v.pipe(v.string(), v.regex(TOKEN, 'token'))),
    }),
    () => ({ url: null, token: null }),
  ),
});

type Writable = v.InferOutput<typeof schema>;

/**
 * What the reader set. Domains are lower-case A-labels, sites are match patterns without a port. Nobody is asked unless `lookups`
 * has both a mode that asks and a resolver; `trusted`: its word on DNSSEC counts. `sealers`: domains whose ARC seals are believed.
 * `companion`: who is asked about a domain's mail entrance; nobody where `url` is null.
 */
export type Settings = DeepReadonly<Writable>;
type DeepReadonly<T> = T extends readonly (infer I)[]
  ? readonly DeepReadonly<I>[]
  : T extends object
    ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
    : T;

export const DEFAULTS: Settings = {
  version: SETTINGS_VERSION,
  sites: [],
  domains: [],
  provider: { names: [], networks: [], gateways: [] },
  language: 'auto',
  show: 'always',
  lookups: { mode: 'none', resolver: null, trusted: false },
  sealers: [],
  companion: { url: null, token: null },
};

/** Why settings were refused: a text key's end, and the place, as in `sites[2].pattern`. */
export interface Refusal {
  readonly ok: false;
  readonly code: 'not-json' | 'too-large' | 'newer' | 'invalid';
  readonly path: string;
}

export type Parsed = { readonly ok: true; readonly settings: Settings } | Refusal;

/** Checks settings of unknown make. Host names are brought to lower-case A-labels, a resolver's
 * address to one form, and what an older version did not know to its default; nothing else is changed or left out. */
export function parseSettings(value: unknown): Parsed {
  const version = (value as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > SETTINGS_VERSION) return { ok: false, code: 'newer', path: 'version' };
  const read = v.safeParse(schema, value, { abortEarly: true });
  return read.success
    ? { ok: true, settings: read.output }
    : { ok: false, code: 'invalid', path: pathOf(read.issues[0]) };
}

/** Checks the text of an exported file. */
export function parseExport(text: string): Parsed {
  if (text.length > IMPORT_LIMIT) return { ok: false, code: 'too-large', path: '' };
  try {
    return parseSettings(JSON.parse(text));
  } catch {
    return { ok: false, code: 'not-json', path: '' };
  }
}

/** The settings as a file. Without the token: files are sent around. */
export function exportSettings({ companion, ...settings }: Settings): string {
  return `${JSON.stringify({ ...settings, companion: { ...companion, token: null } }, null, 2)}\n`;
}

/** The settings kept, or the defaults where none are kept or they cannot be read (they are not lost: see `REFUSED_KEY`). */
export async function readSettings(): Promise<Settings> {
  const stored = (await browser.storage.local.get(SETTINGS_KEY))[SETTINGS_KEY];
  if (stored === undefined) return DEFAULTS;
  const parsed = parseSettings(stored);
  return parsed.ok ? parsed.settings : DEFAULTS;
}

/** Changes the settings; changes come one after the other, whichever page or worker makes them. */
export function changeSettings(change: (settings: Settings) => Settings): Promise<Parsed> {
  return inTurn('settings', async () => {
    const stored = (await browser.storage.local.get(SETTINGS_KEY))[SETTINGS_KEY];
    const before = stored === undefined ? undefined : parseSettings(stored);
    if (before?.ok === false) await browser.storage.local.set({ [REFUSED_KEY]: stored });
    const after = parseSettings(change(before?.ok ? before.settings : DEFAULTS));
    if (after.ok) await browser.storage.local.set({ [SETTINGS_KEY]: after.settings });
    return after;
  });
}

/** A lower-case A-label without a trailing dot; empty if it is no host name. `URL` knows IDNA without a table of ours. */
export function hostName(typed: string): string {
  const text = typed.trim().toLowerCase();
  if (text === '' || text.length > 253 || /[/\\:@?#%*\s[\]]/.test(text)) return '';
  try {
    const name = new URL(`http://${text}`).hostname;
    return name.endsWith('.') ? name.slice(0, -1) : name;
  } catch {
    return '';
  }
}

/** An address or a network in CIDR notation, v4 or v6. */
function isNetwork(text: string): boolean {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const bits = slash < 0 ? '0' : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(bits)) return false;
  if (address.includes(':')) {
    try {
      return Number(bits) <= 128 && new URL(`http://[${address}]/`).hostname !== '';
    } catch {
      return false;
    }
  }
  const octets = address.split('.');
  return (
    Number(bits) <= 32 &&
    octets.length === 4 &&
    octets.every((octet) => /^\d{1,3}$/.test(octet) && Number(octet) <= 255)
  );
}

function pathOf(issue: v.BaseIssue<unknown>): string {
  let path = '';
  for (const { key } of issue.path ?? [])
    path += typeof key === 'number' ? `[${key}]` : `${path === '' ? '' : '.'}${String(key)}`;
  return path;
}
