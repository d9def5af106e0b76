import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { askable } from '../../../lib/dns/askable';
import { refuseQuestion } from '../dns/refuse-question';
import type { Reports } from '../reports/reports';
import { ERRORS, HEADERS } from './answer-schemas';
import { fail } from './fail';
import { POSTURE } from './posture-schema';
import { tellLimit } from './tell-limit';

export interface DomainRouteParts {
  /** Null: only DNS is answered here. */
  readonly reports: Reports | null;
  readonly now: () => number;
  readonly testNames: boolean;
  readonly onLimited: (name: string) => void;
}

const A = 1;
const IN = 1;

/** The route of reports on domains. */
export function domainRoute(app: FastifyInstance, { reports, now, testNames, onLimited }: DomainRouteParts): void {
  app.get<{ Params: { domain: string }; Querystring: { deep?: string } }>(
    '/v1/domains/:domain',
    {
      schema: {
        summary: 'What a domain’s mail entrance looks like',
        description:
          'From the store if it is there, else from DNS and a short connection to each mail server. While that takes its time, 202 is answered: ask again.',
        tags: ['domains'],
        params: Type.Object({ domain: Type.String({ maxLength: 255 }) }),
        querystring: Type.Object({
          deep: Type.Optional(
            Type.String({ description: '1: try older TLS and more, by further connections.', pattern: '^[01]$' }),
          ),
        }),
        response: {
          200: { description: 'The report.', headers: HEADERS, content: { 'application/json': { schema: POSTURE } } },
          202: {
            description: 'It is being made. Ask again after Retry-After seconds.',
            content: {
              'application/json': { schema: Type.Object({ domain: Type.String(), state: Type.Literal('pending') }) },
            },
          },
          ...ERRORS(400, 401, 403, 421, 429, 500, 503),
        },
      },
      attachValidation: true,
    },
    async (request, reply) => {
      const { deep } = request.query;
      if (deep !== undefined && deep !== '0' && deep !== '1') return fail(reply, 400, 'deep_malformed');
      const judged = askable(request.params.domain);
      if (!judged.ok || refuseQuestion({ name: judged.name, type: A, class: IN }, testNames))
        return fail(reply, 400, 'domain_not_public');
      if (!reports) return fail(reply, 503, 'reports_off');
      const { name } = judged;
      const report = await reports.get(name, deep === '1', request.client);
      switch (report.kind) {
        case 'ready': {
          const time = now();
          return reply
            .header('cache-control', `private, max-age=${Math.max(0, Math.floor((report.until - time) / 1000))}`)
            .header('last-modified', new Date(report.at).toUTCString())
            .type('application/json')
            .serializer(String)
            .send(report.text);
        }
        case 'pending':
          return reply
            .code(202)
            .header('retry-after', report.seconds)
            .header('cache-control', 'no-store')
            .type('application/json')
            .serializer(String)
            .send(JSON.stringify({ domain: name, state: 'pending' }));
        case 'limited':
          onLimited(report.taken.name);
          tellLimit(reply, report.taken);
          return fail(reply, 429, report.taken.name === 'target' ? 'target_limited' : 'client_limited');
        case 'overloaded':
          return fail(reply.header('retry-after', report.seconds), 503, 'probes_overloaded');
        case 'failed':
          return fail(reply.header('retry-after', report.seconds), 500, 'probe_failed');
      }
    },
  );
}
