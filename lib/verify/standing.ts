import { assumedAt } from './assumed';
import type { Border, Hop } from './facts';
import type { Ground } from './ground';
import type { KnownReceiver } from './receivers/receiver';
import type { Standing } from './rfc/auth-results/attested';
import { hostName } from './rfc/under';

/** Authserv-ids of a receiver we know: what its file says, else the domains that its servers are named under. */
function idsOf(receiver: KnownReceiver): readonly string[] {
  return receiver.authserv ?? receiver.by;
}

/**
 * The provider's authserv-ids. Without a file: the hosts that wrote the attested lines, their registrable domains (RFC 8601
 * 2.5 suggests either), and the names that are the provider's by the mailbox or the reader's word.
 */
function providersIds(hops: readonly Hop[], attested: number, ground: Ground): readonly string[] {
  const ids = new Set<string>(ground.preset ? idsOf(ground.preset) : []);
  for (const { name } of ground.typed) ids.add(name);
  if (ground.preset?.authserv !== undefined) return [...ids];
  if (ground.mailbox) ids.add(ground.mailbox.name);
  for (const { by } of hops.slice(0, attested)) {
    if (by === null) continue;
    ids.add(hostName(by));
    const organisation = ground.organisationOf(by);
    if (organisation !== null) ids.add(organisation);
  }
  return [...ids];
}

/**
 * Where, by the border, the provider's own Authentication-Results can stand. What lies behind a step that was only assumed is
 * not the provider's own block: a stranger may have written there.
 */
export function standingOf(hops: readonly Hop[], border: Border, ground: Ground): Standing {
  const nothing: Standing = { block: 0, ids: [], gateway: null, microsoft: false };
  if (border.provider === null) return nothing;
  const assumed = assumedAt(border.steps);
  // With no border all lines are attested, and what stands below the last may have come with the mail.
  const last = assumed ?? border.hop ?? border.attested - 1;
  const block = hops[last]?.field;
  if (block === undefined) return nothing;
  const perimeter = border.perimeter === null ? undefined : hops[border.perimeter]?.field;
  return {
    block,
    ids: providersIds(hops, last + 1, ground),
    gateway: perimeter === undefined ? null : { end: perimeter, ids: ground.gateways.flatMap(idsOf) },
    microsoft: ground.preset?.id === 'microsoft' && border.provider.known === 'preset' && border.kind === 'shown',
  };
}
