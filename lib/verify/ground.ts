import type { Border, Hop } from './facts';
import type { Receiver } from './message';
import type { OrganisationOf } from './organisation';
import { inNetwork, readNetwork, type Network } from './rfc/ip';
import { receivers } from './receivers/index';
import type { KnownReceiver } from './receivers/receiver';
import { hostName, isUnder } from './rfc/under';

/** MX hosts and typed names that are looked at; more is a mistake or an attack. */
const MAX_MX = 20;
const MAX_TYPED = 200;

export type Provider = NonNullable<Border['provider']>;

/** A domain that servers are named under. A public suffix belongs to nobody, so it stands for itself alone. */
interface Domain {
  readonly name: string;
  readonly alone: boolean;
}

/** All that tells whose a server is, for one mail: the ground the provider's own machines stand on. */
export interface Ground {
  readonly preset: KnownReceiver | null;
  readonly presetNetworks: readonly Network[];
  readonly gateways: readonly KnownReceiver[];
  readonly typed: readonly Domain[];
  readonly networks: readonly Network[];
  readonly mailbox: Domain | null;
  readonly mx: readonly string[];
  readonly learned: readonly string[];
  /** Registrable domains of all names above: good enough to go on with an assumption, never to show anything. */
  readonly kin: readonly string[];
  readonly organisationOf: OrganisationOf;
}

const byId = new Map(receivers.map((receiver) => [receiver.id, receiver]));
const byMailbox = new Map(
  receivers.flatMap((receiver) => (receiver.mailboxes ?? []).map((domain) => [domain, receiver] as const)),
);
const byMx = new Map(receivers.flatMap((receiver) => (receiver.mx ?? []).map((domain) => [domain, receiver] as const)));
const networksOf = new Map(receivers.map((receiver) => [receiver.id, readNetworks(receiver.networks ?? [])]));
const sendersOf = new Map(receivers.map((receiver) => [receiver.id, readNetworks(receiver.senders ?? [])]));
const knownGateways = receivers.filter(({ kind }) => kind === 'gateway');
const byNetworksOf = new Map(receivers.map((receiver) => [receiver.id, readNetworks(receiver.byNetworks ?? [])]));

function readNetworks(texts: readonly string[]): readonly Network[] {
  return texts
    .slice(0, MAX_TYPED)
    .map(readNetwork)
    .filter((network) => network !== null);
}

/** The receiver of the longest domain in `table` that `host` is under. */
function underAny(host: string, table: ReadonlyMap<string, KnownReceiver>): KnownReceiver | null {
  for (let at = 0; at >= 0;) {
    const found = table.get(host.slice(at));
    if (found) return found;
    const dot = host.indexOf('.', at);
    at = dot < 0 ? -1 : dot + 1;
  }
  return null;
}

/** Which file in receivers/ a mailbox belongs to, from what the webmail or the mailbox's domain says; null if none. */
function presetOf(receiver: Receiver): KnownReceiver | null {
  const given = receiver.preset === null ? undefined : byId.get(receiver.preset);
  if (given?.kind === 'mailbox') return given;
  return receiver.mailbox === null ? null : (byMailbox.get(hostName(receiver.mailbox)) ?? null);
}

/** Host names of MX records ("10 mx.example.com."); the null MX (RFC 7505) names nobody. */
function mxHosts(records: readonly string[]): readonly string[] {
  return records
    .slice(0, MAX_MX)
    .map((record) => hostName(record.slice(record.lastIndexOf(' ') + 1)))
    .filter((host) => host !== '');
}

function typedGateway(text: string): KnownReceiver {
  const domain = hostName(text);
  return byId.get(text) ?? { id: domain, name: domain, kind: 'gateway', by: [domain] };
}

