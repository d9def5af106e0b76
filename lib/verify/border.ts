/**
 * The walk from the top line down to the place where the mail entered the reader's provider.
 *
 * Anyone can write Received lines before that place, the provider's own names in them. What cannot be forged is what the
 * provider's own server saw: the client's address, and a name that it looked up forwards again. So a line is believed only
 * if the line above it is, and that line's client is the provider's own. The walk never goes past a client on a public
 * address that nothing shows to be the provider's: the next line may be the sender's invention.
 */
import { assumedAt, isAssumed } from './assumed';
import type { Border, Hop, Leg, Step } from './facts';
import {
  gatewayGround,
  gatewayNetworks,
  isInner,
  isKin,
  isPresets,
  isTyped,
  writer,
  type Ground,
  type Provider,
} from './ground';
import { inNetwork } from './rfc/ip';
import type { KnownReceiver } from './receivers/receiver';
import { hostName, isUnder } from './rfc/under';

/** Lines that a machine without a proper name ("vm", a container's id) may put on top before the provider's name comes. */
const MAX_NAMELESS = 4;

/** Names that a machine gives itself for want of a better one: no dot, "localhost", or an address of its own network. */
function isNameless(by: string): boolean {
  const name = hostName(by);
  if (!name.includes('.') && !name.includes(':')) return true;
  return (
    name.startsWith('localhost.') || name.endsWith('.local') || name.endsWith('.localdomain') || name === '127.0.0.1'
  );
}

/** The line says LMTP, in one of its four spellings (RFC 3848, RFC 6531). */
function isLmtp(hop: Hop): boolean {
  return hop.reason === 'lmtp' || (hop.with !== null && /^(?:UTF8)?LMTPS?A?$/i.test(hop.with));
}

/** How the client of a line is the provider's own; null if nothing shows or allows it. */
function stepPast(hop: Hop, leg: Leg, ground: Ground): Step | null {
  if (hop.reason === 'mapi') return 'local';
  // "by 10.…" and "by 2002:a…" are Google's way of writing; elsewhere they say nothing.
  if (hop.reason === 'own-line') return writer(ground, hop)?.known === 'preset' ? 'local' : null;
  if (hop.reason === 'local-pickup' && leg.reach !== 'public') return leg.reach === 'loopback' ? 'loopback' : 'local';
  const { ip } = hop.from;
  if (ip === null) return hop.reason === 'lmtp' || isInner(ground.preset, hop.by) ? 'local' : null;
  if (leg.reach === 'loopback') return 'loopback';
  if (ground.networks.some((network) => inNetwork(ip, network))) return 'user-network';
  const name = hop.from.confirmed && hop.from.rdns !== null ? hostName(hop.from.rdns) : null;
  // A preset speaks for what the preset's servers see: 10/8 behind an Exchange of one's own is another network.
  if (ground.preset !== null && hop.by !== null && isPresets(ground.preset, hostName(hop.by))) {
    if (ground.presetNetworks.some((network) => inNetwork(ip, network))) return 'preset-network';
    if (name !== null && (ground.preset.relays ?? []).some((domain) => isUnder(name, domain))) return 'preset-name';
  }
  if (name !== null && isTyped(ground, name)) return 'user-name';
  if (isLmtp(hop)) return 'lmtp';
  if (leg.reach === 'private') return 'private';
  return name !== null && isKin(ground, name) ? 'same-domain' : null;
}

/** True if the line below reads like the provider's own, as far as this step needs it. */
function goesOn(step: Step, hop: Hop, next: Hop, leg: Leg, ground: Ground): boolean {
  if (next.reason === 'not-parsed') return false;
  if (writer(ground, next) !== null) return true;
  const sameHost = next.by !== null && hop.by !== null && hostName(next.by) === hostName(hop.by);
  switch (step) {
    case 'loopback':
      // A tunnel or a proxy makes every client look local; then the line below is a stranger's and says so.
      return next.by === null || sameHost || isNameless(next.by);
    case 'local':
      return sameHost;
    case 'user-network':
      return leg.reach === 'public' || (next.by !== null && isKin(ground, next.by));
    case 'private':
    case 'lmtp':
    case 'same-domain':
      return next.by !== null && isKin(ground, next.by);
    default:
      return false;
  }
}

