import { services } from './index';
import type { DeliveryService, Place } from './service';

/** What of a mail can tell which service sent it. Domains and hosts in any case, with or without the root's dot. */
export interface ServiceSignals {
  /** Address or domain in Return-Path; null or empty where there is none. */
  readonly returnPath: string | null;
  /** d= of signatures that are valid. One that is not proves nothing and must not be passed. */
  readonly signers: readonly string[];
  /** Names of clients in Received lines, as far as the servers confirmed them; newest first. */
  readonly hosts: readonly string[];
  /** Names of the head's fields, in lower case. */
  readonly fields: readonly string[];
  /** The value of Feedback-ID, or of X-Feedback-ID. */
  readonly feedbackId: string | null;
}

/** How far to believe it. `signed`: only the service has that key; `field`: anybody can write that. */
export type Certainty = 'signed' | 'envelope' | 'host' | 'field';

export interface RecognisedService {
  readonly service: DeliveryService;
  /** The signal that decided: where it stood, which entry of the service's file it is, and the words of the mail. */
  readonly by: { readonly at: Place; readonly is: string; readonly seen: string };
  readonly certainty: Certainty;
}

/** Octets of a name that are looked at: DNS has no longer ones (RFC 1035 2.3.4). */
export const MAX_NAME = 255;
/** Labels, from the right, that are looked at: no entry has more. */
export const MAX_LABELS = 8;
/** Names of one place that are looked at. Real mails have some 100 fields and at most 20 hosts. */
export const MAX_NAMES = 512;

/** From the most to the least believable. */
const PLACES: readonly { readonly at: Place; readonly certainty: Certainty }[] = [
  { at: 'signer', certainty: 'signed' },
  { at: 'return-path', certainty: 'envelope' },
  { at: 'host', certainty: 'host' },
  { at: 'field', certainty: 'field' },
  { at: 'feedback-id', certainty: 'field' },
];

/**
 * Of several services that are equally sure, the one nearest to the reader: a list sends on what others sent; a newsletter's
 * service hands its mail to a carrier (Klaviyo to SendGrid); and the author's mailbox is what all began with.
 */
const NEARNESS: Readonly<Record<DeliveryService['kind'], number>> = {
  list: 0,
  newsletter: 1,
  crm: 1,
  helpdesk: 1,
  shop: 1,
  transactional: 2,
  mailbox: 3,
};

type Entries = ReadonlyMap<string, DeliveryService>;

const DOMAIN_PLACES: readonly Place[] = ['signer', 'return-path', 'host'];

function index(): Readonly<Record<Place, Entries>> {
  const tables: Record<Place, Map<string, DeliveryService>> = {
    signer: new Map(),
    'return-path': new Map(),
    host: new Map(),
    field: new Map(),
    'feedback-id': new Map(),
  };
  for (const service of services) {
    for (const { at, is } of service.signals) {
      for (const place of at === 'domain' ? DOMAIN_PLACES : [at]) tables[place].set(is, service);
    }
  }
  return tables;
}

const TABLES = index();

/**
 * The service that sent a mail, or null. The surest signal decides; names match label by label from the right, so
 * evilsendgrid.net and sendgrid.net.evil.example are nobody's. Never throws; time grows with the number of names alone.
 */
export function recogniseService(signals: ServiceSignals): RecognisedService | null {
  const names: Readonly<Record<Place, readonly string[]>> = {
    signer: signals.signers,
    'return-path': one(domainOf(signals.returnPath)),
    host: signals.hosts,
    field: signals.fields,
    'feedback-id': one(tailOf(signals.feedbackId)),
  };
  for (const { at, certainty } of PLACES) {
    const find = DOMAIN_PLACES.includes(at) ? under : exactly;
    const found = nearest(names[at], TABLES[at], find);
    if (found) return { service: found.service, by: { at, is: found.is, seen: found.seen }, certainty };
  }
  return null;
}

interface Found {
  readonly service: DeliveryService;
  readonly is: string;
  readonly seen: string;
}

function nearest(
  names: readonly string[],
  table: Entries,
  find: (name: string, table: Entries) => Found | null,
): Found | null {
  let best: Found | null = null;
  const end = Math.min(names.length, MAX_NAMES);
  for (let at = 0; at < end; at++) {
    const name = names[at] ?? '';
    const found = name.length > MAX_NAME ? null : find(name, table);
    if (found && (best === null || NEARNESS[found.service.kind] < NEARNESS[best.service.kind])) best = found;
  }
  return best;
}

function exactly(seen: string, table: Entries): Found | null {
  const is = seen.toLowerCase();
  const service = table.get(is);
  return service ? { service, is, seen } : null;
}

/** The entry with the most labels that `seen` is or stands below. */
function under(seen: string, table: Entries): Found | null {
  const lower = seen.toLowerCase();
  const name = lower.endsWith('.') ? lower.slice(0, -1) : lower;
  let found: Found | null = null;
  let dot = name.length;
  for (let label = 0; label < MAX_LABELS && dot > 0; label++) {
    dot = name.lastIndexOf('.', dot - 1);
    const is = name.slice(dot + 1);
    const service = table.get(is);
    if (service) found = { service, is, seen };
  }
  return found;
}

/** The domain of an address that may stand in angle brackets; a local part may hold any number of "@". */
function domainOf(path: string | null): string | null {
  if (path === null) return null;
  const bare = path.trim();
  return bare.slice(bare.lastIndexOf('@') + 1, bare.endsWith('>') ? -1 : undefined);
}

/** What stands behind the last colon: by Google's rules for bulk senders, who sent it. */
function tailOf(feedbackId: string | null): string | null {
  return feedbackId === null ? null : feedbackId.slice(feedbackId.lastIndexOf(':') + 1).trim();
}

const one = (name: string | null): readonly string[] => (name ? [name] : []);
