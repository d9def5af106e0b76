import type { FastifyReply } from 'fastify';
import type { Taken } from '../access/limits';

/** Says what is left of an allowance; if nothing, when to come again. */
export function tellLimit(reply: FastifyReply, { ok, name, limit, remaining, reset, window }: Taken): void {
  reply.header('ratelimit', `"${name}";r=${remaining};t=${reset}`);
  reply.header('ratelimit-policy', `"${name}";q=${limit};w=${window}`);
  if (!ok) reply.header('retry-after', Math.max(1, reset));
}
