/**
 * A mail of 25 MB whose body lies in a file: how long the event loop is held up at a time while it is hashed and judged, and how
 * much memory that takes. Blocks are CPU time of the main thread between two turns of its loop, so that a busy machine
 * does not count.
 */
import '../scripts/extensionless.ts';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openAsBlob, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { part } from './part.ts';
import { beside, most } from './row.ts';
import type { Row } from './row.ts';
import type { World } from '../lib/verify/world.ts';

const { digest, withBody } = await import('../lib/verify/digest.ts');
const { verify } = await import('../lib/verify/verify.ts');
const { RECEIVER } = await import('./receiver.ts');
const { RECEIVED_AT, RECORDS, signedMail } = await import('./signed-mail.ts');

const OCTETS = 25_000_000;
const MAX_BLOCK_MS = 50;
const MAX_RISE_MB = 80;

/** Octets that hold the head for certain. */
const HEAD = 16_384;

const [, self = '', path, kind] = process.argv;

/** In a process of its own, so that its memory is not taken for the verdict's. Answers the DNS records that the mail needs. */
function makeMail(file: string, odd: boolean): Readonly<Record<string, string>> {
  return JSON.parse(execFileSync(process.execPath, [self, file, odd ? 'odd' : 'plain'], { encoding: 'utf8' }));
}

function worldOf(records: Readonly<Record<string, string>>): World {
  return {
    dns: (name, type) => {
      const found = type === 'TXT' ? records[name] : undefined;
      return Promise.resolve(
        found === undefined ? { ok: false, failure: 'nxdomain' } : { ok: true, value: [found], dnssec: 'unknown' },
      );
    },
    now: () => RECEIVED_AT * 1000,
  };
}

/** Watches the event loop until told to stop. */
function watch() {
  let [longest, turns, peak] = [0, 0, 0];
  let going = true;
  let before = process.threadCpuUsage();
  const turn = () => {
    const used = process.threadCpuUsage(before);
    before = process.threadCpuUsage();
    longest = Math.max(longest, (used.user + used.system) / 1000);
    peak = Math.max(peak, process.memoryUsage.rss() / 1e6);
    turns++;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    going = false;
    return { longest, turns, peak };
  };
}

function headOf(file: string): string {
  const octets = Buffer.alloc(HEAD);
  const open = openSync(file, 'r');
  readSync(open, octets);
  closeSync(open);
  return octets.toString('latin1', 0, octets.indexOf('\r\n\r\n') + 4);
}

function judge(head: string, blob: Blob, world: World) {
  const body = {
    size: blob.size,
    slice: async (start: number, end: number) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
  return withBody(digest(head, RECEIVER, 'exact'), body).then((mail) => verify(mail, world));
}

async function measure(say: (detail: string) => void): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hoplock-large-'));
  try {
    const rows: Row[] = [];
    for (const odd of [false, true]) {
      const what = odd ? '25 MB, every line changes' : '25 MB';
      say(what);
      const file = join(folder, 'mail');
      const world = worldOf(makeMail(file, odd));
      const head = headOf(file);
      const blob = (await openAsBlob(file)).slice(head.length);
      const idle = process.memoryUsage.rss() / 1e6;
      const began = process.cpuUsage();
      const stop = watch();
      const { proof } = await judge(head, blob, world);
      const { longest, turns, peak } = stop();
      const used = process.cpuUsage(began);
      if (proof?.dkim.results[0]?.result !== 'pass' || proof.arc.result !== 'pass')
        throw new Error('not all passed, so figures would mean nothing');
      const first = odd ? '' : ', the first mail of the process';
      const how = `CPU of the main thread between two turns of its loop, ${turns} turns${first}`;
      const rise = `resident, at each turn; ${idle.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most`;
      rows.push(
        most(`${what}: longest block`, longest, MAX_BLOCK_MS, 'ms', how),
        most(`${what}: peak above idle`, peak - idle, MAX_RISE_MB, 'MB', rise, 0),
        beside(`${what}: all`, (used.user + used.system) / 1000, 'ms', 'CPU of the process, fields to seal', 0),
      );
    }
    return rows;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (path === undefined) await part(measure);
else {
  writeFileSync(path, signedMail(OCTETS, { odd: kind === 'odd' }));
  process.stdout.write(JSON.stringify(RECORDS));
}
