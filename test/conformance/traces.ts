/** Header sets of real mails without labels: set 07. Nothing throws, nothing is lost, nothing is slow; and a histogram. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '../../lib/verify/digest';
import type { Receiver } from '../../lib/verify/message';
import { organisations } from '../../lib/verify/organisation';
import { receivers } from '../../lib/verify/receivers/index';
import { isUnder } from '../../lib/verify/rfc/under';
import { verify } from '../../lib/verify/verify';
import { offline } from '../../lib/verify/world';
import { dataFolder } from './data-folder';
import type { Outcome } from './received-chains';

/** CPU milliseconds that one verdict may take. */
const MAX_VERDICT_MS = 50;

interface Trace {
  readonly id: string;
  readonly fields: readonly (readonly [string, string])[];
}

function histogram() {
  const counts = new Map<string, number>();
  return {
    add(name: string): void {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    top(count = Infinity): string {
      const sorted = [...counts].sort((one, other) => other[1] - one[1]);
      return sorted
        .slice(0, count)
        .map(([name, number]) => `${name} ${number}`)
        .join(', ');
    },
  };
}

/** Nobody says who received these: taken as received by whoever's server wrote the newest line with a domain in its name. */
function receiverOf(bys: readonly (string | null)[]): Receiver {
  const host = (bys.find((by) => by?.includes('.') || by?.includes(':')) ?? '').toLowerCase();
  const known = receivers.find(({ kind, by }) => kind === 'mailbox' && by.some((domain) => isUnder(host, domain)));
  const google = host.startsWith('2002:a') ? 'gmail' : null;
  return {
    mailbox: known || google ? null : organisations()(host),
    preset: known?.id ?? google,
    names: [],
    networks: [],
    gateways: [],
    learned: [],
    folder: null,
    sealers: [],
    vouched: true,
  };
}

export async function run(): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, lines: [] };
  const text = readFileSync(join(dataFolder(), '07-traces', 'traces.ndjson'), 'utf8');
  const states = histogram();
  const reasons = histogram();
  const unknown = histogram();
  const locks = histogram();
  const borders = histogram();
  const stops = histogram();
  let slowest = 0;
  let slowestId = '';
  let count = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    count++;
    const trace = JSON.parse(line) as Trace;
    const head = `${trace.fields.map(([name, value]) => `${name}:${value.replaceAll('\n', '\r\n')}`).join('\r\n')}\r\n\r\n`;
    const bytes = Buffer.from(head, 'utf8').toString('latin1');
    const expected = trace.fields.filter(([name]) => name.toLowerCase() === 'received').length;
    try {
      const first = digest(bytes, receiverOf([]), 'normalised');
      const receiver = receiverOf(first.hops.map(({ by }) => by));
      const before = process.cpuUsage();
      const report = await verify(digest(bytes, receiver, 'normalised'), offline(0));
      const used = process.cpuUsage(before);
      const milliseconds = (used.user + used.system) / 1000;
      if (milliseconds > slowest) {
        slowest = milliseconds;
        slowestId = trace.id;
      }
      const crashed = report.findings.filter(({ code }) => code === 'crashed');
      if (report.hops.length !== expected || report.lines.length !== expected) {
        outcome.lines.push(`${trace.id}: ${expected} lines in, ${report.hops.length} hops out`);
        outcome.failed++;
      } else if (crashed.length > 0) {
        outcome.lines.push(`${trace.id}: crashed: ${crashed.map(({ id }) => id).join(' ')}`);
        outcome.failed++;
      } else outcome.passed++;
      locks.add(`${report.transit.lock}/${report.transit.code}`);
      borders.add(report.border.kind);
      if (report.border.kind !== 'shown')
        stops.add(`${report.border.provider?.name ?? 'nobody'}: ${report.transit.code}`);
      for (const hop of report.hops) {
        states.add(hop.state);
        reasons.add(`${hop.state}/${hop.reason}`);
        if (hop.state === 'unknown')
          unknown.add(`${hop.product ?? (hop.by ?? '?').split('.').slice(-2).join('.')}/${hop.reason}`);
      }
    } catch (error) {
      outcome.failed++;
      outcome.lines.push(`${trace.id}: ${String(error)}`);
    }
  }
  if (count === 0) outcome.failed++;
  if (slowest > MAX_VERDICT_MS) outcome.failed++;
  outcome.lines.push(
    `${count} header sets; slowest verdict ${slowest.toFixed(1)} ms CPU (${slowestId}), at most ${MAX_VERDICT_MS} ms`,
  );
  outcome.lines.push(`states: ${states.top()}`);
  outcome.lines.push(`reasons: ${reasons.top()}`);
  outcome.lines.push(`locks: ${locks.top()}`);
  outcome.lines.push(`borders: ${borders.top()}; not shown: ${stops.top(20)}`);
  outcome.lines.push(`unknown by server: ${unknown.top(30)}`);
  return outcome;
}
