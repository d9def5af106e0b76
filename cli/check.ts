import { writeFile } from 'node:fs/promises';
import { keyOf, type Words } from '../lib/browser/words';
import { zoneOf } from '../lib/dns/zone-of';
import type { Asked } from '../lib/verify/world';
import { say } from '../components/say';
import type { CheckWanted } from './arguments';
import { EXIT, gravest } from './exit-codes';
import type { Exit } from './exit-codes';
import { inOrder } from './in-order';
import { jsonLine } from './json-report';
import { judgeFile } from './judge-file';
import type { FileJudgement } from './judge-file';
import { paintFor } from './paint';
import { progressBar } from './progress-bar';
import { nameOf, reportLines, troubleText } from './report-lines';
import { plain } from './spoken';
import { write } from './terminal';
import type { Terminal } from './terminal';
import { makeWorlds } from './worlds';

/** Mails judged at once: enough to keep a resolver, the disk and the threads that verify and hash busy. */
const AT_ONCE = 16;

/** `hoplock check`: judges the files and writes what was found, in their order. Gives the exit code. */
export async function check(wanted: CheckWanted, words: Words, version: string, terminal: Terminal): Promise<Exit> {
  const { files, lookups, json, record, receiver } = wanted;
  const { stdout, stderr, stdin, env } = terminal;
  const now = (): number => wanted.now ?? Date.now();
  const tell = (text: string) => write(stderr, `hoplock: ${text}\n`);
  const made = await makeWorlds(lookups, now);
  if (!made.ok) {
    await tell(plain(say(words, keyOf('cli_zone', made.code), made.params)));
    return made.exit;
  }
  const { worlds } = made;
  if (lookups.kind === 'offline' && !lookups.said) await tell(words('cli_offline'));

  const circumstances = { version, lookups: lookups.kind, receiver };
  const paint = paintFor(stdout, env);
  const bar = progressBar(files.length, stderr);
  const exits: Exit[] = [];
  const asked: Asked[] = [];
  await inOrder(
    files,
    AT_ONCE,
    async (name) => {
      const judged = await judgeFile(name, receiver, worlds.next, stdin);
      bar.step();
      return judged;
    },
    async (found) => {
      const { judged, text } = rendered(found, (one) =>
        json ? jsonLine(one, { ...circumstances, now: now() }, words) : reportLines(one, words, paint),
      );
      exits.push(judged.ok ? judged.exit : judged.trouble.exit);
      if (judged.ok && record !== null) asked.push(...judged.report.asked);
      bar.clear();
      // where the results go elsewhere, people are told here as well
      if (!judged.ok && (json || stdout.isTTY !== true))
        await tell(`${nameOf(judged.name, words)}: ${troubleText(judged, words)}`);
      const written = await write(stdout, json || exits.length === 1 ? text : `\n${text}`);
      if (!written) exits.push(EXIT.io);
      return written;
    },
  );
  bar.clear();
  worlds.close();
  if (!json && files.length > 1) await write(stdout, `\n${tally(exits, words)}\n`);
  if (record !== null && !(await writeZone(record, asked))) {
    await tell(plain(say(words, 'cli_record_failed', { path: record })));
    exits.push(EXIT.cannotCreate);
  }
  return gravest(exits);
}

interface Rendered {
  readonly judged: FileJudgement;
  readonly text: string;
}

/** A bug in what writes one mail down is that mail's trouble alone. */
function rendered(judged: FileJudgement, render: (judged: FileJudgement) => string): Rendered {
  try {
    return { judged, text: render(judged) };
  } catch {
    const trouble: FileJudgement = { ok: false, name: judged.name, trouble: { code: 'internal', exit: EXIT.software } };
    return { judged: trouble, text: render(trouble) };
  }
}

function tally(exits: readonly Exit[], words: Words): string {
  const count = (wanted: (exit: Exit) => boolean): number => exits.filter(wanted).length;
  return say(words, 'cli_tally', {
    all: exits.length,
    fine: count((exit) => exit === EXIT.fine),
    warning: count((exit) => exit === EXIT.warning),
    red: count((exit) => exit === EXIT.red),
    unknown: count((exit) => exit === EXIT.unknown),
    unread: count((exit) => exit >= EXIT.usage),
  });
}

/** False: it could not be written. */
async function writeZone(path: string, asked: readonly Asked[]): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify(zoneOf(asked), null, 2)}\n`);
    return true;
  } catch {
    return false;
  }
}
