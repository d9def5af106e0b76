/**
 * The questions that a mail costs, from cold: one signature, SPF with two levels of includes, DMARC. A resolver over HTTPS of the
 * bench's own answers each after 30 ms; what must wait for another's answer shows as a step of the waterfall.
 */
import '../scripts/extensionless.ts';
import { part } from './part.ts';
import { beside, most } from './row.ts';
import type { Row } from './row.ts';
import type { Seen } from '../test/dns/slow-resolver.ts';

const { digest, withBody } = await import('../lib/verify/digest.ts');
const { verify } = await import('../lib/verify/verify.ts');
const { dohWorld } = await import('../lib/dns/doh-world.ts');
const { nodeFetch } = await import('../lib/dns/node-fetch.ts');
const { startResolver } = await import('../test/dns/slow-resolver.ts');
const { RECEIVED_AT, RECORDS, signedMail } = await import('./signed-mail.ts');
const { bufferBody } = await import('./buffer-body.ts');
const { RECEIVER } = await import('./receiver.ts');

const DELAY_MS = 30;
/** How many answers, one after the other, a verdict may wait for. */
const MAX_STEPS = 3;

/** Of each question how many answers it had waited for, one after the other. */
function stepsOf(seen: readonly Seen[]): readonly number[] {
  const steps: number[] = [];
  for (const { asked } of seen) {
    const before = seen.flatMap((one, at) => (one.answered <= asked ? (steps[at] ?? 0) : []));
    steps.push(Math.max(0, ...before) + 1);
  }
  return steps;
}

/** Milliseconds that one character of the waterfall stands for. */
const SCALE = 4;

/** A row for each question, in the order asked: when it was there, when its answer left. */
function waterfall(seen: readonly Seen[], steps: readonly number[]): readonly Row[] {
  return seen.map(({ question, asked, answered }, at) => ({
    what: `step ${steps[at]}: ${question}`,
    figure: `${Math.abs(asked).toFixed(0)}–${answered.toFixed(0)} ms`,
    budget: '',
    kept: null,
    how: `${' '.repeat(asked / SCALE)}${'='.repeat(Math.max(1, (answered - asked) / SCALE))}`,
  }));
}

async function measure(): Promise<readonly Row[]> {
  const source = signedMail(10_000, { sealed: false });
  const bodyAt = source.indexOf('\r\n\r\n') + 4;
  const mail = await withBody(
    digest(source.toString('latin1', 0, bodyAt), RECEIVER, 'exact'),
    bufferBody(source.subarray(bodyAt)),
  );
  const resolver = await startResolver(RECORDS, DELAY_MS);
  const { fetch, close } = nodeFetch();
  const world = dohWorld({ url: resolver.url, fetch, now: () => RECEIVED_AT * 1000 });
  const began = performance.now();
  const { proof, sender } = await verify(mail, world);
  const took = performance.now() - began;
  close();
  resolver.close();
  if (proof?.dkim.results[0]?.result !== 'pass' || proof.spf?.result !== 'pass' || proof.dmarc.result !== 'pass')
    throw new Error(`not all passed, so figures would mean nothing: ${sender?.seal}`);
  const steps = stepsOf(resolver.seen);
  const how = `${resolver.seen.length} questions from cold, a resolver that answers after ${DELAY_MS} ms`;
  return [
    most('dependent round trips', Math.max(...steps), MAX_STEPS, '', how, 0),
    ...waterfall(resolver.seen, steps),
    beside('until the seal stands', took, 'ms', 'on the clock, one mail, nothing warmed up', 0),
  ];
}

await part(measure);