interface Walk {
  /** The line where the walk stopped; null if it went past the last. */
  readonly stop: number | null;
  readonly steps: readonly Step[];
}

function walk(hops: readonly Hop[], legs: readonly Leg[], from: number, ground: Ground): Walk {
  const steps: Step[] = [];
  for (let at = from; ; at++) {
    const hop = hops[at];
    const leg = legs[at];
    if (!hop || !leg) return { stop: null, steps };
    const step = stepPast(hop, leg, ground);
    const next = hops[at + 1];
    if (step === null) return { stop: at, steps };
    // With nothing below, only what is shown ends inside; an assumed client may as well be the sender.
    if (next ? !goesOn(step, hop, next, leg, ground) : isAssumed(step)) return { stop: at, steps };
    steps.push(step);
  }
}

/** Goes past lines of machines without a proper name, as long as they took the mail from beside themselves. */
function firstNamed(
  hops: readonly Hop[],
  legs: readonly Leg[],
  ground: Ground,
): { provider: Provider; steps: readonly Step[] } | null {
  const steps: Step[] = [];
  for (let at = 0; at <= MAX_NAMELESS; at++) {
    const hop = hops[at];
    const leg = legs[at];
    if (!hop || !leg) return null;
    const provider = writer(ground, hop);
    if (provider) return { provider, steps };
    if (hop.reason === 'not-parsed') return null;
    const step = stepPast(hop, leg, ground);
    if (step !== 'loopback' && step !== 'local' && step !== 'lmtp' && step !== 'private') return null;
    steps.push(step);
  }
  return null;
}

/** The gateway that handed the mail over at this line, if it is one that was named; `shown` if address or name prove it. */
function gatewayAt(hop: Hop, next: Hop | undefined, ground: Ground): { gateway: KnownReceiver; shown: boolean } | null {
  const name = hop.from.rdns === null ? null : hostName(hop.from.rdns);
  for (const gateway of ground.gateways) {
    const { ip, confirmed } = hop.from;
    if (ip !== null && gatewayNetworks(gateway).some((network) => inNetwork(ip, network)))
      return { gateway, shown: true };
    if (name !== null && confirmed && isPresets(gateway, name)) return { gateway, shown: true };
    const claims = [hop.from.helo, hop.from.rdns, next?.by ?? null];
    if (claims.some((claim) => claim !== null && isPresets(gateway, hostName(claim)))) return { gateway, shown: false };
  }
  return null;
}

/**
 * Finds the border among `hops` (top first). Never throws; answers in one pass over the lines. The kind is `shown` only if
 * every step was, and the border's client is on a public address.
 */
export function findBorder(hops: readonly Hop[], legs: readonly Leg[], ground: Ground): Border {
  const start = firstNamed(hops, legs, ground);
  if (!start) return { hop: null, kind: 'none', attested: 0, steps: [], provider: null, perimeter: null };
  const { provider } = start;
  const walked = walk(hops, legs, start.steps.length, ground);
  const steps = [...start.steps, ...walked.steps];
  const at = walked.stop;
  const hop = at === null ? undefined : hops[at];
  if (at === null || !hop) return { hop: null, kind: 'none', attested: hops.length, steps, provider, perimeter: null };

  const shownAt = (line: number, way: readonly Step[]): 'shown' | 'assumed' =>
    assumedAt(way) === null && legs[line]?.reach === 'public' ? 'shown' : 'assumed';
  const here: Border = { hop: at, kind: shownAt(at, steps), attested: at + 1, steps, provider, perimeter: null };

  const next = hops[at + 1];
  const found = gatewayAt(hop, next, ground);
  if (!found) return here;
  const inside = gatewayGround(found.gateway, ground);
  // In the clear at this very line is in the clear wherever it came from; only what looks better must be doubted.
  const doubted: Border = hop.state === 'plaintext' ? here : { ...here, kind: 'assumed' };
  // It says it comes from the gateway, and nothing shows it: a sender who knows the gateway's name can say so too.
  if (!found.shown || !next || writer(inside, next) === null) return doubted;
  const beyond = walk(hops, legs, at + 1, inside);
  const way: Step[] = [...steps, 'gateway', ...beyond.steps];
  if (beyond.stop === null || shownAt(beyond.stop, way) !== 'shown') return doubted;
  return { ...here, kind: 'shown', attested: beyond.stop + 1, steps: way, perimeter: beyond.stop };
}
