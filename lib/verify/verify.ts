import { checks } from './checks/index';
import { collect, collectTransit } from './collect';
import type { Check, Finding, TransitCheck } from './check';
import type { Digest } from './digest';
import type { TransitFacts } from './facts';
import { judge } from './judge';
import { foldSender } from './seal';
import { foldTransit, type Report, type TransitVerdict } from './verdict';
import { recording, type Asked, type World } from './world';

/** Octets of one field that a report quotes; a longer one is cut. */
const MAX_QUOTED = 16_384;

const UNVOUCHED: TransitVerdict = { lock: 'dotted', code: 'unvouched', params: {} };

const isTransit = (check: Check): check is TransitCheck => check.about === 'transit';
const transitChecks = checks.filter(isTransit);

/**
 * Judges a mail: how it travelled, and who sent it. The same function serves the pass over the headers alone (a World that answers
 * nothing) and the one with DNS; `asked` is what left for the World, with its answers.
 */
export async function verify(digest: Digest, world: World): Promise<Report> {
  const asked: Asked[] = [];
  const facts = await collect(digest, recording(world, asked), asked);
  const findings = checks.map((check) => judge(check, facts));
  return { ...reportOf(digest, facts, findings), sender: foldSender(findings), proof: facts.proof };
}

/** Judges how a mail travelled, and leaves open who sent it: for a first look, where the whole is to follow. */
export async function verifyTransit(digest: Digest, world: World): Promise<Report> {
  const asked: Asked[] = [];
  const { facts } = await collectTransit(digest, recording(world, asked), asked);
  const findings = transitChecks.map((check) => judge(check, facts));
  return { ...reportOf(digest, facts, findings), sender: null, proof: null };
}

function reportOf(digest: Digest, facts: TransitFacts, all: readonly Finding[]): Omit<Report, 'sender' | 'proof'> {
  const { hops, legs, border, delays, organisations, author, fields, receiver, asked } = facts;
  // What servers are said to have written is not judged where nobody vouches for it.
  const findings = receiver.vouched ? all : all.filter(({ about }) => about !== 'transit');
  return {
    transit: receiver.vouched ? foldTransit(findings) : UNVOUCHED,
    findings,
    hops,
    legs,
    border,
    delays,
    organisations,
    author,
    lines: digest.lines,
    quoted: quotedBy(findings, facts),
    names: fields.map(({ name }) => name),
    asked,
  };
}

function quotedBy(findings: readonly Finding[], { fields, hops }: TransitFacts): Report['quoted'] {
  const quoted: Record<number, string> = {};
  const received = new Set(hops.map(({ field }) => field));
  for (const { seen } of findings)
    for (const one of seen)
      if (one.kind === 'header' && !received.has(one.field))
        quoted[one.field] = fields[one.field]?.raw.slice(0, MAX_QUOTED) ?? '';
  return quoted;
}
