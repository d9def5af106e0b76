/**
 * DMARC: set 04. mailauth's verdicts and record discovery, dkim_verifier's RFC 7489 B examples, checkdmarc's and Internet.nl's
 * records, the From lines of authentication-headers, and the public suffix list's own table for what alignment falls back to.
 * stalwart's file there turns results into tags and evaluates nothing. Run by the conformance command; `run` never throws.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { organisations } from '../../lib/verify/organisation';
import { authorOf } from '../../lib/verify/author';
import { indexFields } from '../../lib/verify/rfc/dkim/header-data';
import { discoverPolicy, lookUpDmarc, type DmarcPolicy } from '../../lib/verify/rfc/dmarc/discover';
import { evaluateDmarc, type DmarcResult } from '../../lib/verify/rfc/dmarc/evaluate';
import { readDmarcRecord, type DmarcRecord } from '../../lib/verify/rfc/dmarc/record';
import { zoneWorld, type Zone } from '../fixtures/zone-world';
import { readDomain } from '../../lib/verify/rfc/domain';
import { readFields } from '../../lib/verify/rfc/fields';
import { dataFolder } from './data-folder';
import { MAILAUTH_ZONES } from './dmarc-zones';
import type { Outcome } from './received-chains';
import { follow, holds, reference, type Recorded } from './recorded';
import { keepScore, type Score } from './score';

const SUFFIX =
  'RFC 7489 3.2: a public suffix is not below one, so it has no registrable domain; it aligns with itself alone';

/** Cases held to be wrong, and why. One that starts to pass fails the run. */
const DEVIATIONS: Readonly<Record<string, string>> = {
  'mailauth: Should handle invalid pct value as 0: pct to.equal':
    'RFC 9989 A.6 has no tag pct: its value is kept as written and read as nothing',
  'dkim_verifier, psl: r20': SUFFIX,
  'dkim_verifier, psl: r21': SUFFIX,
  'dkim_verifier, psl: r24': SUFFIX,
};

const folder = (): string => join(dataFolder(), '04-dmarc');

function cases<Case>(file: string): readonly Case[] {
  return (JSON.parse(readFileSync(join(folder(), file), 'utf8')) as { cases: Case[] }).cases;
}

/** A record with the names of its tags, as parsers of others give it. */
function tagsOf(record: DmarcRecord): Readonly<Record<string, unknown>> {
  const removed = Object.fromEntries(
    record.removed.map(({ name, value }) => [name, name === 'rf' ? value : Number(value)]),
  );
  return {
    v: 'DMARC1',
    p: record.p ?? 'none',
    ...(record.sp === null ? {} : { sp: record.sp }),
    ...(record.np === null ? {} : { np: record.np }),
    adkim: record.adkim.slice(0, 1),
    aspf: record.aspf.slice(0, 1),
    fo: record.fo.join(':'),
    rua: record.rua.join(),
    ruf: record.ruf.join(),
    rr: record.text,
    ...removed,
  };
}

/** What mailauth's words are in ours. */
function asMailauth(author: string, policy: DmarcPolicy, found: DmarcResult): unknown {
  if (policy.status !== 'found')
    return { status: { result: found.result, header: { from: author } }, domain: policy.organisation };
  const { record } = policy;
  const side = (strict: boolean, method: 'dkim' | 'spf'): unknown => {
    const list = method === 'dkim' ? found.dkim : found.spf ? [found.spf] : [];
    const one = list.find(({ pass, alignment }) => pass === true && alignment !== null);
    return { strict, result: one?.domain ?? undefined };
  };
  return {
    status: { result: found.result, header: { from: author, d: policy.at } },
    domain: policy.organisation,
    policy: policy.effective,
    ...tagsOf(record),
    sp: record.sp ?? record.p,
    alignment: { dkim: side(record.adkim === 'strict', 'dkim'), spf: side(record.aspf === 'strict', 'spf') },
  };
}

/** mailauth tells these in words of its own, or by another check's figures. */
const NOT_OURS = /\.(?:error|underSized|comment|info|tagonly|false)$/;

