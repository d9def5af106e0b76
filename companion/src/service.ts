import { mkdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:tls';
import type { Logger } from 'pino';
import { accessRules } from './access/access-rules';
import { memoryLimits } from './access/limits';
import { tokensOf } from './access/tokens';
import type { Options } from './config/schema';
import { forwarder } from './dns/forwarder';
import { makeUpstream } from './dns/make-upstream';
import { readServer } from './dns/read-server';
import { resolver } from './dns/resolver';
import type { Resolver } from './dns/resolver';
import { systemServers } from './dns/system-servers';
import type { Prober } from './reports/prober';
import { reports } from './reports/reports';
import { buildApp } from './server/app';
import { addGauges, metrics } from './server/metrics';
import { memoryStore } from './store/memory-store';
import { sqliteStore } from './store/sqlite-store';
import { loadWords } from './texts';

export interface Service {
  /** Where it is reached, with a slash at its end. */
  readonly url: string;
  /** Nobody needs a token. */
  readonly free: boolean;
  readonly resolvers: readonly string[];
  /** Those whose word on DNSSEC counts. */
  readonly believed: readonly string[];
  readonly probes: boolean;
  /** Reads certificate and key anew. */
  reload(): void;
  /** Answers what is under way, then ends. */
  close(): Promise<void>;
}

/** What could not be had, for the texts `companion_trouble_…`. */
export interface Trouble {
  readonly code: 'listen' | 'store' | 'file';
  readonly where: string;
  readonly reason: string;
}

export type Started =
  { readonly ok: true; readonly service: Service } | { readonly ok: false; readonly trouble: Trouble };

export interface ServiceParts {
  readonly logger: Logger;
  readonly now: () => number;
  /** The folder that options name, or the usual one. */
  readonly data: string;
  /** Makes what looks at mail servers; null where only DNS is to be answered. */
  readonly makeProber: ((options: Options, resolver: Resolver) => Prober) | null;
}

const RESOLV_CONF = '/etc/resolv.conf';
const MEGABYTE = 1_000_000;

/** Where reports and tokens are kept. */
export function dataFolder(options: Options, env: Readonly<Record<string, string | undefined>>): string {
  const state = env['XDG_STATE_HOME'];
  return options.data || env['STATE_DIRECTORY'] || join(state || join(homedir(), '.local', 'state'), 'hoplock');
}

export const tokensFile = (data: string): string => join(data, 'tokens.json');

/** Puts the parts together and listens. */
export async function startService(options: Options, parts: ServiceParts): Promise<Started> {
  const { logger, now, data } = parts;
  const figures = metrics();
  const trouble = (part: string) => (error: unknown) => {
    figures.trouble(part);
    logger.error({ err: error, part }, 'trouble');
  };
  const failed = (code: Trouble['code'], where: string, error: unknown): Started => ({
    ok: false,
    trouble: { code, where, reason: error instanceof Error ? error.message : String(error) },
  });

  let ca: string | undefined;
  let tls: { cert: string; key: string } | null;
  let path = '';
  const read = (file: string) => readFileSync((path = file), 'utf8');
  const readTls = () =>
    options.tlsCertificate === '' ? null : { cert: read(options.tlsCertificate), key: read(options.tlsKey) };
  let upstreams;
  try {
    ca = options.resolversCa === '' ? undefined : read(options.resolversCa);
    tls = readTls();
    const { randomCase } = options;
    upstreams = options.resolvers
      .flatMap((written) => (written === 'system' ? systemServers(read(RESOLV_CONF)) : [written]))
      .flatMap((written) => readServer(written) ?? [])
      .map((server) => makeUpstream(server, { randomCase, ca }));
  } catch (error) {
    return failed('file', path, error);
  }

  const sqlite = join(data, 'reports.sqlite');
  let behind;
  try {
    if (options.store === 'sqlite') mkdirSync(data, { recursive: true, mode: 0o700 });
    behind = options.store === 'sqlite' ? sqliteStore({ path: sqlite, now, onTrouble: trouble('store') }) : null;
  } catch (error) {
    return failed('store', sqlite, error);
  }
  const store = memoryStore(options.reportCacheEntries, now, behind);
  const limits = memoryLimits(options);
  const dns = forwarder({
    upstreams,
    now,
    onAsked: (label, outcome, milliseconds) => figures.upstream(label, outcome, milliseconds / 1000),
    validating: options.resolversValidate,
    maxEntries: options.dnsCacheEntries,
    maxOctets: options.dnsCacheMegabytes * MEGABYTE,
    staleSeconds: options.dnsStaleSeconds,
    maxInFlight: options.dnsInFlight,
  });
  const made = parts.makeProber
    ? reports({
        prober: parts.makeProber(options, resolver(dns, options.allowTestTargets)),
        store,
        limits,
        now,
        onTrouble: trouble('probe'),
        onProbed: (outcome, milliseconds) => figures.probe(outcome, milliseconds / 1000),
      })
    : null;
  addGauges(figures, { dnsCacheEntries: dns.size, reportsRunning: () => made?.running() ?? 0 });

  let ready = true;
  const access = accessRules(options, tokensOf(tokensFile(data), now, trouble('tokens')));
  const app = await buildApp({
    forwarder: dns,
    reports: made,
    access,
    limits,
    metrics: figures,
    now,
    ready: () => ready,
    testNames: options.allowTestTargets,
    trustProxy: options.trustProxy,
    contact: options.contact,
    words: { en: loadWords('en'), ja: loadWords('ja') },
    tls,
    logger,
  });
  const close = async () => {
    ready = false;
    made?.stop();
    await app.close();
    for (const upstream of upstreams) upstream.close();
    await store.close();
  };
  try {
    await app.listen({ host: options.listen, port: options.port });
  } catch (error) {
    await close();
    return failed('listen', `${options.listen} ${options.port}`, error);
  }
  const { port } = app.server.address() as AddressInfo;
  const host = options.listen.includes(':') ? `[${options.listen}]` : options.listen;
  return {
    ok: true,
    service: {
      url: options.publicUrl === '' ? `${tls ? 'https' : 'http'}://${host}:${port}/` : new URL(options.publicUrl).href,
      free: access.free,
      resolvers: upstreams.map(({ label }) => label),
      believed: options.resolversValidate ? upstreams.filter((one) => one.authentic).map(({ label }) => label) : [],
      probes: made !== null,
      reload() {
        try {
          const renewed = readTls();
          if (renewed) (app.server as unknown as Server).setSecureContext(renewed);
        } catch (error) {
          trouble('tls')(error);
        }
      },
      close,
    },
  };
}
