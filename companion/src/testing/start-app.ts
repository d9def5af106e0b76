import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { accessRules } from '../access/access-rules';
import { memoryLimits } from '../access/limits';
import { readOptions } from '../config/read-options';
import { forwarder } from '../dns/forwarder';
import { scanMessage } from '../dns/scan-message';
import { a, replyTo } from '../dns/testing/name-server';
import type { Question } from '../dns/question';
import type { UpstreamAnswer } from '../dns/upstream';
import { reports } from '../reports/reports';
import type { Prober } from '../reports/prober';
import { buildApp } from '../server/app';
import type { AppParts } from '../server/app';
import { addGauges, metrics } from '../server/metrics';
import { memoryStore } from '../store/memory-store';
import { loadWords } from '../texts';
import { postureOf } from './posture-of';

export const TOKEN = 'hoplock_test';

/** The service with a resolver and a prober that say what a test wants; not listening. `argv`: options. */
export async function startApp(
  argv: readonly string[] = [],
  change: {
    readonly prober?: Prober | null;
    readonly answer?: (question: Question) => UpstreamAnswer | Promise<UpstreamAnswer>;
    readonly now?: () => number;
    readonly tls?: AppParts['tls'];
    readonly log?: NodeJS.WritableStream;
    readonly patience?: number;
    readonly before?: (app: FastifyInstance) => Promise<unknown>;
  } = {},
) {
  const read = readOptions({ argv, env: {}, readFile: () => '' });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  const { options } = read;
  const now = change.now ?? Date.now;
  const asked: Question[] = [];
  const answer = change.answer ?? (({ name }) => answerOf({ answers: [a(name, '192.0.2.1', 300)] }, name));
  const dns = forwarder({
    upstreams: [
      {
        label: 'x',
        authentic: true,
        async ask(question) {
          asked.push(question);
          return answer(question);
        },
        close: () => undefined,
      },
    ],
    now,
    validating: true,
    maxEntries: 100,
    maxOctets: 1_000_000,
    staleSeconds: 0,
    maxInFlight: options.dnsInFlight,
  });
  const probed: string[] = [];
  const prober: Prober = {
    async posture(domain, { deep }) {
      probed.push(`${domain}${deep ? ' deep' : ''}`);
      return postureOf(domain);
    },
  };
  const figures = metrics();
  const limits = memoryLimits(options);
  const troubles: unknown[] = [];
  const made =
    change.prober === null
      ? null
      : reports({
          prober: change.prober ?? prober,
          store: memoryStore(100, now, null),
          limits,
          now,
          onTrouble: (error) => troubles.push(error),
          ...(change.patience === undefined ? {} : { patience: change.patience }),
        });
  addGauges(figures, { dnsCacheEntries: dns.size, reportsRunning: () => made?.running() ?? 0 });
  const state = { ready: true };
  const app = await buildApp(
    {
      forwarder: dns,
      reports: made,
      access: accessRules(options, { find: (secret) => (secret === TOKEN ? 'laptop' : null) }),
      limits,
      metrics: figures,
      now,
      ready: () => state.ready,
      testNames: options.allowTestTargets,
      trustProxy: options.trustProxy,
      contact: options.contact,
      words: { en: loadWords('en'), ja: loadWords('ja') },
      tls: change.tls ?? null,
      logger: pino({ level: 'debug' }, change.log ?? { write: () => undefined }),
    },
    change.before,
  );
  return { app, asked, probed, troubles, state };
}

/** What a resolver answers. */
export function answerOf(reply: Parameters<typeof replyTo>[1], name: string, type = 'A'): UpstreamAnswer {
  const octets = replyTo({ id: 0, name, type }, reply);
  const scanned = scanMessage(octets);
  return scanned ? { ok: true, octets, scanned } : { ok: false, failure: 'malformed' };
}
