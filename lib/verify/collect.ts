import { findBorder } from './border';
import type { Digest } from './digest';
import type { Border, Facts, Hop, Imitation, Leg, TransitFacts } from './facts';
import { isKin, isPresets, isSender, isSomeGateways, isTyped, layGround, writer, type Ground } from './ground';
import { collectProof } from './collect-proof';
import { legOf } from './leg';
import { organisations, type OrganisationOf } from './organisation';
import { hostName } from './rfc/under';
import { standingOf } from './standing';
import { stayOf } from './stay';
import type { Asked, World } from './world';

/** Seconds between each line and the one below it; null where either has no date, negative where dates go backwards. */
function delaysOf(hops: readonly Hop[]): readonly (number | null)[] {
  return hops.map((hop, at) => {
    const below = hops[at + 1]?.date ?? null;
    return hop.date === null || below === null ? null : hop.date - below;
  });
}

/**
 * Which organisation handed each hop over: the one that wrote the line below, or, where nobody is named there, that of a
 * client whose confirmed name is the one it gives itself, as mail servers do and devices at a customer's line do not.
 */
function sourcesOf(
  hops: readonly Hop[],
  organisations: readonly (string | null)[],
  organisationOf: OrganisationOf,
): readonly (string | null)[] {
  return hops.map((hop, at) => {
    const below = organisations[at + 1] ?? null;
    if (below !== null || hop.authenticated) return below;
    const { helo, rdns, confirmed } = hop.from;
    if (!confirmed || helo === null || rdns === null || hostName(helo) !== hostName(rdns)) return null;
    return organisationOf(rdns);
  });
}

/**
 * The provider's own names where a sender uses them: in the HELO at the border, and in the `by` of the line directly below
 * it. Deeper down they are usual: a reader's own mail to a list comes back with them.
 */
function imitationsOf(hops: readonly Hop[], border: Border, ground: Ground): readonly Imitation[] {
  const hop = border.hop === null ? undefined : hops[border.hop];
  if (border.hop === null || border.kind !== 'shown' || !hop) return [];
  const { helo, rdns, confirmed } = hop.from;
  const own = (name: string): boolean =>
    (ground.preset !== null && isPresets(ground.preset, name)) || isTyped(ground, name) || isKin(ground, name);
  // A large provider's customers come back in through its own outbound servers, under its own names.
  if (confirmed && rdns !== null && own(hostName(rdns))) return [];
  if (hop.from.ip !== null && isSender(ground, hop.from.ip)) return [];
  const found: Imitation[] = [];
  if (helo !== null && own(hostName(helo))) found.push({ hop: border.hop, where: 'helo', name: helo });
  const below = hops[border.attested];
  if (below?.by != null && writer(ground, below) !== null)
    found.push({ hop: border.attested, where: 'by', name: below.by });
  return found;
}

/** MX records of the reader's own domain help where nobody knows whose the top line is, or where a gateway stands before. */
function needsMx(hops: readonly Hop[], border: Border): boolean {
  if (border.provider === null) return hops.length > 0;
  if (border.hop === null || border.perimeter !== null) return false;
  const names = [hops[border.hop]?.from.helo, hops[border.hop]?.from.rdns, hops[border.hop + 1]?.by];
  return names.some((name) => name != null && isSomeGateways(hostName(name)));
}

/** Not one line is attested. */
const NOBODYS: Border = { hop: null, kind: 'none', attested: 0, steps: [], provider: null, perimeter: null };

/** The border and what it was found on, after asking for the mailbox's MX records where the mail alone cannot tell. */
async function findWay(
  { hops, receiver }: Digest,
  legs: readonly Leg[],
  world: World,
  organisationOf: OrganisationOf,
): Promise<{ readonly ground: Ground; readonly border: Border }> {
  const ground = layGround(receiver, null, organisationOf);
  if (!receiver.vouched) return { ground, border: NOBODYS };
  const border = findBorder(hops, legs, ground);
  if (receiver.mailbox === null || !needsMx(hops, border)) return { ground, border };
  const answer = await world.dns(hostName(receiver.mailbox), 'MX');
  if (!answer.ok) return { ground, border };
  const better = layGround(receiver, answer.value, organisationOf);
  return { ground: better, border: findBorder(hops, legs, better) };
}

/** How a mail came here. */
export async function collectTransit(digest: Digest, world: World, asked: readonly Asked[] = []): Promise<Transit> {
  const { hops, receiver, index } = digest;
  const organisationOf = organisations();
  const legs = hops.map(legOf);
  const { ground, border } = await findWay(digest, legs, world, organisationOf);
  const held = hops.map((hop) => organisationOf(hop.by));
  const { state, host } = digest.author;
  return {
    ground,
    facts: {
      hops,
      border,
      receiver,
      stay: stayOf(hops, border),
      legs,
      imitations: imitationsOf(hops, border, ground),
      delays: delaysOf(hops),
      organisations: held,
      sources: sourcesOf(hops, held, organisationOf),
      author: state === 'one' ? host : null,
      fields: index.fields,
      asked,
      collectedAt: world.now(),
    },
  };
}

/** The facts of how a mail came here, and the ground that they stand on. */
export interface Transit {
  readonly facts: TransitFacts;
  readonly ground: Ground;
}

/** … and who sent it. */
export async function collect(digest: Digest, world: World, asked: readonly Asked[] = []): Promise<Facts> {
  const { facts, ground } = await collectTransit(digest, world, asked);
  const standing = standingOf(facts.hops, facts.border, ground);
  const { organisationOf } = ground;
  const isOwn = (host: string): boolean => isTyped(ground, host) || isKin(ground, host);
  const proof = await collectProof(digest, { ...facts, standing, organisationOf, isOwn }, world);
  return { ...facts, proof };
}
