import { postureView } from '../components/posture-view';
import type { ServerView, Told } from '../components/posture-view';
import { say } from '../components/say';
import { keyOf, type Words } from '../lib/browser/words';
import { askReport } from '../lib/companion/ask-report';
import { followReport } from '../lib/companion/follow-report';
import { nodeFetch } from '../lib/dns/node-fetch';
import type { Outcome } from '../lib/verify/check';
import type { Posture } from '../lib/verify/posture';
import type { ProbeWanted } from './arguments';
import { EXIT } from './exit-codes';
import type { Exit, Tone } from './exit-codes';
import { paintFor } from './paint';
import type { Paint } from './paint';
import { plain } from './spoken';
import { write } from './terminal';
import type { Terminal } from './terminal';

/** Milliseconds for one answer, which may be "later". */
const TIMEOUT = 20_000;
/** Back to the line's beginning, and what stands on it erased. */
const ERASE = '\r\x1b[K';

/** `hoplock probe`: asks a companion whether mail to a domain can be encrypted. Gives the exit code. */
export async function probe(wanted: ProbeWanted, words: Words, terminal: Terminal): Promise<Exit> {
  const { domain, url, token, json } = wanted;
  const { stdout, stderr, env } = terminal;
  const { fetch, close } = nodeFetch();
  const live = stderr.isTTY === true;
  const found = await followReport<never>(
    () => askReport({ url, token, fetch, timeout: TIMEOUT }, domain),
    new AbortController().signal,
    (milliseconds) => {
      const seconds = Math.round(milliseconds / 1_000);
      if (live) stderr.write(`${ERASE}${plain(say(words, 'cli_probing', { domain, seconds }))}`);
    },
  );
  close();
  if (live) stderr.write(ERASE);
  if (found.kind === 'failed') {
    const { code, status } = found;
    const { host } = new URL(url);
    const exit = code === 'domain' ? EXIT.usage : EXIT.unavailable;
    if (json) await write(stdout, `${JSON.stringify({ version: 1, domain, ok: false, exit, error: code, status })}\n`);
    await write(stderr, `hoplock: ${plain(say(words, keyOf('ui_companion_failed', code), { host, status }))}\n`);
    return exit;
  }
  const { posture } = found;
  const exit = exitOf(posture);
  const text = json
    ? `${JSON.stringify({ version: 1, domain, ok: true, exit, posture })}\n`
    : linesOf(posture, words, paintFor(stdout, env));
  await write(stdout, text);
  return exit;
}

/** By what is offered, and whether its own servers keep what it publishes. Not known is no success. */
export function exitOf({ offered, enforced }: Posture): Exit {
  if (offered === 'none' || offered === 'broken') return EXIT.red;
  if (offered === 'some' || enforced.broken) return EXIT.warning;
  return offered === 'all' ? EXIT.fine : EXIT.unknown;
}

const TONES: Readonly<Record<Outcome, Tone>> = {
  fail: 'red',
  warn: 'warning',
  unknown: 'unknown',
  pass: 'fine',
  absent: 'unknown',
};

function linesOf(posture: Posture, words: Words, paint: Paint): string {
  const view = postureView(posture, words);
  const tag = (outcome: Outcome) => paint(`[${words(keyOf('ui_outcome', outcome))}]`, TONES[outcome]);
  const told = (list: readonly Told[], indent: string) =>
    list.map(({ outcome, sentence, detail }) => {
      const more = detail === null ? '' : paint(` (${plain(detail)})`, 'dim');
      return `${indent}${outcome === null ? '-' : tag(outcome)} ${plain(sentence)}${more}`;
    });
  const server = ({ name, tls, told: list }: ServerView, indent: string, mark: string) => [
    `${indent}${paint(plain(name), 'bold')}${mark}${tls === '' ? '' : ` ${paint(plain(tls), 'dim')}`}`,
    ...told(list, `${indent}  `),
  ];
  const lines = [
    paint(plain(posture.domain), 'bold'),
    ...view.answers.map(({ title, outcome, sentences }) => `  ${title} ${tag(outcome)} ${plain(sentences.join(' '))}`),
    ...view.hosts.flatMap((host) => [
      ...server(host, '  ', ` ${paint(host.preference, 'dim')}`),
      ...host.addresses.flatMap((address) => server(address, '    ', '')),
    ]),
    ...(view.worst === null ? [] : [`  ${plain(view.worst)}`]),
    ...(view.exposure.length === 0 ? [] : [`  ${words('ui_posture_exposure')}`]),
    ...view.exposure.map((sentence) => `    - ${plain(sentence)}`),
    ...told(view.told, '  '),
    ...(view.open ? [`  ${words('ui_posture_pending')}`] : []),
    `  ${paint(plain(view.seen), 'dim')}`,
  ];
  return `${lines.join('\n')}\n`;
}
