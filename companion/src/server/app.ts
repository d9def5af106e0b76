import { readFileSync } from 'node:fs';
import fastify, { LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { AccessRules } from '../access/judge-request';
import type { Limits } from '../access/limits';
import type { Forwarder } from '../dns/forwarder';
import type { Reports } from '../reports/reports';
import type { Words } from '../texts';
import { accessHooks } from './access-hooks';
import { ERRORS } from './answer-schemas';
import { dnsRoute } from './dns-route';
import { domainRoute } from './domain-route';
import { fail } from './fail';
import type { Metrics } from './metrics';
import { pageRoute } from './page-route';

/** What the service is made of. */
export interface AppParts {
  readonly forwarder: Forwarder;
  /** Null: only DNS is answered. */
  readonly reports: Reports | null;
  readonly access: AccessRules;
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly now: () => number;
  readonly ready: () => boolean;
  readonly testNames: boolean;
  readonly trustProxy: readonly string[];
  readonly contact: string;
  readonly words: { readonly en: Words; readonly ja: Words };
  /** Certificate and key in PEM. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly logger: FastifyBaseLogger;
}

/** Octets of a body that is no DNS message: there is none such. */
const MAX_BODY = 4_096;
const MAX_PARAMETER = 260;
/** Milliseconds for a request to come in whole, and for a connection without one. */
const REQUEST_MS = 15_000;
const IDLE_MS = 30_000;

/** The HTTP service, not yet listening. `before` is called with the bare server, before it has routes. */
export async function buildApp(
  parts: AppParts,
  before: (app: FastifyInstance) => Promise<unknown> = () => Promise.resolve(),
): Promise<FastifyInstance> {
  const { metrics, now, ready, testNames, tls } = parts;
  const options = {
    loggerInstance: parts.logger,
    // a log of requests would be a log of names that were asked for
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parts.trustProxy.length > 0 ? [...parts.trustProxy] : false,
    bodyLimit: MAX_BODY,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: IDLE_MS,
    http2SessionTimeout: IDLE_MS,
    routerOptions: { maxParamLength: MAX_PARAMETER },
    schemaController: { compilersFactory: NO_COMPILERS },
    forceCloseConnections: 'idle' as const,
    return503OnClosing: true,
  };
  const app = tls
    ? (fastify({ ...options, http2: true, https: { allowHTTP1: true, ...tls } }) as unknown as FastifyInstance)
    : fastify(options);

  await before(app);
  accessHooks(app, { rules: parts.access, limits: parts.limits, onLimited: metrics.limited });
  app.addHook('onResponse', async (request, reply) => {
    metrics.request(request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime / 1000);
  });
  app.addHook('onSend', async ({ raw }, reply) => {
    // it ends: who keeps its connection would be waited for
    if (!ready() && raw.httpVersionMajor === 1) reply.header('connection', 'close');
    reply.header('x-content-type-options', 'nosniff').header('referrer-policy', 'no-referrer');
    if (tls) reply.header('strict-transport-security', 'max-age=31536000');
  });
  app.setNotFoundHandler((_, reply) => fail(reply, 404, 'not_found'));
  app.setErrorHandler((error: { statusCode?: number; code?: string }, request, reply) => {
    const { statusCode = 500 } = error;
    if (statusCode >= 500) {
      // without the request: its address may hold a name
      request.log.error({ err: error, route: request.routeOptions.url }, 'failed');
      return fail(reply, 500, 'internal');
    }
    return fail(reply, statusCode, CODES[statusCode] ?? 'malformed');
  });

  dnsRoute(app, { forwarder: parts.forwarder, now, testNames, onAnswered: metrics.dns });
  domainRoute(app, { reports: parts.reports, now, testNames, onLimited: metrics.limited });
  pageRoute(app, parts);
  const STATE = (state: string) => ({
    description: state,
    content: { 'application/json': { schema: Type.Object({ state: Type.Literal(state) }) } },
  });
  app.get(
    '/healthz',
    { config: { open: true }, schema: { summary: 'It lives', tags: ['health'], response: { 200: STATE('alive') } } },
    async (_, reply) =>
      reply.header('cache-control', 'no-store').type('application/json').serializer(String).send('{"state":"alive"}'),
  );
  app.get(
    '/readyz',
    {
      config: { open: true },
      schema: { summary: 'It takes requests', tags: ['health'], response: { 200: STATE('ready'), ...ERRORS(503) } },
    },
    async (_, reply) =>
      ready()
        ? reply
            .header('cache-control', 'no-store')
            .type('application/json')
            .serializer(String)
            .send('{"state":"ready"}')
        : fail(reply, 503, 'not_ready'),
  );
  app.get(
    '/metrics',
    {
      schema: {
        summary: 'Figures for Prometheus',
        tags: ['health'],
        response: {
          200: { description: 'Figures.', content: { 'text/plain': { schema: Type.String() } } },
          ...ERRORS(401, 403),
        },
      },
    },
    async (_, reply) =>
      reply
        .type(metrics.registry.contentType)
        .serializer(String)
        .send(await metrics.registry.metrics()),
  );
  app.get('/openapi.json', { config: { open: true } }, async (_, reply) =>
    reply.type('application/json').serializer(String).send(DOCUMENT),
  );
  await app.ready();
  return app;
}

/**
 * Schemas are for the API's document. What is asked is checked by hand, for each fault has a code of its own, and answers are texts
 * already: the compilers would take 10 MB to do nothing.
 */
const NO_COMPILERS = {
  buildValidator: (() => () => () => true) as never,
  buildSerializer: (() => () => JSON.stringify) as never,
};

const DOCUMENT = readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8');

const CODES: Readonly<Record<number, string>> = {
  413: 'too_large',
  414: 'dns_too_long',
  415: 'media_type_not_served',
};
