import { checks } from './checks/index';
import { collect } from './collect';
import type { Digest } from './digest';
import type { Finding } from './check';
import type { Facts } from './facts';
import { judge } from './judge';
import { foldSender } from './seal';
import { foldTransit, type Report, type TransitVerdict } from './verdict';
import { recording, type Asked, type World } from './world';

/** Octets of one field that a report quotes; a longer one is cut. */
const MAX_QUOTED = 16_384;

const UNVOUCHED: TransitVerdict = { lock: 'dotted', code: 'unvouched', params: {} };

/**
 * Judges a mail. The same function serves the pass over the headers alone (a World that answers nothing) and the one with
 * DNS; `asked` is what left for the World, with its answers.
 */
export async function verify(digest: Digest, world: World): Promise<Report> {
  const asked: Asked[] = [];
  const facts = await collect(digest, recording(world, asked), asked);
  const { hops, legs, border, delays, organisations, author, proof, fields, receiver } = facts;
  const all = checks.map((check) => judge(check, facts));
  // What servers are said to have written is not judged where nobody vouches for it.
  const findings = receiver.vouched ? all : all.filter(({ about }) => about !== 'transit');
  return {
    transit: receiver.vouched ? foldTransit(findings) : UNVOUCHED,
    sender: foldSender(all),
    findings,
    hops,
    legs,
    border,
    delays,
    organisations,
    author,
    proof,
    lines: digest.lines,
    quoted: quotedBy(findings, facts),
    names: fields.map(({ name }) => name),
    asked,
  };
}

function quotedBy(findings: readonly Finding[], { fields, hops }: Facts): Report['quoted'] {
  const quoted: Record<number, string> = {};
  const received = new Set(hops.map(({ field }) => field));
  for (const { seen } of findings)
    for (const one of seen)
      if (one.kind === 'header' && !received.has(one.field))
        quoted[one.field] = fields[one.field]?.raw.slice(0, MAX_QUOTED) ?? '';
  return quoted;
}
