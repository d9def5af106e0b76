/**
 * Implements the validated names of the client's address (RFC 7208 5.5), for `ptr` and for the macro `p` (7.3).
 * Does not implement: more than the first ten names (4.6.4).
 */
import type { Words } from '../ip';
import { isV4, isWithin, readNetwork } from '../ip';
import { isUnder } from '../under';
import { isAskable } from './expand';
import { ask, prompt } from './inquiry';
import type { Inquiry } from './inquiry';

/** Names of an address that are looked at; all others are ignored (4.6.4). */
export const MAX_PTR = 10;

export interface ClientNames {
  readonly names: readonly string[];
  /** A lookup on the way brought nothing. */
  readonly void: boolean;
  /** The World asks nobody, so that no names is not a fact. */
  readonly notAsked: boolean;
}

/**
 * The names that the client's address has and that have it, as far as `wanted`, in the order DNS gave them. A failure of DNS
 * only means fewer names (5.5).
 */
export async function validatedNames(inquiry: Inquiry, wanted: (name: string) => boolean): Promise<ClientNames> {
  const looked = await ask(inquiry, reverseName(inquiry.client), 'PTR');
  if (looked.kind === 'failed') return { names: [], void: false, notAsked: looked.failure === 'not-asked' };
  if (looked.kind === 'void') return { names: [], void: true, notAsked: false };
  const candidates = looked.values
    .slice(0, MAX_PTR)
    .map((name) => (name.endsWith('.') ? name.slice(0, -1) : name).toLowerCase())
    .filter((name) => isAskable(name) && wanted(name));
  if (inquiry.onRecord) for (const name of candidates) prompt(inquiry, name, inquiry.family);
  const names: string[] = [];
  let isVoid = false;
  for (const name of candidates) {
    const addresses = await ask(inquiry, name, inquiry.family);
    if (addresses.kind === 'void') isVoid = true;
    else if (addresses.kind === 'found') {
      if (addresses.values.some((value) => isClient(inquiry, value))) names.push(name);
    } else if (addresses.failure === 'not-asked') return { names, void: isVoid, notAsked: true };
  }
  return { names, void: isVoid, notAsked: false };
}

function isClient(inquiry: Inquiry, address: string): boolean {
  const network = readNetwork(address);
  return network !== null && isWithin(inquiry.client, network);
}

/** 7.3: the domain itself, else a name under it, else any. */
export function preferredName(names: readonly string[], domain: string): string {
  return names.find((name) => name === domain) ?? names.find((name) => isUnder(name, domain)) ?? names[0] ?? 'unknown';
}

function reverseName(client: Words): string {
  return `${dotted(client).split('.').reverse().join('.')}.${isV4(client) ? 'in-addr' : 'ip6'}.arpa`;
}

/** 7.3, macro `i`: dotted octets, or the 32 nibbles of an IPv6 address. */
export function dotted(client: Words): string {
  if (isV4(client)) {
    const [high = 0, low = 0] = client.slice(6);
    return `${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  return client.map((word) => [...word.toString(16).padStart(4, '0')].join('.')).join('.');
}
