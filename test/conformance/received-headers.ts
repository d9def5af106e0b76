/**
 * Single Received lines with their expected reading: set 12's labelled headers, the lines that real servers stamped in set 06,
 * and SpamAssassin's relay table there as far as its fields are ours. Run by the conformance command; `run` never throws.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getDomain } from 'tldts';
import type { Hop } from '../../lib/verify/facts';
import { readFields } from '../../lib/verify/rfc/fields';
import { readReceived } from '../../lib/verify/rfc/received';
import { dataFolder } from './data-folder';
import type { Outcome } from './received-chains';

interface Expected {
  readonly state: string;
  readonly tls: string | null;
  readonly cipher: string | null;
  readonly from: { readonly helo: string | null; readonly rdns: string | null; readonly ip: string | null };
  readonly by: string | null;
  readonly with: string | null;
  readonly id: string | null;
  readonly for: string | null;
  readonly date: string | null;
}

interface Labelled {
  readonly id: string;
  readonly header: string;
  readonly bytes?: 'latin1';
  readonly expect: Expected;
  readonly unsure?: boolean;
  readonly accept?: readonly string[];
  readonly lenient?: readonly string[];
}

/** Labels held to be wrong, `id field` or `id state`, each with its reason. One that starts to pass fails the run. */
const DISPUTED: Readonly<Record<string, string>> = {};

/** SpamAssassin's table, by the line's beginning: where its reading is not ours, and why. */
const DISPUTED_RELAYS: readonly (readonly [start: string, field: string, reason: string])[] = [
  [
    'from jsoliday.acs.internap.com ([63.251.66.24.63559])',
    'rdns',
    'Exim 3 by its id: the first word is the name it found, and no helo= means that the HELO is the same',
  ],
  ['from dyn-81-166-39-132.ppp.tiscali.fr', 'rdns', 'set 12 has this line, and its name as the HELO'],
  ['from perceptions.couk.com', 'rdns', 'the same server as the line above'],
  ['from rousalka.dyndns.org', 'rdns', 'the same server as the line above'],
  ['from 211.245.85.228  (EHLO )', 'rdns', 'an address is no name; set 12 has this line, and none'],
  ['from TCE-E-7-182-54.bta.net.cn(', 'rdns', 'nothing tells that the name is not the HELO; set 12 leaves both open'],
  ['from TCE-E-7-182-54.bta.net.cn(', 'helo', 'nothing tells that the name is not the HELO; set 12 leaves both open'],
  ['from [86.122.158.69] by mta2', 'helo', 'the one address is taken as seen, as set 12 has it in such a line'],
  ['from ausisaps301-dmz', 'helo', 'SquirrelMail writes a name first; whose word it is the line does not tell'],
];

function readLine(value: string, encoding: BufferEncoding = 'utf8'): Hop {
  const raw = `Received: ${Buffer.from(value, encoding).toString('latin1')}`;
  return readReceived({ name: 'Received', raw, valueAt: 9 }, 0);
}

/** A leap second is the next minute's first, as in POSIX. */
function seconds(date: string | null): number | null {
  if (date === null) return null;
  const leap = date.endsWith(':60Z');
  return Date.parse(leap ? date.replace(':60Z', ':59Z') : date) / 1000 + (leap ? 1 : 0);
}

/** Rule 3 of the set: a private address makes a line internal only where the names share a registrable domain. */
function sharesName(hop: Hop): boolean {
  const by = hop.by?.toLowerCase() ?? '';
  const own = getDomain(by, { allowPrivateDomains: true });
  return [hop.from.helo, hop.from.rdns].some((name) => {
    const lower = name?.toLowerCase() ?? '';
    if (lower.endsWith('.internal') && by.endsWith('.internal')) return true;
    return lower !== '' && (lower === by || (own !== null && getDomain(lower, { allowPrivateDomains: true }) === own));
  });
}

/** Scores one label: its faults as "field: wanted, got", the state first. */
function faults(label: Labelled, hop: Hop): string[] {
  const { expect } = label;
  const right = hop.state === expect.state || label.accept?.includes(hop.state) === true;
  const found = right ? [] : [`state: ${expect.state}, got ${hop.state} (${hop.reason})`];
  const pairs: Readonly<Record<string, readonly [unknown, unknown]>> = {
    tls: [expect.tls, hop.tls?.version ?? null],
    cipher: [expect.cipher, hop.tls?.cipher ?? null],
    helo: [expect.from.helo, hop.from.helo],
    rdns: [expect.from.rdns, hop.from.rdns],
    ip: [expect.from.ip, hop.from.ip],
    by: [expect.by, hop.by],
    with: [expect.with, hop.with],
    id: [expect.id, hop.id],
    for: [expect.for, hop.for],
    date: [seconds(expect.date), hop.date],
  };
  for (const [field, [wanted, got]] of Object.entries(pairs)) {
    if (label.lenient?.includes(field) || wanted === got) continue;
    found.push(`${field}: ${String(wanted)}, got ${String(got)}`);
  }
  return found;
}

