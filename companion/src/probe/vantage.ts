/**
 * Can this machine reach mail servers at all? Most homes and clouds close port 25, and then a time-out says nothing of the other side.
 */
import type { AddressPosture } from '../../../lib/verify/posture';
import type { Resolver } from '../dns/resolver';
import type { AddressGuard } from './address-guard';
import { dialogue } from './dialogue';
import { findAddresses } from './find-addresses';
import { openSocket } from './open-socket';

/** Large and independent of each other: not all of them are down at once. */
const WITNESSES: readonly string[] = ['gmail.com', 'outlook.com', 'icloud.com', 'yahoo.com'];
/** Of fewer than this, silence proves nothing. */
const LEAST = 2;
const CONNECT_MS = 5_000;
const GREETING_MS = 4_000;
/** How long a result lasts, in ms. */
const OPEN_FOR = 6 * 3_600_000;
const CLOSED_FOR = 10 * 60_000;
/** So many addresses in a row that nothing came back from put an older result in doubt. */
const DOUBT_AFTER = 6;

export interface Vantage {
  /** True if nothing leaves by port 25. Asks the witnesses only if it does not know. */
  isClosed(): Promise<boolean>;
  /** Told of each address that was tried: who answers is proof, and spares the witnesses. */
  saw(posture: AddressPosture): void;
}

export interface VantageParts {
  readonly resolver: Resolver;
  readonly guard: AddressGuard;
  readonly port: number;
  readonly now: () => number;
  readonly witnesses?: readonly string[];
  readonly patience?: number;
}

/** Nothing is asked until somebody wants to know. */
export function vantage({
  resolver,
  guard,
  port,
  now,
  witnesses = WITNESSES,
  patience = CONNECT_MS,
}: VantageParts): Vantage {
  let known: { readonly closed: boolean; readonly until: number } | null = null;
  let missed = 0;
  let asking: Promise<boolean> | null = null;

  async function ask(): Promise<boolean> {
    const answers = await Promise.all(witnesses.map(answersFrom));
    const tried = answers.filter((one) => one !== null);
    const closed = tried.length >= LEAST && !tried.some(Boolean);
    missed = 0;
    known = { closed, until: now() + (tried.some(Boolean) ? OPEN_FOR : CLOSED_FOR) };
    return closed;
  }

  /** Null: it could not be tried. */
  async function answersFrom(domain: string): Promise<boolean | null> {
    const mx = await resolver.query(domain, 'MX');
    const host = mx.ok ? mx.values.toSorted((a, b) => a.preference - b.preference)[0]?.exchange : undefined;
    if (!host) return null;
    const [ip] = (await findAddresses(resolver, host)).ips.filter(guard.allows);
    if (ip === undefined) return null;
    const opened = await openSocket(ip, port, patience, guard);
    if (!opened.ok) return false;
    const line = dialogue(opened.socket);
    // a firewall may shake hands in the server's place, and then be silent
    const heard = await line.hear(Math.min(patience, GREETING_MS));
    if (heard.state === 'reply') line.say('QUIT');
    opened.socket.destroySoon();
    setTimeout(() => opened.socket.destroy(), 500).unref();
    return heard.state === 'reply';
  }

  return {
    isClosed() {
      if (known && known.until > now() && missed < DOUBT_AFTER) return Promise.resolve(known.closed);
      asking ??= ask().finally(() => (asking = null));
      return asking;
    },
    saw({ reach, banner }) {
      if (reach === 'reached' && banner !== null) {
        missed = 0;
        known = { closed: false, until: now() + OPEN_FOR };
      } else if (reach === 'timeout' || reach === 'unreachable' || reach === 'blocked-here') missed++;
    },
  };
}
