/**
 * One polite conversation with one address of an MX host: banner, EHLO, STARTTLS, EHLO again, QUIT. No mail is begun, no name of a
 * mailbox is said, no word is said before the server's. Every end of it is told apart.
 */
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { AddressPosture, Reach, SmtpOutcome } from '../../../lib/verify/posture';
import type { TlsaRecord } from '../../../lib/verify/rfc/tlsa';
import type { AddressGuard } from './address-guard';
import type { Dialogue, Heard } from './dialogue';
import { dialogue } from './dialogue';
import { matchDane } from './match-dane';
import { openSocket } from './open-socket';
import { readCertificate } from './read-certificate';
import type { Reply } from './reply-reader';
import { startTls } from './start-tls';

export interface Target {
  readonly host: string;
  readonly ip: string;
  /** All records of a secure set; null if there is none, or nobody knows. */
  readonly tlsa: readonly TlsaRecord[] | null;
  /** The name that is asked for: where the records stand, or else the host. */
  readonly base: string;
}

/** Longest waits, in ms. */
export interface Patience {
  readonly connect: number;
  /** RFC 5321 4.5.3.2.1 gives a server five minutes; tarpits live on that. */
  readonly banner: number;
  readonly command: number;
  readonly tls: number;
  readonly quit: number;
  /** Over all steps. */
  readonly whole: number;
}

export const PATIENCE: Patience = {
  connect: 8_000,
  banner: 20_000,
  command: 10_000,
  tls: 10_000,
  quit: 2_000,
  whole: 45_000,
};

export interface ProbeParts {
  readonly guard: AddressGuard;
  readonly context: SecureContext;
  /** Says EHLO with it: a name of this machine that leads back to it, never the target's. Null: its address (RFC 5321 4.1.3). */
  readonly helo: string | null;
  readonly patience: Patience;
  readonly port: number;
  /** ms since 1970. */
  readonly now: () => number;
}

export interface AddressProbe {
  readonly posture: AddressPosture;
  /** See `DaneResult`. */
  readonly wantsName: boolean;
}

const MAX_BANNER = 200;
const MAX_CAPABILITIES = 50;
const MAX_CAPABILITY = 100;

type Draft = { -readonly [K in keyof AddressPosture]: AddressPosture[K] };
type Phase = keyof AddressPosture['phases'];

/**
 * Talks to one address. Never rejects; when it answers, its sockets are on their way to be closed, whatever the other side does. After
 * `signal` aborts it answers soon, and nothing that it says counts.
 */
export async function probeAddress(target: Target, parts: ProbeParts, signal?: AbortSignal): Promise<AddressProbe> {
  const { ip, host } = target;
  const phases: { [phase in Phase]?: number } = {};
  const draft: Draft = {
    ip,
    family: ip.includes(':') ? 6 : 4,
    reach: 'reached',
    outcome: 'untested',
    phases,
    tls: null,
    certificate: null,
    dane: target.tlsa === null ? 'none' : 'unknown',
    capabilities: [],
    banner: null,
    detail: null,
    observedAt: parts.now(),
  };
  const { patience } = parts;
  const end = performance.now() + patience.whole;
  const left = (ms: number) => Math.min(ms, end - performance.now());
  const timed = async <T>(phase: Phase, run: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const done = await run();
    phases[phase] = Math.round((performance.now() - from) * 10) / 10;
    return done;
  };

  const opened = await timed('connect', () => openSocket(ip, parts.port, left(patience.connect), parts.guard, signal));
  if (!opened.ok) {
    const { reach, detail } = opened;
    return { posture: { ...draft, reach, detail, phases: {} }, wantsName: false };
  }
  const helo = parts.helo ?? literal(opened.socket.localAddress ?? '127.0.0.1');
  let socket: Socket = opened.socket;
  let wantsName = false;
  try {
    const plain = dialogue(socket);
    await converse(plain);
  } finally {
    closeSoon(socket);
    if (socket !== opened.socket) opened.socket.destroySoon();
  }
  return { posture: draft, wantsName };

  async function converse(plain: Dialogue): Promise<void> {
    const banner = await timed('banner', () => plain.hear(left(patience.banner)));
    if (banner.state === 'reply') draft.banner = banner.reply.lines.join(' ').slice(0, MAX_BANNER);
    if (!isReply(banner, 220)) return stop(bannerEnd(banner), plain);

    let hello = await timed('ehlo', () => ask(plain, `EHLO ${helo}`));
    // RFC 5321 4.1.4: a server from before EHLO does not know the word; it cannot have STARTTLS either
    const old = hello.state === 'reply' && [500, 502, 504].includes(hello.reply.code);
    if (old) hello = await ask(plain, `HELO ${helo}`);
    if (!isReply(hello, 250)) return stop(commandEnd(hello, 'ehlo'), plain);
    draft.capabilities = old ? [] : capabilitiesOf(hello.reply);
    if (!draft.capabilities.some((one) => /^STARTTLS$/i.test(one.trim()))) {
      // a firewall that rubs words out: whose it is, and so what others see, cannot be told from here
      const masked = draft.capabilities.some((one) => /^X{4,}[A-Z]?$/.test(one));
      return stop(masked ? { outcome: 'untested', detail: 'masked' } : { outcome: 'no-starttls', detail: null }, plain);
    }

    const go = await timed('starttls', () => ask(plain, 'STARTTLS'));
    if (!isReply(go, 220)) return stop(starttlsEnd(go), plain);
    // CVE-2011-0411 turned round: what stands here in the clear would be read as if TLS had brought it
    if (plain.leave() > 0) return stop({ outcome: 'injected-plaintext', detail: null }, null);

    const secured = await timed('tls', () => startTls(socket, target.base, parts.context, left(patience.tls)));
    if (!secured.ok) {
      const { why, detail } = secured;
      return stop(why === 'timeout' ? { outcome: 'untested', detail: 'timeout-tls' } : broken(detail), null);
    }
    socket = secured.socket;
    draft.tls = secured.tls;
    if (secured.chain) {
      draft.certificate = readCertificate(secured.chain, host, secured.verdict);
      if (target.tlsa !== null) {
        const hosts = [target.base, host];
        const dane = matchDane(target.tlsa, secured.chain, hosts, draft.observedAt);
        draft.dane = dane.match;
        wantsName = dane.wantsName;
      }
    }
    const inside = dialogue(secured.socket);
    await secured.ticket;
    const again = await timed('again', () => ask(inside, `EHLO ${helo}`));
    if (!isReply(again, 250)) return stop(insideEnd(again), inside);
    draft.capabilities = capabilitiesOf(again.reply);
    return stop({ outcome: 'starttls-works', detail: null }, inside);
  }

  function ask(line: Dialogue, command: string): Promise<Heard> {
    line.say(command);
    return line.hear(left(patience.command));
  }

  async function stop({ outcome, detail, reach = 'reached' }: End, line: Dialogue | null): Promise<void> {
    Object.assign(draft, { outcome, detail, reach });
    if (line && outcome !== 'silent' && outcome !== 'not-smtp')
      await timed('quit', () => {
        line.say('QUIT');
        return line.hear(left(patience.quit));
      });
  }
}

