/**
 * Implements DNS over TCP (RFC 7766) and over TLS (RFC 7858): one connection for many questions, answers in any order, closed when it
 * has been idle.
 */
import { randomInt } from 'node:crypto';
import type { Socket } from 'node:net';
import { matchesQuery } from './matches-query';
import type { Question } from './question';
import { scanMessage } from './scan-message';
import type { Scanned } from './scan-message';
import type { UpstreamAnswer } from './upstream';
import { writeQuery } from './write-query';

export interface StreamOptions {
  /** Begins a connection; `ready` is called once octets may go out. */
  connect(ready: () => void): Socket;
  readonly padded: boolean;
  readonly randomCase: boolean;
  /** Milliseconds without a question under way until it is closed. */
  readonly idle?: number;
}

export interface StreamUpstream {
  ask(question: Question, signal: AbortSignal): Promise<UpstreamAnswer>;
  close(): void;
}

const IDLE_MS = 10_000;
/** Questions under way on one connection; each has an id of its own. */
const MAX_PENDING = 1_000;
const IDS = 65_536;
const LENGTH_OCTETS = 2;

interface Pending {
  readonly query: Buffer;
  readonly asked: Scanned;
  readonly end: (answer: UpstreamAnswer) => void;
}

interface Connection {
  readonly socket: Socket;
  readonly ready: Promise<boolean>;
  readonly pending: Map<number, Pending>;
  /** It has answered before: if it ends now, a new one may do better. */
  proven: boolean;
  ended: boolean;
  timer: NodeJS.Timeout | undefined;
}

const fail = (failure: 'timeout' | 'unreachable' | 'malformed'): UpstreamAnswer => ({ ok: false, failure });

export function streamUpstream(options: StreamOptions): StreamUpstream {
  let current: Connection | null = null;
  const idle = options.idle ?? IDLE_MS;

  function open(): Connection {
    const { promise: ready, resolve } = Promise.withResolvers<boolean>();
    const socket = options.connect(() => resolve(true));
    const connection: Connection = {
      socket,
      ready,
      pending: new Map(),
      proven: false,
      ended: false,
      timer: undefined,
    };
    const finish = (failure: 'unreachable' | 'malformed') => {
      connection.ended = true;
      if (current === connection) current = null;
      clearTimeout(connection.timer);
      resolve(false);
      socket.destroy();
      for (const one of [...connection.pending.values()]) one.end(fail(failure));
    };
    let kept: Buffer = Buffer.alloc(0);
    socket.setNoDelay(true);
    socket.on('data', (piece: Buffer) => {
      kept = kept.length === 0 ? piece : Buffer.concat([kept, piece]);
      while (kept.length >= LENGTH_OCTETS) {
        const length = kept.readUInt16BE(0);
        if (kept.length < LENGTH_OCTETS + length) return;
        const octets = Buffer.from(kept.subarray(LENGTH_OCTETS, LENGTH_OCTETS + length));
        kept = kept.subarray(LENGTH_OCTETS + length);
        if (!deliver(connection, octets)) return finish('malformed');
      }
    });
    socket.on('error', () => finish('unreachable'));
    socket.on('close', () => finish('unreachable'));
    return connection;
  }

  /** False if the stream can no longer be trusted to be in step. */
  function deliver(connection: Connection, octets: Buffer): boolean {
    const scanned = scanMessage(octets);
    const pending = octets.length >= LENGTH_OCTETS ? connection.pending.get(octets.readUInt16BE(0)) : undefined;
    if (!scanned || scanned.truncated) {
      if (!pending) return scanned !== null;
      pending.end(fail('malformed'));
      return true;
    }
    // an answer that nobody waits for any more
    if (!pending) return true;
    connection.proven = true;
    pending.end(
      matchesQuery(octets, scanned, pending.query, pending.asked, options.randomCase)
        ? { ok: true, octets, scanned }
        : fail('malformed'),
    );
    return true;
  }

  async function once(question: Question, signal: AbortSignal): Promise<UpstreamAnswer & { stale?: boolean }> {
    const connection = current && current.pending.size < MAX_PENDING && !current.ended ? current : (current = open());
    const { proven } = connection;
    const { promise, resolve } = Promise.withResolvers<UpstreamAnswer>();
    let id = randomInt(IDS);
    while (connection.pending.has(id)) id = (id + 1) % IDS;
    const query = writeQuery(question, { id, randomCase: options.randomCase, padded: options.padded });
    const asked = scanMessage(query);
    if (!asked) return fail('malformed');
    const abort = () => resolve(fail('timeout'));
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    clearTimeout(connection.timer);
    connection.socket.ref();
    connection.pending.set(id, { query, asked, end: resolve });
    void connection.ready.then((ready) => {
      if (!ready || connection.ended) return;
      const head = Buffer.alloc(LENGTH_OCTETS);
      head.writeUInt16BE(query.length);
      // in one segment (RFC 7766 8)
      connection.socket.write(Buffer.concat([head, query]));
    });
    const answer = await promise;
    signal.removeEventListener('abort', abort);
    connection.pending.delete(id);
    if (connection.pending.size === 0 && !connection.ended) {
      connection.socket.unref();
      connection.timer = setTimeout(() => connection.socket.destroy(), idle);
      connection.timer.unref();
    }
    // a connection that never became one is not waited for by the next question
    if (!answer.ok && answer.failure === 'timeout' && !connection.proven && connection.pending.size === 0)
      connection.socket.destroy();
    return proven && !answer.ok && answer.failure === 'unreachable' ? { ...answer, stale: true } : answer;
  }

  return {
    async ask(question, signal) {
      const { stale, ...answer } = await once(question, signal);
      // the server closed an idle connection just when it was used again (RFC 7766 6.2.4)
      return stale && !signal.aborted ? once(question, signal) : answer;
    },
    close() {
      current?.socket.destroy();
    },
  };
}
