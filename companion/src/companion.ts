import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { readOptions } from './config/read-options';
import { ENV_PREFIX, flagOf, OPTION_NAMES, SCHEMA } from './config/schema';
import { dataFolder, startService } from './service';
import type { Service, ServiceParts } from './service';
import { languageOf, loadWords } from './texts';
import type { Words } from './texts';
import { tokenCommand } from './token-command';

/** Exit codes, as sysexits.h has them. */
const USAGE = 64;
const UNAVAILABLE = 69;
const UNFINISHED = 75;
/** Milliseconds that what is under way has when it is told to end. */
const GRACE_MS = 10_000;

/** What the program lives in. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Where the log goes. */
  readonly log: NodeJS.WritableStream;
  /** Calls back on SIGINT and SIGTERM (`end`), and on SIGHUP (`reload`). */
  readonly onSignal: (what: 'end' | 'reload', act: () => void) => void;
  readonly makeProber: ServiceParts['makeProber'];
}

/** `hoplock companion …`: runs until it is told to end. Gives the exit code. */
export async function companion(argv: readonly string[], around: Surroundings): Promise<number> {
  const { env, say, complain } = around;
  const words = loadWords(languageOf(env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG']));
  if (argv.includes('--help') || argv.includes('-h')) {
    say(help(words));
    return 0;
  }
  const [command, ...rest] = argv;
  if (command === 'token') return tokenCommand(rest, env, words, around);
  const read = readOptions({ argv, env, readFile: (path) => readFileSync(path, 'utf8') });
  if (!read.ok) {
    for (const { code, option, value } of read.faults)
      complain(words(`companion_fault_${code.replaceAll('-', '_')}`, { option, value }));
    return USAGE;
  }
  const { options } = read;
  const logger = pino({ level: options.logLevel }, around.log);
  const data = dataFolder(options, env);
  const started = await startService(options, { logger, now: Date.now, data, makeProber: around.makeProber });
  if (!started.ok) {
    const { code, where, reason } = started.trouble;
    complain(words(`companion_trouble_${code}`, { where, reason }));
    return UNAVAILABLE;
  }
  const { service } = started;
  greet(service, options.allowTestTargets, words, say);
  logger.info({ url: service.url }, 'listening');
  around.onSignal('reload', service.reload);
  await new Promise<void>((resolve) => around.onSignal('end', resolve));
  say(words('companion_stopping'));
  const timer = setTimeout(() => process.exit(UNFINISHED), GRACE_MS);
  await service.close();
  clearTimeout(timer);
  return 0;
}

function greet(service: Service, testTargets: boolean, words: Words, say: (line: string) => void): void {
  const { url, free, resolvers, believed } = service;
  say(words('companion_started', { url }));
  say(words('companion_in_extension', { url }));
  say(words('companion_asks', { servers: resolvers.join(', ') }));
  if (believed.length > 0) say(words('companion_dnssec_believed', { servers: believed.join(', ') }));
  else say(words('companion_dnssec_unknown'));
  if (!service.probes) say(words('companion_reports_off'));
  if (!free) say(words('companion_token_needed'));
  if (testTargets) say(words('companion_test_targets'));
  say(words('companion_ends'));
}

function help(words: Words): string {
  const rows = OPTION_NAMES.map((name) => {
    const initial: unknown = (SCHEMA.properties[name] as { default?: unknown }).default;
    return `  --${flagOf(name).padEnd(28)} ${Array.isArray(initial) ? initial.join(',') : String(initial)}`.trimEnd();
  });
  return [words('companion_help_head'), ...rows, `  ${ENV_PREFIX}…`, '', words('companion_help_foot')].join('\n');
}
