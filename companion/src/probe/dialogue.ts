/** One command, one reply, over a socket that somebody else opened; whatever the other side does, a wait ends. */
import type { Socket } from 'node:net';
import type { Flaw, Reply } from './reply-reader';
import { replyReader } from './reply-reader';

export type Heard =
  | { readonly state: 'reply'; readonly reply: Reply }
  | { readonly state: 'flaw'; readonly flaw: Flaw | 'unasked' }
  | { readonly state: 'timeout' | 'closed' | 'reset' };

export interface Dialogue {
  /** The next reply; never rejects. */
  hear(ms: number): Promise<Heard>;
  /** Sends a line. What came before it, unasked, would be taken for its answer: then `hear` answers a flaw. */
  say(line: string): void;
  /** Lets the socket go, for TLS to take it. Answers how many octets came that nobody waited for. */
  leave(): number;
}

/** Begins to listen. */
export function dialogue(socket: Socket): Dialogue {
  const reader = replyReader();
  let gone: 'closed' | 'reset' | null = null;
  let unasked = false;
  let waiting: ((heard: Heard) => void) | null = null;

  function next(): Heard | null {
    if (unasked) return { state: 'flaw', flaw: 'unasked' };
    const taken = reader.take();
    if (taken.state !== 'more') return taken;
    return gone && { state: gone };
  }
  function settle(): void {
    const heard = waiting && next();
    if (heard) waiting?.(heard);
  }
  function onData(octets: Buffer): void {
    reader.push(octets);
    settle();
  }
  function onEnd(): void {
    gone ??= 'closed';
    settle();
  }
  function onError(): void {
    gone ??= 'reset';
    settle();
  }
  socket.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', onError);

  return {
    hear(ms) {
      const now = next();
      if (now) return Promise.resolve(now);
      return new Promise((resolve) => {
        const timer = setTimeout(() => waiting?.({ state: 'timeout' }), Math.max(0, ms));
        waiting = (heard) => {
          waiting = null;
          clearTimeout(timer);
          resolve(heard);
        };
      });
    },
    say(line) {
      unasked ||= reader.left() > 0;
      if (!gone && !unasked && socket.writable) socket.write(`${line}\r\n`);
    },
    leave() {
      socket.off('data', onData).off('end', onEnd).off('close', onEnd);
      return reader.left();
    },
  };
}