function zoneOf(one: Recorded, resolver: unknown): Zone | null {
  const given = (resolver as { $zone?: Record<string, { TXT?: string[][] }> }).$zone;
  if (given)
    return Object.fromEntries(
      Object.entries(given).map(([name, { TXT = [] }]) => [name, TXT.map((parts) => parts.join(''))]),
    );
  return MAILAUTH_ZONES[one.name] ?? null;
}

interface Verify {
  readonly headerFrom: string | readonly string[];
  readonly dkimDomains: readonly (string | { domain: string })[];
  readonly spfDomains: readonly (string | { domain: string })[];
  readonly resolver: unknown;
}

function authorIn(head: string): string | null {
  const { state, host } = authorOf(indexFields(readFields(head).fields));
  return state === 'one' ? host : null;
}

async function verify(one: Recorded, given: Verify): Promise<unknown> {
  const zone = zoneOf(one, given.resolver);
  if (zone === null) return undefined;
  const from = typeof given.headerFrom === 'string' ? [given.headerFrom] : given.headerFrom;
  const text = from.map((address) => (address.includes('@') ? address : `x@${address}`)).join(', ');
  const author = authorIn(`From: ${text}\r\n`);
  if (author === null) return false;
  const names = (list: Verify['dkimDomains']): string[] =>
    list.map((entry) => (typeof entry === 'string' ? entry : entry.domain));
  const dkim = names(given.dkimDomains);
  const [spf] = names(given.spfDomains);
  const lookup = await lookUpDmarc(author, [...(spf === undefined ? [] : [spf]), ...dkim], zoneWorld(zone));
  const found = evaluateDmarc({
    author,
    dkim: dkim.map((domain) => ({ domain, pass: true })),
    spf: spf === undefined ? null : { domain: spf, pass: true },
    lookup,
    registrable: organisations(),
  });
  return asMailauth(author, lookup.policy, found);
}

async function discover(one: Recorded, author: string, resolver: unknown): Promise<unknown> {
  const zone = zoneOf(one, resolver);
  if (zone === null) return undefined;
  const policy = await discoverPolicy(author, zoneWorld(zone));
  if (policy.status !== 'found') return policy.status === 'none' ? false : policy.status;
  return { ...tagsOf(policy.record), psd: undefined, isOrgRecord: policy.at !== author };
}

async function runMailauth(score: Score, file: string): Promise<void> {
  for (const one of cases<Recorded>(`mailauth/${file}`)) {
    const got = new Map<string, unknown>();
    for (const { id, fn, args } of one.calls)
      got.set(
        id,
        fn === 'verify' ? await verify(one, args[0] as Verify) : await discover(one, String(args[0]), args[1]),
      );
    for (const { subject, op, args = [] } of one.expect) {
      const from = reference(subject);
      if (!from || NOT_OURS.test(`.${from.path.join('.')}`)) continue;
      const value = follow(got.get(from.call), from.path);
      score.say(
        `mailauth: ${one.name}: ${from.path.join('.')} ${op}`,
        holds(op, value, args) === true,
        `${JSON.stringify(args)}, got ${JSON.stringify(value)}`,
      );
    }
  }
}

/** dkim_verifier asks whether a signature can be expected, and whose: there is a policy, of the author's or its organisation's. */
async function runDkimVerifier(score: Score): Promise<void> {
  for (const one of cases<Recorded>('dkim_verifier/dmarcSpec.json')) {
    let zone: Zone = {};
    const got = new Map<string, unknown>();
    for (const { id, fn, args } of one.calls) {
      if (fn === 'dnsStub.createTxtQueryCallback') {
        const { $map } = args[0] as { $map: [string, string][] };
        zone = Object.fromEntries($map.map(([name, text]) => [name, [text]]));
      }
      if (fn?.endsWith('.shouldBeSigned') !== true) continue;
      const author = String(args[0]).split('@')[1] ?? '';
      const policy = await discoverPolicy(author, zoneWorld(zone));
      const signers = policy.status === 'found' ? [...new Set([author, policy.at])] : [];
      got.set(id, { shouldBeSigned: policy.status === 'found', sdid: signers });
    }
    for (const { subject, op, args = [] } of one.expect) {
      const from = reference(subject);
      const value = follow(got.get(from?.call ?? ''), from?.path ?? []);
      const right =
        op === 'to.be.deep.equal' ? JSON.stringify(value) === JSON.stringify(args[0]) : holds(op, value, args) === true;
      score.say(
        `dkim_verifier: ${one.name}: ${from?.call} ${op}`,
        right,
        `${JSON.stringify(args)}, got ${JSON.stringify(value)}`,
      );
    }
  }
}