/** Lays the ground from what is known of the reader's provider and, where it was asked and answered, its MX records. */
export function layGround(
  receiver: Receiver,
  mxRecords: readonly string[] | null,
  organisationOf: OrganisationOf,
): Ground {
  const domain = (text: string): Domain => {
    const name = hostName(text);
    return { name, alone: organisationOf(name) === null };
  };
  let preset = presetOf(receiver);
  const gateways = receiver.gateways.slice(0, MAX_TYPED).map(typedGateway);
  const mx: string[] = [];
  for (const host of mxRecords === null ? [] : mxHosts(mxRecords)) {
    const known = underAny(host, byMx);
    if (known?.kind === 'gateway') {
      if (!gateways.includes(known)) gateways.push(known);
    } else if (known) {
      preset ??= known;
    } else {
      const organisation = organisationOf(host);
      if (organisation !== null && !mx.includes(organisation)) mx.push(organisation);
    }
  }
  const typed = receiver.names.slice(0, MAX_TYPED).map(domain);
  const mailbox = receiver.mailbox === null ? null : domain(receiver.mailbox);
  const learned = receiver.learned.slice(0, MAX_TYPED).map(hostName);
  const kin = [...typed.map(({ name }) => name), mailbox?.name ?? null, ...learned].map(organisationOf);
  return {
    preset,
    presetNetworks: preset ? (networksOf.get(preset.id) ?? []) : [],
    gateways,
    typed,
    networks: readNetworks(receiver.networks),
    mailbox,
    mx,
    learned,
    kin: [...kin.filter((name) => name !== null), ...mx],
    organisationOf,
  };
}

/** The ground of a gateway's own servers. Their networks send for customers too, so none of them is walked through. */
export function gatewayGround(gateway: KnownReceiver, ground: Ground): Ground {
  return { ...ground, preset: gateway, presetNetworks: [], gateways: [], mailbox: null, mx: [], learned: [], kin: [] };
}

/** Addresses that a gateway hands mail over from. */
export function gatewayNetworks(gateway: KnownReceiver): readonly Network[] {
  return networksOf.get(gateway.id) ?? [];
}

/** `#` in a pattern stands for one or more digits; the end is open. */
function isBare(name: string, pattern: string): boolean {
  let at = 0;
  for (const part of pattern) {
    const start = at;
    if (part === '#') {
      while (name.charCodeAt(at) >= 0x30 && name.charCodeAt(at) <= 0x39) at++;
      if (at === start) return false;
    } else if (name[at++] !== part) return false;
  }
  return true;
}

function named(host: string, domain: Domain): boolean {
  return domain.alone ? host === domain.name : isUnder(host, domain.name);
}

/** True if a name is under one of the domains of `preset`. */
export function isPresets(preset: KnownReceiver, host: string): boolean {
  return (
    preset.by.some((domain) => isUnder(host, domain)) || (preset.bare ?? []).some((pattern) => isBare(host, pattern))
  );
}

/** True if the line is of a machine of `preset` that takes mail from the provider's own machines alone. */
export function isInner(preset: KnownReceiver | null, by: string | null): boolean {
  return by !== null && (preset?.inner ?? []).some((pattern) => isBare(hostName(by), pattern));
}

/** Whose server wrote the line, if its `by` is the provider's; null if it is anybody's. */
export function writer(ground: Ground, hop: Hop): Provider | null {
  if (hop.by === null || hop.reason === 'not-parsed') return null;
  const host = hostName(hop.by);
  const { preset, mailbox } = ground;
  for (const domain of ground.typed) if (named(host, domain)) return { name: domain.name, known: 'user' };
  if (preset) {
    if (isPresets(preset, host)) return { name: preset.name, known: 'preset' };
    const networks = byNetworksOf.get(preset.id) ?? [];
    if (networks.some((network) => inNetwork(host, network))) return { name: preset.name, known: 'preset' };
  }
  if (mailbox && named(host, mailbox)) return { name: mailbox.name, known: 'mailbox' };
  for (const domain of ground.mx) if (isUnder(host, domain)) return { name: domain, known: 'mx' };
  if (ground.learned.includes(host)) return { name: ground.organisationOf(host) ?? host, known: 'learned' };
  return null;
}

/** True if the name is under the provider's own registrable domain, though nobody says so of this very name. */
export function isKin(ground: Ground, host: string): boolean {
  const organisation = ground.organisationOf(host);
  return (
    organisation !== null &&
    ground.kin.includes(organisation) &&
    !(ground.preset && isPresets(ground.preset, hostName(host)))
  );
}

/** True if the preset's customers send from this address. */
export function isSender(ground: Ground, ip: string): boolean {
  return ground.preset !== null && (sendersOf.get(ground.preset.id) ?? []).some((network) => inNetwork(ip, network));
}

/** True if `name` is one of a known gateway's: then it is worth asking whether the mailbox's MX names that gateway. */
export function isSomeGateways(name: string): boolean {
  return knownGateways.some((gateway) => isPresets(gateway, name));
}

/** True if `host` is under a name that the user or an administrator typed. */
export function isTyped(ground: Ground, host: string): boolean {
  return ground.typed.some((domain) => named(host, domain));
}
