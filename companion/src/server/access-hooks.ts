import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { clientKey } from '../access/client-key';
import { allowsPreflight, judgeRequest } from '../access/judge-request';
import type { AccessRules, Incoming } from '../access/judge-request';
import type { Limits } from '../access/limits';
import { fail } from './fail';
import { tellLimit } from './tell-limit';

declare module 'fastify' {
  interface FastifyRequest {
    /** Whom limits count. */
    client: string;
  }
  interface FastifyContextConfig {
    /** For everybody: an explanation, or whether the service lives. */
    open?: boolean;
  }
}

const PREFLIGHT_SECONDS = 600;
const EXPOSED = 'retry-after, ratelimit, ratelimit-policy, last-modified';
const ALLOWED_HEADERS = 'authorization, accept, content-type';

export interface AccessParts {
  readonly rules: AccessRules;
  readonly limits: Limits;
  readonly onLimited: (name: string) => void;
}

/** Judges each request before anything is done for it, answers preflights, and counts. */
export function accessHooks(app: FastifyInstance, { rules, limits, onLimited }: AccessParts): void {
  app.decorateRequest('client', '');
  app.addHook('onRequest', async (request, reply) => {
    const incoming = incomingOf(request);
    const { origin } = incoming;
    if (origin !== undefined) reply.header('vary', 'Origin');
    if (request.method === 'OPTIONS') return preflight(request, reply, incoming, rules);
    const { open = false } = request.routeOptions.config;
    const access = judgeRequest(incoming, rules, open);
    if (!access.ok) {
      if (access.status === 401) reply.header('www-authenticate', 'Bearer realm="hoplock"');
      return fail(reply, access.status, access.code);
    }
    // a page of the web that has a token, or an extension, may read the answer
    if (origin !== undefined && !open)
      reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', EXPOSED);
    request.client = access.token === null ? clientKey(request.ip) : `token ${access.token}`;
    if (open && access.token === null && rules.free) return;
    const taken = await limits.client(request.client);
    tellLimit(reply, taken);
    if (!taken.ok) {
      onLimited(taken.name);
      return fail(reply, 429, 'client_limited');
    }
  });
}

function incomingOf({ headers, host }: FastifyRequest): Incoming {
  return {
    // :authority in HTTP/2
    host,
    origin: one(headers.origin),
    site: one(headers['sec-fetch-site']),
    authorization: headers.authorization,
  };
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value.join() : value);

/**
 * CORS' preflight, and that of Private Network Access, which Chromium sent before it began to ask the reader instead (Local Network
 * Access, 142).
 */
function preflight(request: FastifyRequest, reply: FastifyReply, incoming: Incoming, rules: AccessRules): FastifyReply {
  const { hosts } = rules;
  const addressed = judgeRequest({ ...incoming, authorization: undefined }, { ...rules, hosts }, true);
  if (!addressed.ok) return fail(reply, addressed.status, addressed.code);
  if (!allowsPreflight(incoming, one(request.headers['access-control-request-headers'])))
    return fail(reply, 403, 'web_origin_refused');
  if (request.headers['access-control-request-private-network'] === 'true')
    reply.header('access-control-allow-private-network', 'true');
  return reply
    .code(204)
    .header('access-control-allow-origin', incoming.origin)
    .header('access-control-allow-methods', 'GET, POST')
    .header('access-control-allow-headers', ALLOWED_HEADERS)
    .header('access-control-max-age', PREFLIGHT_SECONDS)
    .send();
}