interface Asserted {
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly calls: readonly { readonly args: readonly unknown[] }[];
  readonly expect: readonly { readonly op: string; readonly args: readonly unknown[] }[];
}

const text = (value: unknown): string =>
  typeof value === 'object' && value !== null && '$expr' in value ? String(value.$expr) : String(value);

/** A checker refuses a record where a receiver takes a default (RFC 9989 4.7): what it refuses must be told as not valid. */
const refused = (record: DmarcRecord | null): boolean => record === null || record.invalid.length > 0;

/** checkdmarc's values by tag, with the defaults of RFC 9989 4.7; `explicit` is what stands in the record. */
function checkdmarcTag(record: DmarcRecord, tag: string, what: string): unknown {
  const p = record.p ?? 'none';
  const values: Readonly<Record<string, unknown>> = {
    p,
    sp: record.sp ?? p,
    np: record.np ?? record.sp ?? p,
    psd: record.psd,
    t: record.testing ? 'y' : 'n',
  };
  const written = readDmarcRecord(record.text)?.text.toLowerCase().replaceAll(/\s/g, '').includes(`;${tag}=`);
  return what === 'value' ? values[tag] : written;
}

function runCheckdmarc(score: Score): void {
  for (const one of cases<Asserted>('checkdmarc/test_dmarc.json')) {
    const say = (told: string, right: boolean, got: unknown): void =>
      score.say(`checkdmarc: ${one.name}: ${told}`, right, `got ${JSON.stringify(got)}`);
    for (const example of (one.inputs['examples'] as string[] | undefined) ?? []) {
      const record = readDmarcRecord(example);
      say(example, record?.p === 'reject' && !refused(record), record);
    }
    const source = one.calls[0]?.args[0];
    const record = typeof source === 'string' && source.startsWith('v=') ? readDmarcRecord(source) : null;
    for (const { op, args } of one.expect) {
      const subject = text(args[0]);
      if (op === 'assertRaises' && String(text(args[1])).endsWith('parse_dmarc_record')) {
        const bad = readDmarcRecord(String(args[2]));
        // One URI of two is not valid: a receiver takes the other.
        const partly = bad !== null && String(args[2]).includes('rua=__mailto') && bad.rua.length === 1;
        say(`raises for ${String(args[2])}`, refused(bad) || partly, bad);
      }
      if (!record) continue;
      const tag = /^result\['tags'\]\['(\w+)'\]\['(value|explicit)'\]$/.exec(subject);
      if (tag) {
        const got = checkdmarcTag(record, tag[1] ?? '', tag[2] ?? '');
        const wanted = op === 'assertTrue' ? true : op === 'assertFalse' ? false : args[1];
        say(`${op} ${subject}`, got === wanted, got);
      }
      const removed = /'(pct|rf|ri) tag was removed in RFC 9989' in w/.exec(subject);
      if (removed)
        say(
          subject,
          record.removed.some(({ name }) => name === removed[1]),
          record.removed,
        );
      const unknown = /Unknown DMARC tag '(\w+)'/.exec(subject);
      if (unknown) say(subject, record.unknown.includes(unknown[1] ?? ''), record.unknown);
    }
  }
}

