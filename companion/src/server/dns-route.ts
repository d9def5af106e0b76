/**
 * Implements the server's side of DNS over HTTPS (RFC 8484): GET and POST, the media type, freshness by the least TTL (5.1).
 * Does not implement: other media types, server push.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import Type from 'typebox';
import type { Forwarder } from '../dns/forwarder';
import { refuseQuestion } from '../dns/refuse-question';
import { HEADER, scanMessage } from '../dns/scan-message';
import { writeAnswer, writeRefusal } from '../dns/write-answer';
import { ERRORS, HEADERS } from './answer-schemas';
import { fail } from './fail';

export interface DnsRouteParts {
  readonly forwarder: Forwarder;
  readonly now: () => number;
  readonly testNames: boolean;
  readonly onAnswered: (outcome: string) => void;
}

const MEDIA_TYPE = 'application/dns-message';
/** Octets of a question; a usual one has fewer than 512. */
const MAX_QUERY = 4_096;
/** The same in base64url. */
const MAX_ENCODED = Math.ceil((MAX_QUERY * 4) / 3);
const BASE64URL = /^[\w-]*$/;
const FORMERR = 1;
const SERVFAIL = 2;
const NOTIMP = 4;
const BADVERS = 16;
const NXDOMAIN = 3;
/** RFC 8914 4.23, 4.24: no server could be reached; the way to it failed. */
const EDE_NO_REACHABLE = 22;
const EDE_NETWORK = 23;
const OVERLOADED_SECONDS = 1;

const ANSWER = {
  200: {
    description: 'A DNS message. Its own code tells what came of the question.',
    headers: HEADERS,
    content: { [MEDIA_TYPE]: { schema: Type.String({ format: 'binary' }) } },
  },
  ...ERRORS(400, 401, 403, 413, 414, 415, 421, 429, 503),
};

export function dnsRoute(app: FastifyInstance, parts: DnsRouteParts): void {
  app.addContentTypeParser(MEDIA_TYPE, { parseAs: 'buffer', bodyLimit: MAX_QUERY }, (_, body, done) =>
    done(null, body),
  );

  app.get<{ Querystring: { dns?: string | string[] } }>(
    '/dns-query',
    {
      schema: {
        summary: 'DNS over HTTPS (RFC 8484)',
        tags: ['dns'],
        querystring: Type.Object({
          dns: Type.Optional(Type.String({ description: `A DNS query of at most ${MAX_QUERY} octets, in base64url.` })),
        }),
        response: ANSWER,
      },
      // what is wrong with it is told apart below
      attachValidation: true,
    },
    (request, reply) => {
      const { dns } = request.query;
      if (typeof dns !== 'string' || dns === '') return fail(reply, 400, 'dns_missing');
      if (dns.length > MAX_ENCODED) return fail(reply, 414, 'dns_too_long');
      if (!BASE64URL.test(dns) || dns.length % 4 === 1) return fail(reply, 400, 'dns_not_base64url');
      return answer(reply, Buffer.from(dns, 'base64url'), parts);
    },
  );

  app.post<{ Body: Buffer | undefined }>(
    '/dns-query',
    {
      bodyLimit: MAX_QUERY,
      schema: { summary: 'DNS over HTTPS (RFC 8484)', tags: ['dns'], consumes: [MEDIA_TYPE], response: ANSWER },
    },
    (request, reply) => {
      const { body } = request;
      if (!Buffer.isBuffer(body)) return fail(reply, 415, 'media_type_not_served');
      return answer(reply, body, parts);
    },
  );
}

async function answer(reply: FastifyReply, query: Buffer, parts: DnsRouteParts): Promise<FastifyReply> {
  const { forwarder, now, testNames, onAnswered } = parts;
  const asked = scanMessage(query);
  const send = (octets: Buffer, seconds: number) =>
    reply.header('content-type', MEDIA_TYPE).header('cache-control', `max-age=${seconds}`).send(octets);
  if (!asked || asked.response) {
    onAnswered('malformed');
    // what has a header can be told so in its own language; all else is no DNS
    return query.length === HEADER && !asked ? send(bareHeader(query), 0) : fail(reply, 400, 'dns_malformed');
  }
  const refuse = (rcode: number, extended: number | null, outcome: string) => {
    onAnswered(outcome);
    return send(writeRefusal(query, asked, rcode, extended), 0);
  };
  if (asked.opcode !== 0) return refuse(NOTIMP, null, 'refused');
  if (asked.edns && asked.edns.version > 0) return refuse(BADVERS, null, 'refused');
  const refusal = refuseQuestion(asked.question, testNames);
  if (refusal) return refuse(refusal.rcode, refusal.extended, 'refused');
  const came = await forwarder.ask({
    name: (asked.question.name ?? '').toLowerCase(),
    type: asked.question.type,
    dnssec: asked.edns?.dnssec === true,
    unchecked: asked.unchecked,
  });
  if (!came.ok) {
    if (came.failure !== 'overloaded')
      return refuse(SERVFAIL, came.failure === 'timeout' ? EDE_NO_REACHABLE : EDE_NETWORK, came.failure);
    onAnswered('overloaded');
    return fail(reply.header('retry-after', OVERLOADED_SECONDS), 503, 'dns_overloaded');
  }
  onAnswered(came.from);
  const passed = Math.max(0, Math.floor((now() - came.kept.at) / 1000));
  const { rcode } = came.kept.scanned;
  return send(writeAnswer(came.kept, query, asked, passed), rcode === 0 || rcode === NXDOMAIN ? came.seconds : 0);
}

/** FORMERR for a message without a question. */
function bareHeader(query: Buffer): Buffer {
  const octets = Buffer.from(query);
  octets.fill(0, 4);
  octets.writeUInt16BE(0x8080 | FORMERR, 2);
  return octets;
}
