import { parseArgs } from 'node:util';
import { Value } from 'typebox/value';
import { checkTogether } from './check-together';
import { ENV_PREFIX, flagOf, OPTION_NAMES, SCHEMA, variableOf } from './schema';
import type { OptionName, Options } from './schema';

/** What is wrong with the configuration: the end of a text's key. */
type FaultCode =
  | 'unknown'
  | 'value'
  | 'twice'
  | 'argument'
  | 'file-unreadable'
  | 'file-not-json'
  | 'pair'
  | 'server'
  | 'address'
  | 'url'
  | 'host'
  | 'network';

export interface Fault {
  readonly code: FaultCode;
  /** The option as it was written: a flag, a variable, a key of the file. */
  readonly option: string;
  readonly value: string;
}

export type OptionsRead =
  { readonly ok: true; readonly options: Options } | { readonly ok: false; readonly faults: readonly Fault[] };

export interface Sources {
  /** Flags, without the command's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Throws if the file cannot be read. */
  readonly readFile: (path: string) => string;
}

const CONFIG = 'config';
type Given = Map<OptionName, { readonly value: unknown; readonly written: string }>;

/** The options: of flags, where these say nothing of the environment, then of the file that `--config` names, then as in `SCHEMA`. */
export function readOptions({ argv, env, readFile }: Sources): OptionsRead {
  const faults: Fault[] = [];
  const flags = readFlags(argv, faults);
  const variables = readVariables(env, faults);
  const path = flags.config ?? env[`${ENV_PREFIX}CONFIG`];
  const file = path === undefined ? new Map() : readConfigFile(path, readFile, faults);
  const given: Given = new Map([...file, ...variables, ...flags.given]);
  const values: Record<string, unknown> = {};
  for (const name of OPTION_NAMES) {
    const one = given.get(name);
    const schema = SCHEMA.properties[name];
    values[name] = one ? one.value : (schema as { default?: unknown }).default;
    if (one && !Value.Check(schema, one.value))
      faults.push({ code: 'value', option: one.written, value: shown(one.value) });
  }
  if (faults.length > 0) return { ok: false, faults };
  const options = values as Options;
  const together = checkTogether(options, (name) => given.get(name)?.written ?? `--${flagOf(name)}`);
  return together.length > 0 ? { ok: false, faults: together } : { ok: true, options };
}

function readFlags(argv: readonly string[], faults: Fault[]): { given: Given; config: string | undefined } {
  const byFlag = new Map(OPTION_NAMES.map((name) => [flagOf(name), name]));
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      [...OPTION_NAMES, CONFIG].map((name) => [
        flagOf(name),
        { type: name !== CONFIG && kindOf(name as OptionName) === 'boolean' ? 'boolean' : 'string' } as const,
      ]),
    ),
    strict: false,
    allowNegative: true,
    allowPositionals: true,
    tokens: true,
  });
  const given: Given = new Map();
  let config: string | undefined;
  for (const token of tokens) {
    if (token.kind === 'positional') faults.push({ code: 'argument', option: token.value, value: '' });
    if (token.kind !== 'option') continue;
    const { rawName: written, value } = token;
    if (token.name === CONFIG) config = value ?? '';
    if (token.name === CONFIG) continue;
    const negated = written.startsWith('--no-');
    const name = byFlag.get(negated ? written.slice(5) : token.name);
    if (!name || (negated && kindOf(name) !== 'boolean')) {
      faults.push({ code: 'unknown', option: written, value: value ?? '' });
      continue;
    }
    const kind = kindOf(name);
    const read = kind === 'boolean' && value === undefined ? !negated : parse(name, value ?? '');
    const before = given.get(name);
    if (before && kind !== 'array') faults.push({ code: 'twice', option: written, value: value ?? '' });
    const joined = before && kind === 'array' ? [...(before.value as string[]), ...(read as string[])] : read;
    given.set(name, { value: joined, written });
  }
  return { given, config };
}

function readVariables(env: Sources['env'], faults: Fault[]): Given {
  const byVariable = new Map(OPTION_NAMES.map((name) => [variableOf(name), name]));
  const given: Given = new Map();
  for (const [written, value] of Object.entries(env)) {
    if (value === undefined || !written.startsWith(ENV_PREFIX) || written === `${ENV_PREFIX}CONFIG`) continue;
    const name = byVariable.get(written);
    if (name) given.set(name, { value: parse(name, value), written });
    else faults.push({ code: 'unknown', option: written, value });
  }
  return given;
}

function readConfigFile(path: string, readFile: Sources['readFile'], faults: Fault[]): Given {
  const given: Given = new Map();
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    faults.push({ code: 'file-unreadable', option: path, value: error instanceof Error ? error.message : '' });
    return given;
  }
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    faults.push({ code: 'file-not-json', option: path, value: error instanceof Error ? error.message : '' });
    return given;
  }
  if (read === null || typeof read !== 'object' || Array.isArray(read)) {
    faults.push({ code: 'file-not-json', option: path, value: '' });
    return given;
  }
  for (const [name, value] of Object.entries(read)) {
    const written = `${path}: ${name}`;
    if ((OPTION_NAMES as string[]).includes(name)) given.set(name as OptionName, { value, written });
    else faults.push({ code: 'unknown', option: written, value: '' });
  }
  return given;
}

function kindOf(name: OptionName): string {
  return (SCHEMA.properties[name] as { type?: string }).type ?? 'string';
}

/** A text as a value of the option's kind; as it is, where it is none: the schema then refuses it by name. */
function parse(name: OptionName, text: string): unknown {
  switch (kindOf(name)) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'integer':
      return /^\d{1,15}$/.test(text) ? Number(text) : text;
    case 'array':
      return text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== '');
    default:
      return text;
  }
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