function runInternetNl(score: Score): void {
  for (const one of cases<Asserted>('internet.nl/test_dmarc_parser.json')) {
    const say = (told: string, right: boolean, got: unknown): void =>
      score.say(`internet.nl: ${one.name}: ${told}`, right, `got ${JSON.stringify(got)}`);
    const values = /psd/.test(one.name) ? ['y', 'n', 'u'] : ['y', 'n'];
    for (const call of one.calls) {
      const template = text(call.args[0]).replace(/^f'|'$/g, '');
      for (const value of template.includes('{value}') ? values : ['']) {
        const record = readDmarcRecord(template.replace('{value}', value));
        const told = record && {
          psd: `psd=${record.psd}`,
          testing: `t=${record.testing ? 'y' : 'n'}`,
          request: `p=${record.p}`,
          auri: `rua=${record.rua.join()}`,
        };
        for (const { args } of one.expect) {
          const way = /^result\.directives\.(\w+)$/.exec(text(args[1]))?.[1];
          const wanted = text(args[2])
            .replace(/^f'|'$/g, '')
            .replace('{value}', value);
          if (way) say(`${template} ${value} ${way}`, follow(told, [way]) === wanted, told);
        }
      }
    }
    for (const { args } of one.expect) {
      const [, source] = /^parse\('(v=DMARC1[^']*)'\)$/.exec(text(args[1])) ?? [];
      if (source !== undefined) say(source, refused(readDmarcRecord(source)), readDmarcRecord(source));
    }
  }
}

/** Whose domain the From lines name, by file, where not example.com; all other figures need a zone that the set does not hold. */
const FROM: Readonly<Record<string, string | null>> = {
  'test.nofrom.message': null,
  // RFC 9989 5.3.1: with more than one domain, validation is not possible.
  'test.message_multi': null,
  'test.message_multi2': null,
  'test.message_np1': 'sub.example.biz',
  'test.message_np2': 'sub2.example.biz',
  'test.message_sub': 'sub.example.net',
  'test.gov.message': 'example.gov',
  'test.bad.message': 'bad.example.com',
  'test_nop.message': 'nop.example.org',
};

function runFrom(score: Score): void {
  for (const file of readdirSync(join(folder(), 'authheaders')).filter((name) => name.includes('message'))) {
    const head = readFileSync(join(folder(), 'authheaders', file), 'latin1');
    const wanted = file in FROM ? FROM[file] : 'example.com';
    score.say(`authheaders: ${file}`, authorIn(head) === wanted, `${wanted}, got ${authorIn(head)}`);
  }
  for (const { inputs } of cases<Asserted>('authheaders/test_authentication.json'))
    for (const [from, domain] of (inputs['froms_to_test'] as [string, string][] | undefined) ?? [])
      score.say(
        `authheaders: ${from}`,
        authorIn(`From: ${from}\r\n`) === domain,
        `${domain}, got ${authorIn(`From: ${from}\r\n`)}`,
      );
}

function runSuffixes(score: Score): void {
  const registrable = organisations();
  for (const line of readFileSync(join(folder(), 'psl', 'test_psl.txt'), 'utf8').split('\n')) {
    const [, domain, wanted] = /^checkPublicSuffix\((null|'[^']*'), (null|'[^']*')\);/.exec(line) ?? [];
    if (domain === undefined || wanted === undefined) continue;
    const bare = (quoted: string): string | null => (quoted === 'null' ? null : quoted.slice(1, -1));
    const expected = readDomain(bare(wanted) ?? '');
    const got = registrable(bare(domain));
    score.say(`psl: ${domain}`, got === expected, `${expected}, got ${got}`);
  }
  for (const { calls, expect } of cases<Recorded>('dkim_verifier/publicSuffixListSpec.json'))
    for (const [index, { id, args }] of calls.entries()) {
      const expected = readDomain(String(expect[index]?.args?.[0]));
      const got = registrable(String(args[0]).replace(/^.*@/, ''));
      score.say(`dkim_verifier, psl: ${id}`, got === expected, `${String(args[0])}: ${expected}, got ${got}`);
    }
}

export async function run(): Promise<Outcome> {
  const score = keepScore(DEVIATIONS);
  await score.part('mailauth, verdicts', () => runMailauth(score, 'dmarc-verify-test.json'));
  await score.part('mailauth, discovery', () => runMailauth(score, 'get-dmarc-record-test.json'));
  await score.part('dkim_verifier, RFC 7489 B', () => runDkimVerifier(score));
  await score.part('checkdmarc, records', () => runCheckdmarc(score));
  await score.part('Internet.nl, records', () => runInternetNl(score));
  await score.part('authentication-headers, From', () => runFrom(score));
  await score.part('public suffix list', () => runSuffixes(score));
  return score.finish();
}
