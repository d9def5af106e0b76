/** A TCP connection to an address that the guard allows, and to none other. */
import { connect, type Socket } from 'node:net';
import { readIp } from '../../../lib/verify/rfc/ip';
import type { Reach } from '../../../lib/verify/posture';
import type { AddressGuard } from './address-guard';

export type Opened =
  | { readonly ok: true; readonly socket: Socket }
  | { readonly ok: false; readonly reach: Exclude<Reach, 'reached'>; readonly detail: string | null };

/** What the system's errors mean. A local firewall that forbids says EPERM or EACCES. */
const REACH: Readonly<Record<string, Exclude<Reach, 'reached'>>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ETIMEDOUT: 'timeout',
  EPERM: 'blocked-here',
  EACCES: 'blocked-here',
  EMFILE: 'not-tried',
  ENFILE: 'not-tried',
};

/**
 * Connects to `ip` within `ms`; never rejects. The address is judged here, just before it is used, and what the socket says it is
 * connected to is judged once more.
 */
export function openSocket(
  ip: string,
  port: number,
  ms: number,
  guard: AddressGuard,
  signal?: AbortSignal,
): Promise<Opened> {
  if (signal?.aborted) return Promise.resolve({ ok: false, reach: 'not-tried', detail: 'stopped' });
  if (!guard.allows(ip)) return Promise.resolve({ ok: false, reach: 'not-allowed', detail: null });
  return new Promise((resolve) => {
    const socket = connect({ host: ip, port, noDelay: true });
    const timer = setTimeout(() => fail('timeout'), Math.max(0, ms));
    const stop = () => fail('not-tried', 'stopped');
    signal?.addEventListener('abort', stop, { once: true });
    // once it is open, whoever has it hears of the end by its closing
    socket.once('close', () => signal?.removeEventListener('abort', stop));
    function fail(reach: Exclude<Reach, 'reached'>, detail: string | null = null): void {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ok: false, reach, detail });
    }
    // stays: a socket without a listener would end the process by its next error
    socket.on('error', (error: NodeJS.ErrnoException) => {
      const reach = REACH[error.code ?? ''] ?? 'unreachable';
      fail(reach, error.code?.startsWith('E') ? error.code.slice(1).toLowerCase() : null);
    });
    socket.once('connect', () => {
      const peer = socket.remoteAddress ?? '';
      if (readIp(peer) !== readIp(ip) || !guard.allows(peer)) return fail('not-allowed');
      clearTimeout(timer);
      resolve({ ok: true, socket });
    });
  });
}
