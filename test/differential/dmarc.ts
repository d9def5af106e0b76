/** DMARC: an author, domains that signed, SPF's domain, over a random tree of records, by both. */
import { dmarc } from 'mailauth';
import { lookUpDmarc } from '../../lib/verify/rfc/dmarc/discover';
import type { DmarcLookup } from '../../lib/verify/rfc/dmarc/discover';
import { evaluateDmarc } from '../../lib/verify/rfc/dmarc/evaluate';
import type { DmarcRecord } from '../../lib/verify/rfc/dmarc/record';
import { walkNames } from '../../lib/verify/rfc/dmarc/walk';
import type { Failure } from '../../lib/verify/world';
import { resolverOf, worldOf } from './answers';
import type { Data } from './answers';
import { compare } from './compare';
import type { Done } from './compare';
import { DMARC_RULES } from './dmarc-rules';
import { random } from './random';
import type { Random } from './random';

const QUESTIONS = 12_000;

const NAMES = [
  'example',
  'a.example',
  'b.a.example',
  'c.b.a.example',
  'd.b.a.example',
  'e.example',
  'f.e.example',
  'a.other',
  'other',
  'h.g.f.e.d.c.b.a.example',
  'i.h.g.f.e.d.c.b.a.example',
  'k.i.h.g.f.e.d.c.b.a.example',
  'd.c.b.a.example',
] as const;

const POLICIES = [
  'none',
  'none',
  'quarantine',
  'quarantine',
  'reject',
  'reject',
  'reject',
  'Reject',
  'wrong',
  '',
] as const;

function record(one: Random): string {
  const policy = (name: string) => `${name}=${one.pick(POLICIES)}`;
  const tags = [
    ...(one.once(12) ? [] : [policy('p')]),
    ...one.some(
      [
        policy('sp'),
        policy('np'),
        `adkim=${one.pick(['r', 's', 'S', 'x'])}`,
        `aspf=${one.pick(['r', 's', 'x'])}`,
        `psd=${one.pick(['y', 'n', 'u', 'Y', 'x'])}`,
        `t=${one.pick(['y', 'n', 'x'])}`,
        `rua=${one.pick(['mailto:x@a.example', 'x@a.example', 'https://a.example/r,mailto:x@a.example!10m', ''])}`,
        'pct=50',
        'fo=1:d',
        'unknown=x',
        'no tag',
        '',
      ],
      6,
    ),
    ...(one.once(25) ? [one.pick(['P=none', 'p=none', 'T=y', 'rua=mailto:y@a.example', 'fo=1', 'psd=n'])] : []),
  ];
  const version = one.once(20) ? one.pick(['V = DMARC1', 'v=dmarc1', 'v=DMARC2', ' v=DMARC1']) : 'v=DMARC1';
  return [version, ...tags].join(one.pick([';', '; ', ' ; '])) + one.pick(['', ';', ' ']);
}

function made(one: Random): Data {
  const data = new Map<string, readonly string[] | Failure>();
  for (const name of NAMES) {
    if (one.once(2)) {
      const records = one.once(30) ? [record(one), record(one)] : [record(one)];
      data.set(`TXT _dmarc.${name}`, one.once(8) ? [...records, 'v=spf1 -all'] : records);
    } else if (one.once(25)) data.set(`TXT _dmarc.${name}`, one.pick(['timeout', 'servfail', 'refused']));
    if (one.once(2)) data.set(`A ${name}`, one.once(8) ? one.pick(['timeout', 'servfail']) : ['192.0.2.1']);
    else if (one.once(4)) data.set(`MX ${name}`, ['10 mx.example']);
  }
  return data;
}

export interface DmarcCase {
  /** The records that walks from the author and from the others may come past. */
  readonly records: readonly string[];
  /** What DNS says of the author's addresses. */
  readonly addresses: readonly string[] | Failure;
  /** Domains that passed by a method whose alignment is relaxed. */
  readonly relaxed: readonly string[];
  readonly lookup: DmarcLookup;
}

function recordsAbove(domains: readonly string[], data: Data): string[] {
  const names = new Set(domains.flatMap(walkNames));
  return [...names].flatMap((name) => {
    const found = data.get(`TXT _dmarc.${name}`);
    return Array.isArray(found) ? (found as string[]) : [];
  });
}

function relaxedOf({ adkim, aspf }: DmarcRecord, dkim: readonly string[], sender: string | null): readonly string[] {
  return [...(adkim === 'relaxed' ? dkim : []), ...(aspf === 'relaxed' && sender !== null ? [sender] : [])];
}

export async function compareDmarc(seed: number, only: number | null): Promise<Done> {
  const comparison = compare<DmarcCase>('DMARC questions', DMARC_RULES, only);
  let mails = 0;
  for (let at = 0; at < QUESTIONS; at++) {
    if (only !== null && at !== only) continue;
    const draw = random(seed * QUESTIONS + at);
    const data = made(draw);
    const author = draw.pick(NAMES);
    const dkim = draw.some(NAMES, 6);
    const sender = draw.once(3) ? null : draw.pick(NAMES);
    const broken = draw.some(NAMES, 8);
    const lookup = await lookUpDmarc(author, sender === null ? dkim : [...dkim, sender], worldOf(data));
    const identifier = (pass: boolean) => (domain: string) => ({ domain, pass });
    const ours = evaluateDmarc({
      author,
      dkim: [...broken.map(identifier(false)), ...dkim.map(identifier(true))],
      spf: sender === null ? null : identifier(true)(sender),
      lookup,
      registrable: () => null,
    });
    const theirs = (await dmarc({
      headerFrom: [`x@${author}`],
      spfDomains: sender === null ? [] : [sender],
      dkimDomains: dkim.map((domain) => ({ domain })),
      resolver: resolverOf(data),
      strict: true,
    } as unknown as Parameters<typeof dmarc>[0])) as { status: { result: string }; policy?: string };
    mails++;
    if (only !== null) console.log({ author, dkim, sender }, data, lookup.policy, ours, theirs);
    const { policy } = lookup;
    const our = `${ours.result} ${policy.status === 'found' ? policy.effective : '-'}`;
    const passed = sender === null ? dkim : [...dkim, sender];
    const one: DmarcCase = {
      records: recordsAbove([author, ...passed], data),
      addresses: data.get(`A ${author}`) ?? 'nxdomain',
      relaxed: policy.status === 'found' ? relaxedOf(policy.record, dkim, sender) : [],
      lookup,
    };
    comparison.say(`dmarc ${at}`, one, our, `${theirs.status.result} ${theirs.policy ?? '-'}`);
  }
  return comparison.finish(mails);
}
