/** Whole Received chains with the expected border: set 12. Run by the conformance command; `run` never throws. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assumedAt } from '../../lib/verify/assumed';
import {} from '../../lib/verify/border';
import { collect } from '../../lib/verify/collect';
import { digest } from '../../lib/verify/digest';
import type { Facts } from '../../lib/verify/facts';
import type { Receiver } from '../../lib/verify/message';
import { offline } from '../../lib/verify/world';
import { dataFolder } from './data-folder';

export interface Outcome {
  passed: number;
  failed: number;
  lines: string[];
}

interface Chain {
  readonly id: string;
  readonly provider: string;
  readonly mailbox_domain: string;
  readonly received: readonly string[];
  readonly expect: { readonly border: number };
  readonly accept?: readonly number[];
  readonly unsure?: boolean;
}

/** The webmail fixes these; the set names them by a word of its own. */
const PRESETS: Readonly<Record<string, string>> = { gmail: 'gmail', outlook: 'microsoft', proton: 'proton' };

/** Labels held to be wrong, each with its reason. One that starts to pass fails the run. */
const DISPUTED: Readonly<Record<string, string>> = {
  'chain-postfix-own-17':
    'line 2 closes a comment that it never opened, so it can be read in more than one way; a walk stops at such a line',
};

/** The set has `accept` beside or within `expect`. */
function accepted(chain: Chain): readonly number[] {
  const within = (chain.expect as { accept?: readonly number[] }).accept ?? [];
  return [chain.expect.border, ...(chain.accept ?? []), ...within];
}

function receiverOf(chain: Chain, learned: readonly string[]): Receiver {
  return {
    mailbox: chain.mailbox_domain,
    preset: PRESETS[chain.provider] ?? null,
    names: [],
    networks: [],
    gateways: [],
    learned,
    folder: null,
    sealers: [],
    vouched: true,
  };
}

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

async function factsOf(chain: Chain): Promise<{ facts: Facts; learned: boolean }> {
  const head = latin1(`${chain.received.map((line) => `Received: ${line}`).join('\r\n')}\r\n\r\n`);
  const facts = await collect(digest(head, receiverOf(chain, []), 'exact'), offline(0));
  const top = facts.hops[0]?.by ?? null;
  if (facts.border.provider !== null || top === null) return { facts, learned: false };
  // The top line's host is under another domain than the mailbox: a reader there has learned it from earlier mail.
  return {
    facts: await collect(digest(head, receiverOf(chain, [top.toLowerCase()]), 'exact'), offline(0)),
    learned: true,
  };
}

export async function run(): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, lines: [] };
  const text = readFileSync(join(dataFolder(), '12-received-labels', 'chains.ndjson'), 'utf8');
  const chains = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Chain);
  const kinds = new Map<string, number>();
  const byRule3: string[] = [];
  const byLearning: string[] = [];
  for (const chain of chains) {
    const { facts, learned } = await factsOf(chain);
    const { border } = facts;
    kinds.set(border.kind, (kinds.get(border.kind) ?? 0) + 1);
    if (learned) byLearning.push(chain.id);
    // The label is the lowest line that the receiving side wrote: the last attested one, whether or not it is an entry.
    const found = border.attested - 1;
    const right = accepted(chain).includes(found);
    const reason = DISPUTED[chain.id];
    if (right === (reason === undefined)) outcome.passed++;
    else {
      outcome.failed++;
      const what = reason === undefined ? 'wrong' : 'disputed, but passes now';
      outcome.lines.push(
        `${chain.id}: ${what}: border at ${found} (${border.kind}, ${border.steps.join(' ')}), expected ${accepted(chain).join(' or ')}`,
      );
    }
    const step = assumedAt(border.steps);
    if (step !== null && border.steps[step] === 'private')
      byRule3.push(`${chain.id} (line ${step}, ${facts.hops[step]?.from.ip})`);
    else if (border.hop !== null && facts.legs[border.hop]?.reach === 'private')
      byRule3.push(`${chain.id} (border line ${border.hop}, ${facts.hops[border.hop]?.from.ip})`);
  }
  if (chains.length === 0) outcome.failed++;
  outcome.lines.push(
    `${chains.length} chains; borders ${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}`,
  );
  outcome.lines.push(
    `a private address makes the difference (assumed or grey here; internal by the set's rule 3): ${byRule3.join(', ') || 'none'}`,
  );
  outcome.lines.push(`needed the top host to be learned: ${byLearning.join(', ') || 'none'}`);
  for (const [id, reason] of Object.entries(DISPUTED)) outcome.lines.push(`disputed: ${id}: ${reason}`);
  return outcome;
}
