import { parseArgs } from 'node:util';
import type { Language } from '../lib/browser/words';
import { LANGUAGES } from '../lib/browser/words';
import { readCompanionUrl, TOKEN } from '../lib/companion/companion-url';
import { askable } from '../lib/dns/askable';
import { readResolverUrl } from '../lib/dns/resolver-url';
import type { Params } from '../lib/verify/check';
import type { Receiver } from '../lib/verify/message';
import { PROVIDERS, receiverOf } from '../lib/verify/receiver-of';
import { readDomain } from '../lib/verify/rfc/domain';
import { nearest } from './nearest';
import { readTime } from './read-time';
import type { Terminal } from './terminal';

/** Whom the questions to DNS go to. `said`: the user chose to ask nobody. */
export type Lookups =
  | { readonly kind: 'offline'; readonly said: boolean }
  | { readonly kind: 'dns'; readonly url: string }
  | { readonly kind: 'zone'; readonly path: string };

export interface CheckWanted {
  readonly command: 'check';
  /** "-" is stdin. */
  readonly files: readonly string[];
  readonly json: boolean;
  readonly lookups: Lookups;
  readonly receiver: Receiver;
  /** Milliseconds since 1970-01-01 UTC; null: the clock's. */
  readonly now: number | null;
  readonly record: string | null;
}

export interface ProbeWanted {
  readonly command: 'probe';
  /** An A-label. */
  readonly domain: string;
  /** Of the companion, as `readCompanionUrl` gives it. */
  readonly url: string;
  readonly token: string | null;
  readonly json: boolean;
}

export type Wanted =
  | CheckWanted
  | ProbeWanted
  /** Null: the list of all codes. */
  | { readonly command: 'explain'; readonly code: string | null }
  | { readonly command: 'help' | 'version' };

/** What is wrong with the words typed: text `cli_usage_<code>`. */
type MisuseCode =
  | 'no-command'
  | 'unknown-command'
  | 'unknown-option'
  | 'no-value'
  | 'value'
  | 'twice'
  | 'contradiction'
  | 'no-files'
  | 'stdin-twice'
  | 'one-code'
  | 'one-domain'
  | 'bad-domain'
  | 'bad-companion'
  | 'bad-token'
  | 'bad-dns'
  | 'bad-receiver'
  | 'bad-now'
  | 'bad-sealer'
  | 'bad-language'
  | 'nothing-to-record';

export interface Misuse {
  readonly code: MisuseCode;
  readonly params: Params;
}

export type ArgumentsRead = { readonly language: Language } & (
  { readonly ok: true; readonly wanted: Wanted } | { readonly ok: false; readonly misuse: Misuse }
);

export const OPTIONS = {
  json: { type: 'boolean' },
  dns: { type: 'string' },
  zone: { type: 'string' },
  offline: { type: 'boolean' },
  receiver: { type: 'string' },
  sealers: { type: 'string' },
  now: { type: 'string' },
  record: { type: 'string' },
  companion: { type: 'string' },
  token: { type: 'string' },
  lang: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const;

const COMMANDS = ['check', 'explain', 'probe'];

/** Where a companion listens if nobody says otherwise. */
const COMPANION = 'http://127.0.0.1:8453/';

type Given = { -readonly [name in keyof typeof OPTIONS]?: string };
type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly misuse: Misuse };

const wrong = (code: MisuseCode, params: Params = {}): Reading<never> => ({ ok: false, misuse: { code, params } });

/** Reads what was typed behind the program's name. */
export function readArguments(argv: readonly string[], { env, stdin }: Pick<Terminal, 'env' | 'stdin'>): ArgumentsRead {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given: Given = {};
  const words: string[] = [];
  let misuse: Misuse | null = null;
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const fault = take(token, given);
    if (fault) misuse ??= fault;
  }
  const language = languageOf(given.lang ?? null, env);
  const spoken = language ?? 'en';
  if (misuse) return { ok: false, language: spoken, misuse };
  if (language === null)
    return {
      ok: false,
      language: 'en',
      misuse: { code: 'bad-language', params: { value: given.lang ?? '', known: LANGUAGES.join(', ') } },
    };
  const read = readWanted(words, given, stdin.isTTY === true, env);
  return read.ok ? { ok: true, language, wanted: read.value } : { ok: false, language, misuse: read.misuse };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function take({ name, rawName: option, value, inlineValue }: OptionToken, given: Given): Misuse | null {
  const known = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as keyof typeof OPTIONS] : null;
  if (known === null)
    return { code: 'unknown-option', params: { option, meant: suggestion(name, Object.keys(OPTIONS), '--') } };
  const key = name as keyof typeof OPTIONS;
  if (known.type === 'boolean') {
    if (value !== undefined) return { code: 'value', params: { option } };
    given[key] = '';
    return null;
  }
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('-') && value !== '-'))
    return { code: 'no-value', params: { option } };
  if (given[key] !== undefined && key !== 'sealers') return { code: 'twice', params: { option } };
  given[key] = given[key] === undefined ? value : `${given[key]},${value}`;
  return null;
}

