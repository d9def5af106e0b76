/**
 * Implements a stub resolver's UDP (RFC 1035 4.2.1, RFC 5452 9): each question from a socket of its own, whose port the system chooses
 * by chance, with an id by chance; over TCP where the answer is truncated.
 */
import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { matchesQuery } from './matches-query';
import type { Question } from './question';
import { scanMessage } from './scan-message';
import type { StreamUpstream } from './stream-upstream';
import type { UpstreamAnswer } from './upstream';
import { writeQuery } from './write-query';

/** Milliseconds until the question is sent again; a resolver that must ask far away takes one or two seconds. */
const ATTEMPT_MS = 1_500;
const ATTEMPTS = 2;
/** Messages to our port that are no answer to our question: somebody guesses. Then TCP, where a guess is not enough. */
const MAX_WRONG = 16;
const IDS = 65_536;

export interface UdpOptions {
  readonly address: string;
  readonly port: number;
  readonly randomCase: boolean;
  readonly tcp: StreamUpstream;
  readonly attemptMs?: number;
}

export function udpUpstream(options: UdpOptions): (question: Question, signal: AbortSignal) => Promise<UpstreamAnswer> {
  return async (question, signal) => {
    let last: UpstreamAnswer = { ok: false, failure: 'timeout' };
    for (let attempt = 0; attempt < ATTEMPTS && !signal.aborted; attempt++) {
      const came = await attemptOnce(options, question, signal);
      if (came === 'tcp') return options.tcp.ask(question, signal);
      if (came.ok) return came;
      last = came;
    }
    return last;
  };
}

function attemptOnce(options: UdpOptions, question: Question, signal: AbortSignal): Promise<UpstreamAnswer | 'tcp'> {
  const { address, port, randomCase } = options;
  const query = writeQuery(question, { id: randomInt(IDS), randomCase, padded: false });
  const asked = scanMessage(query);
  const { promise, resolve } = Promise.withResolvers<UpstreamAnswer | 'tcp'>();
  if (!asked) return Promise.resolve({ ok: false, failure: 'malformed' });
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const late = () => resolve({ ok: false, failure: 'timeout' });
  const timer = setTimeout(late, options.attemptMs ?? ATTEMPT_MS);
  signal.addEventListener('abort', late, { once: true });
  if (signal.aborted) late();
  let wrong = 0;
  socket.on('error', () => resolve({ ok: false, failure: 'unreachable' }));
  socket.on('message', (octets) => {
    const scanned = scanMessage(octets);
    if (scanned && matchesQuery(octets, scanned, query, asked, randomCase)) {
      resolve(scanned.truncated ? 'tcp' : { ok: true, octets, scanned });
    } else if (isCut(octets, query)) {
      // cut in the middle of a record
      resolve('tcp');
    } else if (++wrong >= MAX_WRONG) resolve('tcp');
  });
  // a connected socket takes messages from that address and port alone, and hears that nobody listens there
  socket.connect(port, address, () => {
    if (!signal.aborted) socket.send(query);
  });
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', late);
    socket.close();
  });
}

/** A truncated answer to this query whose last record is not whole: servers are allowed no such thing, and do it. */
function isCut(octets: Buffer, query: Buffer): boolean {
  return (
    octets.length > 4 &&
    octets.readUInt16BE(0) === query.readUInt16BE(0) &&
    (octets.readUInt16BE(2) & 0x8200) === 0x8200
  );
}
