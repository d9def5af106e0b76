import { keyRecord } from '../signer/keys.ts';
import { txt } from '../dns/txt.ts';
import type { KeyName } from './dkim-keys.ts';
import { dkimKey } from './dkim-keys.ts';
import {
  BORDER,
  BORDER_OPENDKIM,
  BORDER_RSPAMD,
  BORDER_V6,
  COMMUNITY,
  EXIM_RELAY,
  GOSSIP,
  LIST_DOMAIN,
  MAILER,
  NAMES,
  PARTNER,
  RESOLVER,
  SENDER,
  SENDER_V6,
} from './network.ts';

/** What the world's name servers know. Names are relative to the zone. */
export interface Zone {
  readonly origin: string;
  /** The records, as a zone file has them. */
  readonly text: string;
  readonly signed: boolean;
}

/** A key that nobody has: whoever is told of it refuses what bogus.example says. */
const NOBODYS_KEY = `DS 4242 13 2 ${'0123456789abcdef'.repeat(4)}`;

const head = (serial: number): string =>
  `$TTL 300\n@ IN SOA ns host ${serial} 3600 600 86400 60\n@ IN NS ns\nns IN A ${RESOLVER}\n`;

const record = (name: string, data: string): string => `${name} IN ${data}`;
const text = (name: string, value: string): string => record(name, txt(value));

/** What a domain publishes of its mail; null for nothing. `keys` by selector: a key's name, or the whole record. */
interface Published {
  readonly spf: string | null;
  readonly dmarc: string | null;
  readonly keys?: Readonly<Record<string, KeyName | { readonly record: string }>>;
}

const published = (name: string, { spf, dmarc, keys = {} }: Published): string[] => {
  const below = (label: string) => (name === '@' ? label : `${label}.${name}`);
  const records = Object.entries(keys);
  return [
    record(name, 'MX 10 mail.sender.example.'),
    // Unbound 1.17 cannot prove that a name does not exist right below one without records of its own
    ...(records.length === 0 ? [] : [text(below('_domainkey'), 'o=~')]),
    ...(spf === null ? [] : [text(name, spf)]),
    ...(dmarc === null ? [] : [text(below('_dmarc'), dmarc)]),
    ...records.map(([selector, key]) =>
      text(below(`${selector}._domainkey`), typeof key === 'string' ? keyRecord(dkimKey(key)) : key.record),
    ),
  ];
};

const only = (...addresses: string[]): string =>
  `v=spf1 ${addresses.map((one) => `${one.includes(':') ? 'ip6' : 'ip4'}:${one}`).join(' ')} -all`;

const REJECT = 'v=DMARC1; p=reject';
const NONE = 'v=DMARC1; p=none';

/** Keys of an author, good and bad, each under a selector that says which. */
const authors = (): NonNullable<Published['keys']> => ({
  s1: 'author',
  ed: 'edwards',
  short: 'short',
  // whose key this is did not sign
  other: 'author',
  gone: { record: 'v=DKIM1; k=rsa; p=' },
  trial: { record: keyRecord(dkimKey('author'), '; t=y') },
});

const DOMAINS = (): Readonly<Record<string, Published>> => ({
  'sender.example': { spf: only(SENDER, SENDER_V6), dmarc: null },
  'exim.example': { spf: only(EXIM_RELAY), dmarc: null },
  'partner.example': { spf: only(PARTNER), dmarc: null },
  'sendmail.example': { spf: null, dmarc: NONE, keys: { od: 'opendkim' } },
  'rspamd.example': { spf: null, dmarc: 'v=DMARC1; p=quarantine', keys: { rs: 'rspamd' } },
  'bank.example': { spf: only('203.0.113.99'), dmarc: REJECT },
  'shop.example': { spf: only(SENDER), dmarc: REJECT },
  'strict.example': { spf: 'v=spf1 include:_spf.strict.example -all', dmarc: REJECT, keys: authors() },
  '_spf.strict.example': { spf: only(SENDER), dmarc: null },
  'quiet.example': { spf: null, dmarc: null, keys: authors() },
  'evil.example': { spf: null, dmarc: null, keys: { s1: 'stranger' } },
  'mailer.example': { spf: only(MAILER), dmarc: null, keys: { m1: 'service' } },
  'community.example': { spf: null, dmarc: null, keys: { arc: 'list' } },
  'lists.community.example': { spf: only(COMMUNITY), dmarc: null },
  'gossip.example': { spf: null, dmarc: null, keys: { arc: 'list' } },
  'lists.gossip.example': { spf: only(GOSSIP), dmarc: null },
  'box.test': { spf: only(BORDER, BORDER_V6, BORDER_OPENDKIM, BORDER_RSPAMD), dmarc: REJECT },
  // its lists put in a Return-Path of their own, which the author's server was never asked about
  [LIST_DOMAIN]: { spf: only(BORDER), dmarc: null },
});

/** Delegated by `example`: not signed, wrongly signed, and served by nobody. */
const UNSIGNED = 'lax.example';
const BOGUS = 'bogus.example';
export const DOWN = 'down.example';

const delegated = (name: string): string => `${name} IN NS ns.${name}\nns.${name} IN A ${RESOLVER}`;
const relative = (name: string, origin: string): string =>
  name === origin ? '@' : name.slice(0, -(origin.length + 1));

function tree(origin: string, more: readonly string[]): Zone {
  const inside = (name: string) => name === origin || name.endsWith(`.${origin}`);
  const hosts = NAMES.filter(([, name]) => inside(name)).map(([address, name]) =>
    record(relative(name, origin), `${address.includes(':') ? 'AAAA' : 'A'} ${address}`),
  );
  const domains = Object.entries(DOMAINS()).filter(([name]) => inside(name));
  const records = domains.flatMap(([name, what]) => published(relative(name, origin), what));
  return { origin, text: `${head(1)}${[...hosts, ...records, ...more].join('\n')}\n`, signed: true };
}

/** A zone of its own for one domain, not signed. */
function apart(origin: string, what: Published): Zone {
  return { origin, text: `${head(1)}${published('@', what).join('\n')}\n`, signed: false };
}

/** All zones. Two are signed; each signed by a key of its own that the resolver is told of, for there is no root above them. */
export function zones(): readonly Zone[] {
  const below = [UNSIGNED, BOGUS, DOWN].map((name) => delegated(relative(name, 'example')));
  return [
    tree('example', [...below, record(relative(BOGUS, 'example'), NOBODYS_KEY)]),
    tree('test', []),
    apart(UNSIGNED, { spf: only(SENDER), dmarc: NONE, keys: authors() }),
    apart(BOGUS, { spf: only(SENDER), dmarc: REJECT, keys: authors() }),
  ];
}
