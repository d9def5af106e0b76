/**
 * Apache jSPF's corpora: records that parse or do not, the RFC's examples of macros, and the records of its integration test.
 * Run by the conformance command.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkHost } from '../../lib/verify/rfc/spf/check-host';
import { isSpfRecord, readRecord } from '../../lib/verify/rfc/spf/record';
import type { Tally } from '../../scripts/tally';
import { dataFolder } from './data-folder';
import { zone, zoneWorld } from './spf-zone';
import type { ZoneEntry } from './spf-zone';

const FOLDER = join(dataFolder(), '01-spf', 'james-jspf');

const read = (name: string): string[] => readFileSync(join(FOLDER, name), 'utf8').split('\n');

/** The rest of a line "command implementation rest", if it is of the given command and speaks to jSPF. */
function said(line: string, command: string): string | null {
  const [first, implementation] = line.split(/ +/);
  const ours = first === command && (implementation === 'jspf' || implementation === '/.*/');
  return ours ? line.replace(/^\S+ +\S+ +/, '') : null;
}

/** Of each record the first line that speaks of it counts; all but "no errors" is an error. */
function parserFaults(): { count: number; wrong: string[] } {
  const wrong: string[] = [];
  let count = 0;
  let record: string | null = null;
  let expected: string | null = null;
  const judge = (): void => {
    if (record === null || expected === null) return;
    count++;
    const sound = isSpfRecord(record) && readRecord(record).ok;
    if (sound !== (expected === 'no errors')) wrong.push(`${record}: ${expected}, but ${sound ? 'read' : 'not read'}`);
  };
  for (const line of read('test_parser.txt')) {
    if (line.startsWith('spftest ')) {
      judge();
      record = null;
      expected = null;
    }
    record ??= said(line, 'rec-in')?.replace('SPF record in:  ', '') ?? null;
    expected ??= said(line, 'err-msg');
  }
  judge();
  return { count, wrong };
}

/** The explanation of a record that fails everyone is the macro string under test. */
async function exampleFaults(): Promise<{ count: number; wrong: string[] }> {
  const wrong: string[] = [];
  let count = 0;
  let query = '';
  for (const line of read('test_rfc_examples.txt')) {
    if (line.startsWith('spfquery ')) query = line;
    const expected = said(line, 'smtp-comment');
    if (expected === null) continue;
    count++;
    const option = (name: string): string => new RegExp(`-${name}[= ]"?([^" ]+)`).exec(query)?.[1] ?? '';
    const world = zoneWorld(
      zone({
        'email.example.com': [{ TXT: 'v=spf1 -all exp=why.example.net' }],
        'why.example.net': [{ TXT: option('default-explanation') }],
        '3.2.0.192.in-addr.arpa': [{ PTR: 'mx.example.org' }],
        'mx.example.org': [{ A: '192.0.2.3' }],
      }),
    );
    const asked = { ip: option('ip'), sender: option('sender'), helo: option('helo') };
    const found = await checkHost({ ...asked, world, consent: true });
    const text = found.explanation?.text;
    if (found.result !== 'fail' || text !== expected)
      wrong.push(`${query}: ${expected}, got ${found.result} ${JSON.stringify(text)}`);
  }
  return { count, wrong };
}

/** The names of the zone say what is expected of them; one that needs the records of others on the net is left out. */
const INTEGRATION: readonly (readonly [name: string, ip: string, result: string])[] = [
  ['shouldReturnErrorIfMoreThanOneTxtSpf1Record', '192.0.2.127', 'permerror'],
  ['shouldReturnPermErrorIfIncludeDomainNotFound', '192.0.2.127', 'permerror'],
  ['shouldReturnPassIfMultipleStrings', '192.0.2.127', 'pass'],
];

async function integrationFaults(): Promise<{ count: number; wrong: string[] }> {
  const names: Record<string, ZoneEntry[]> = {};
  for (const line of read('dnszones/SPFExecutorIntegrationTest-1.zone')) {
    const [name, , type] = line.split(/ +/);
    if (type !== 'TXT') continue;
    const text = [...line.matchAll(/"([^"]*)"/g)].map((one) => one[1]).join('');
    (names[`${name}.example.org`] ??= []).push({ TXT: text });
  }
  const wrong: string[] = [];
  for (const [name, ip, result] of INTEGRATION) {
    const sender = `someone@${name}.example.org`;
    const found = await checkHost({ ip, sender, helo: 'client.example', world: zoneWorld(zone(names)) });
    if (found.result !== result) wrong.push(`${name}: ${result}, got ${found.result} (${found.reason})`);
  }
  return { count: INTEGRATION.length, wrong };
}

export async function run(): Promise<Tally> {
  const parts = [parserFaults(), await exampleFaults(), await integrationFaults()];
  const failed = parts.reduce((sum, { count, wrong }) => sum + wrong.length + (count === 0 ? 1 : 0), 0);
  const passed = parts.reduce((sum, { count, wrong }) => sum + count - wrong.length, 0);
  return { passed, failed, lines: parts.flatMap(({ wrong }) => wrong) };
}