function readWanted(words: readonly string[], given: Given, terminal: boolean, env: Terminal['env']): Reading<Wanted> {
  const [command, ...rest] = words;
  if (given.help !== undefined || command === 'help') return { ok: true, value: { command: 'help' } };
  if (given.version !== undefined) return { ok: true, value: { command: 'version' } };
  if (command === undefined) return wrong('no-command');
  if (command === 'check') return readCheck(rest, given, terminal);
  if (command === 'probe') return readProbe(rest, given, env);
  if (command !== 'explain') return wrong('unknown-command', { command, meant: suggestion(command, COMMANDS, '') });
  return rest.length > 1 ? wrong('one-code') : { ok: true, value: { command: 'explain', code: rest[0] ?? null } };
}

/** The token may stand in the environment, where other users of the machine cannot read it. */
function readProbe(words: readonly string[], given: Given, env: Terminal['env']): Reading<ProbeWanted> {
  const [typed = ''] = words;
  if (words.length !== 1) return wrong('one-domain');
  const domain = askable(typed);
  if (!domain.ok) return wrong('bad-domain', { value: typed });
  const url = readCompanionUrl(given.companion ?? COMPANION);
  if (url === null) return wrong('bad-companion', { value: given.companion ?? '' });
  const token = given.token ?? (env['HOPLOCK_TOKEN'] || null);
  if (token !== null && !TOKEN.test(token)) return wrong('bad-token');
  return { ok: true, value: { command: 'probe', domain: domain.name, url, token, json: given.json !== undefined } };
}

function readCheck(words: readonly string[], given: Given, terminal: boolean): Reading<CheckWanted> {
  if (words.length === 0 && terminal) return wrong('no-files');
  const files = words.length === 0 ? ['-'] : words;
  if (files.indexOf('-') !== files.lastIndexOf('-')) return wrong('stdin-twice');
  const lookups = readLookups(given);
  if (!lookups.ok) return lookups;
  if (given.record !== undefined && lookups.value.kind === 'offline') return wrong('nothing-to-record');
  const sealers: string[] = [];
  for (const text of (given.sealers ?? '').split(',')) {
    const sealer = text.trim() === '' ? '' : readDomain(text.trim());
    if (sealer === null) return wrong('bad-sealer', { value: text });
    if (sealer !== '') sealers.push(sealer);
  }
  const receiver = receiverOf(given.receiver ?? null, sealers);
  if (receiver === null) return wrong('bad-receiver', { value: given.receiver ?? '', known: PROVIDERS.join(', ') });
  const now = given.now === undefined ? null : readTime(given.now);
  if (given.now !== undefined && now === null) return wrong('bad-now', { value: given.now });
  return {
    ok: true,
    value: {
      command: 'check',
      files,
      json: given.json !== undefined,
      lookups: lookups.value,
      receiver,
      now,
      record: given.record ?? null,
    },
  };
}

/** Nobody is asked unless somebody was named. */
function readLookups({ dns, zone, offline }: Given): Reading<Lookups> {
  const chosen = [dns, zone, offline].filter((one) => one !== undefined);
  if (chosen.length > 1) return wrong('contradiction');
  if (zone !== undefined) return { ok: true, value: { kind: 'zone', path: zone } };
  if (dns === undefined) return { ok: true, value: { kind: 'offline', said: offline !== undefined } };
  const url = readResolverUrl(dns);
  return url === null ? wrong('bad-dns', { value: dns }) : { ok: true, value: { kind: 'dns', url } };
}

/** The language that was asked for; null if there is none such. Else that of the environment, or English. */
function languageOf(asked: string | null, env: Terminal['env']): Language | null {
  if (asked !== null) return LANGUAGES.find((one) => one === asked) ?? null;
  // POSIX 8.2: the first that says anything.
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((one) => one) ?? '';
  return LANGUAGES.find((one) => locale.split(/[_.@-]/, 1)[0] === one) ?? 'en';
}

function suggestion(typed: string, known: readonly string[], prefix: string): string {
  return nearest(typed, known)
    .map((one) => prefix + one)
    .join(', ');
}