function runLabels(outcome: Outcome): void {
  const text = readFileSync(join(dataFolder(), '12-received-labels', 'headers.ndjson'), 'utf8');
  const privates: string[] = [];
  const unsure: string[] = [];
  const disputed = new Map(Object.entries(DISPUTED));
  let count = 0;
  let states = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    count++;
    const label = JSON.parse(line) as Labelled;
    const hop = readLine(label.header, label.bytes ?? 'utf8');
    let found = faults(label, hop);
    // product.md calls a private address internal whatever the names say; the set does not. That, and only that, is let pass.
    if (found[0]?.startsWith('state: ') && hop.reason === 'private-address' && !sharesName(hop)) {
      privates.push(`${label.id} (${label.expect.state})`);
      found = found.slice(1);
    }
    if (!found[0]?.startsWith('state: ')) states++;
    const open = found.filter((fault) => {
      const key = `${label.id} ${fault.slice(0, fault.indexOf(':'))}`;
      return !disputed.delete(key);
    });
    if (open.length === 0) outcome.passed++;
    else if (label.unsure === true) unsure.push(`${label.id}: ${open.join('; ')}`);
    else {
      outcome.failed++;
      outcome.lines.push(`${label.id}: ${open.join('; ')}`);
    }
  }
  if (count === 0) outcome.failed++;
  for (const key of disputed.keys()) {
    outcome.failed++;
    outcome.lines.push(`${key}: disputed, but right now: take it off the list`);
  }
  outcome.lines.push(`${count} labelled headers, ${states} states right`);
  outcome.lines.push(
    `a private address without shared names is internal here, not so by the set's rule 3 (${privates.length}): ${privates.join(', ')}`,
  );
  if (unsure.length > 0)
    outcome.lines.push(`unsure in the set, read otherwise (${unsure.length}): ${unsure.join(' | ')}`);
}

/** What each file's name says of the mail that the server stamped, over loopback. */
const STAMPED: Readonly<Record<string, { readonly state: string; readonly version: string | null }>> = {
  helo: { state: 'internal', version: null },
  plain: { state: 'internal', version: null },
  tls12: { state: 'encrypted', version: '1.2' },
  tls13: { state: 'encrypted', version: '1.3' },
  tlscert: { state: 'encrypted', version: '1.3' },
};

const PRODUCTS: Readonly<Record<string, string>> = { exim: 'Exim', postfix: 'Postfix', sendmail: 'Sendmail' };

function runStamped(outcome: Outcome): void {
  const folder = join(dataFolder(), '06-received', 'real-mtas');
  const files = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  if (files.length === 0) outcome.failed++;
  for (const file of files) {
    const [server = '', kind = ''] = file.slice(0, -4).split('-');
    const { fields } = readFields(readFileSync(join(folder, file), 'latin1'));
    const index = fields.findIndex(({ name }) => name.toLowerCase() === 'received');
    const field = fields[index];
    const hop = field && readReceived(field, index);
    const wanted = STAMPED[kind];
    const right =
      hop &&
      wanted &&
      hop.product === PRODUCTS[server] &&
      hop.state === wanted.state &&
      (hop.tls?.version ?? null) === wanted.version &&
      hop.from.ip === '127.0.0.1' &&
      hop.from.helo === 'client.sender.test' &&
      hop.by === `mx.${server}.test` &&
      hop.date !== null;
    if (right) outcome.passed++;
    else {
      outcome.failed++;
      outcome.lines.push(`${file}: ${JSON.stringify(hop)}`);
    }
  }
  outcome.lines.push(`${files.length} lines stamped by real servers`);
}

/** "[ ip=… rdns=… helo=… by=… id=… ]"; SpamAssassin writes "!" for brackets. */
function relayFields(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const word of text.slice(1, -1).trim().split(' ')) {
    const equals = word.indexOf('=');
    if (equals > 0) fields.set(word.slice(0, equals), word.slice(equals + 1));
  }
  return fields;
}

function runRelays(outcome: Outcome): void {
  const text = readFileSync(join(dataFolder(), '06-received', 'spamassassin', 'rcvd_parser.json'), 'utf8');
  const { cases } = JSON.parse(text) as { cases: readonly { received: string; expected: string }[] };
  const disputed = new Set(DISPUTED_RELAYS);
  let count = 0;
  for (const { received, expected } of cases) {
    const hop = readLine(received);
    // An empty expectation says that SpamAssassin takes no relay from the line; whether one was recorded it does not say.
    if (!expected.startsWith('[')) continue;
    count++;
    const relay = relayFields(expected);
    const plain = (name: string | null): string => (name ?? '').replace(/^\[|\]$/g, '').toLowerCase();
    const wanted = (field: string): string => (relay.get(field) ?? '').replaceAll('!', '').toLowerCase();
    const pairs: Readonly<Record<string, readonly [string, string]>> = {
      ip: [wanted('ip'), hop.from.ip ?? ''],
      rdns: [wanted('rdns'), plain(hop.from.rdns)],
      helo: [wanted('helo'), plain(hop.from.helo)],
      by: [wanted('by'), plain(hop.by)],
      id: [wanted('id'), (hop.id ?? '').toLowerCase()],
    };
    const open = Object.entries(pairs).filter(([field, [want, got]]) => {
      if (want === got) return false;
      const known = DISPUTED_RELAYS.find((entry) => received.startsWith(entry[0]) && entry[1] === field);
      if (known) disputed.delete(known);
      return !known;
    });
    if (open.length === 0) outcome.passed++;
    else {
      outcome.failed++;
      const told = open.map(([field, [want, got]]) => `${field}: ${want}, got ${got}`);
      outcome.lines.push(`${received.slice(0, 150)}: ${told.join('; ')}`);
    }
  }
  if (count === 0) outcome.failed++;
  for (const [start, field] of disputed) {
    outcome.failed++;
    outcome.lines.push(`${start}: ${field} is disputed, but right now: take it off the list`);
  }
  outcome.lines.push(`${count} of SpamAssassin's relays`);
}

export async function run(): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, lines: [] };
  runLabels(outcome);
  runStamped(outcome);
  runRelays(outcome);
  return outcome;
}