interface End {
  readonly outcome: SmtpOutcome;
  readonly detail: string | null;
  readonly reach?: Reach;
}

const broken = (detail: string): End => ({ outcome: 'starttls-broken', detail });

function isReply(heard: Heard, code: number): heard is { state: 'reply'; reply: Reply } {
  return heard.state === 'reply' && heard.reply.code === code;
}

/** A number that says "later" or "no" before the question was settled. */
function refusal({ code }: Reply): End {
  const outcome = code >= 500 ? 'rejected' : code >= 400 ? 'busy' : 'not-smtp';
  return { outcome, detail: `reply-${code}` };
}

function bannerEnd(heard: Heard): End {
  if (heard.state === 'reply') return refusal(heard.reply);
  if (heard.state === 'flaw') return { outcome: 'not-smtp', detail: heard.flaw };
  if (heard.state === 'timeout') return { outcome: 'silent', detail: null };
  return heard.state === 'reset'
    ? { outcome: 'closed', detail: 'reset', reach: 'reset' }
    : { outcome: 'closed', detail: 'banner' };
}

function commandEnd(heard: Heard, at: string): End {
  if (heard.state === 'reply') return refusal(heard.reply);
  if (heard.state === 'flaw') return { outcome: 'not-smtp', detail: heard.flaw };
  return heard.state === 'timeout'
    ? { outcome: 'untested', detail: `timeout-${at}` }
    : { outcome: 'closed', detail: at };
}

/** It offered STARTTLS, so that a refusal here is a broken offer; but 421 is a server that takes no more of anything. */
function starttlsEnd(heard: Heard): End {
  if (heard.state === 'reply')
    return heard.reply.code === 421 ? refusal(heard.reply) : broken(`reply-${heard.reply.code}`);
  if (heard.state === 'flaw') return broken(heard.flaw);
  return heard.state === 'timeout' ? { outcome: 'untested', detail: 'timeout-starttls' } : broken('closed');
}

function insideEnd(heard: Heard): End {
  if (heard.state === 'reply')
    return heard.reply.code < 500 && heard.reply.code >= 400
      ? refusal(heard.reply)
      : broken(`reply-${heard.reply.code}`);
  if (heard.state === 'flaw') return broken(heard.flaw);
  return heard.state === 'timeout' ? { outcome: 'untested', detail: 'timeout-again' } : broken('closed-after-tls');
}

/** The first line greets. */
function capabilitiesOf({ lines }: Reply): readonly string[] {
  return lines.slice(1, MAX_CAPABILITIES + 1).map((line) => line.slice(0, MAX_CAPABILITY));
}

function literal(ip: string): string {
  return ip.includes(':') ? `[IPv6:${ip.split('%')[0]}]` : `[${ip}]`;
}

/** Says goodbye to TCP and TLS if the other side reads it, and lets go soon if not. */
function closeSoon(socket: Socket): void {
  const timer = setTimeout(() => socket.destroy(), 500);
  socket.once('close', () => clearTimeout(timer));
  socket.destroySoon();
  if (socket.destroyed) clearTimeout(timer);
}
