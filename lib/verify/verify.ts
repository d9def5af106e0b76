import { checks } from './checks/index';
import { collect } from './collect';
import type { Digest } from './digest';
import { judge } from './judge';
import { foldTransit, type Report } from './verdict';
import { recording, type Asked, type World } from './world';

/**
 * Judges a mail. The same function serves the pass over the headers alone (a World that answers nothing) and the one with
 * DNS; `asked` is what left for the World, with its answers.
 */
export async function verify(digest: Digest, world: World): Promise<Report> {
  const asked: Asked[] = [];
  const facts = await collect(digest, recording(world, asked));
  const findings = checks.map((check) => judge(check, facts));
  const { hops, legs, border, delays, organisations, author } = facts;
  const transit = foldTransit(findings);
  return { transit, findings, hops, legs, border, delays, organisations, author, lines: digest.lines, asked };
}
