import type { FastifyReply } from 'fastify';

/** Answers that something is wrong, by a code that programs read and docs/companion.md explains. */
export function fail(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json')
    .serializer(String)
    .send(`{"code":"${code}"}`);
}
