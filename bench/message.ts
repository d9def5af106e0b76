/**
 * CPU time of the whole verdict on a mail of 10 kB, from its octets on: fields, hops and border, DKIM, SPF with five lookups,
 * DMARC, one ARC set, all checks, lock and seal. DNS answers are at hand, keys imported. Beside it mailauth's `authenticate`, on the
 * same octets with the same answers, in turns; BIMI is left out, and it judges no hops.
 */
import '../scripts/extensionless.ts';
import { authenticate } from 'mailauth';
import { cpu } from './cpu.ts';
import { median } from './median.ts';
import { part } from './part.ts';
import { beside, faster } from './row.ts';
import type { Row } from './row.ts';

const { digest, withBody } = await import('../lib/verify/digest.ts');
const { verify } = await import('../lib/verify/verify.ts');
const { readFields } = await import('../lib/verify/rfc/fields.ts');
const { CLIENT, RECEIVED_AT, RECORDS, signedMail } = await import('./signed-mail.ts');
const { bufferBody } = await import('./buffer-body.ts');
const { RECEIVER } = await import('./receiver.ts');

const ROUNDS = 30;
const WARM_UP = 10;
const TURNS = 100;

const WORLD: Parameters<typeof verify>[1] = {
  dns(name, type) {
    const found = type === 'TXT' ? RECORDS[name] : undefined;
    return Promise.resolve(
      found === undefined ? { ok: false, failure: 'nxdomain' } : { ok: true, value: [found], dnssec: 'unknown' },
    );
  },
  now: () => RECEIVED_AT * 1000,
};

async function ours(source: Buffer) {
  const bodyAt = source.indexOf('\r\n\r\n') + 4;
  const head = digest(source.toString('latin1', 0, bodyAt), RECEIVER, 'exact');
  return verify(await withBody(head, bufferBody(source.subarray(bodyAt))), WORLD);
}

async function resolver(name: string, type: string): Promise<string[][]> {
  const found = type === 'TXT' ? RECORDS[name] : undefined;
  if (found === undefined) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
  return [[found]];
}

function theirs(source: Buffer) {
  return authenticate(source, { ...CLIENT, mta: 'mx.box.example', disableBimi: true, resolver });
}

async function measure(): Promise<readonly Row[]> {
  const source = signedMail(10_000);
  const report = await ours(source);
  const { proof } = report;
  if (!proof) throw new Error('nobody verified the sender, so figures would mean nothing');
  const our = [
    proof.dkim.results[0]?.result,
    proof.spf?.result,
    proof.dmarc.result,
    proof.arc.result,
    report.transit.lock,
  ];
  const other = await theirs(source);
  const their = [
    other.dkim.results[0]?.status.result,
    other.spf && other.spf.status.result,
    other.dmarc && other.dmarc.status.result,
    other.arc && other.arc.status.result,
  ];
  if (our.join(' ') !== 'pass pass pass pass closed' || their.join(' ') !== 'pass pass pass pass')
    throw new Error(`not all passed, so figures would mean nothing: ${our.join(' ')}, ${their.join(' ')}`);
  const whole: number[] = [];
  const heads: number[] = [];
  const others: number[] = [];
  const { bodyAt } = readFields(source.toString('latin1'));
  const head = source.toString('latin1', 0, bodyAt ?? 0);
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const one = await cpu(() => ours(source), TURNS);
    const first = await cpu(() => verify(digest(head, RECEIVER, 'exact'), WORLD), TURNS);
    const two = await cpu(() => theirs(source), TURNS);
    if (round < 0) continue;
    whole.push(one / 1000);
    heads.push(first / 1000);
    others.push(two / 1000);
  }
  const how = `process CPU, median of ${ROUNDS} rounds in turns, ${source.length} octets`;
  return [
    beside('the whole verdict', median(whole), 'ms', `${how}; least ${Math.min(...whole).toFixed(3)}`, 3),
    beside('of that, without the body', median(heads), 'ms', 'the head alone, with DNS', 3),
    beside('mailauth, the same mail', median(others), 'ms', `authenticate; least ${Math.min(...others).toFixed(3)}`, 3),
    faster('the whole verdict, than mailauth', median(whole), median(others), 2.5, 'of the medians'),
  ];
}

await part(measure);
