import { inOrderOfNeed } from '../components/finding-view';
import { say } from '../components/say';
import { decodeBytes } from '../components/visible';
import { keyOf, type Words } from '../lib/browser/words';
import type { Finding, Outcome } from '../lib/verify/check';
import { toneOfLock, toneOfSeal } from './exit-codes';
import type { Tone } from './exit-codes';
import type { FileJudgement, JudgedFile } from './judge-file';
import type { Paint } from './paint';
import { findingSentence, plain, spoken, subjectOf } from './spoken';

const TONES: Readonly<Record<Outcome, Tone>> = {
  fail: 'red',
  warn: 'warning',
  unknown: 'unknown',
  pass: 'fine',
  absent: 'unknown',
};

/** What people read of one file: who wrote the mail, both verdicts and the reasons of each. Ends with a line end. */
export function reportLines(judged: FileJudgement, words: Words, paint: Paint): string {
  const title = paint(nameOf(judged.name, words), 'bold');
  if (!judged.ok)
    return `${title}\n  ${paint(troubleText(judged, words), 'red')} ${paint(`(${judged.trouble.code})`, 'dim')}\n`;
  const { report, digest, cut } = judged;
  const { lock, seal } = spoken(judged, words);
  const { transit, sender } = report;
  const subject = subjectOf(judged);
  const lines = [
    title,
    `  ${words('cli_from')} ${authorText(judged, words)}`,
    ...(subject === null ? [] : [`  ${words('cli_subject')} ${plain(subject, 200)}`]),
    ...(cut ? [`  ${paint(words('cli_head_cut'), 'warning')}`] : []),
    verdict(words('cli_lock'), toneOfLock(transit.lock), lock.sentence, words, paint),
    ...reasons(report.findings, 'transit', words, paint),
    verdict(words('cli_seal'), sender === null ? 'unknown' : toneOfSeal(sender.seal), seal.sentence, words, paint),
    ...reasons(report.findings, 'sender', words, paint),
    ...(digest.fidelity === 'headers-only' ? [`  ${paint(words('cli_headers_only'), 'dim')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

/** Why a file gave no verdict, in one line. */
export function troubleText(judged: Extract<FileJudgement, { ok: false }>, words: Words): string {
  return words(keyOf('cli_trouble', judged.trouble.code));
}

export function nameOf(name: string, words: Words): string {
  return name === '-' ? words('cli_stdin') : plain(name);
}

function verdict(title: string, tone: Tone, sentence: string, words: Words, paint: Paint): string {
  return `  ${title} ${paint(`[${words(`cli_tone_${tone}`)}] ${sentence}`, tone)}`;
}

/** Those that have something to say. */
function reasons(findings: readonly Finding[], about: Finding['about'], words: Words, paint: Paint): readonly string[] {
  return inOrderOfNeed(findings, about)
    .filter((one) => one.outcome !== 'absent')
    .map((one) => {
      const outcome = paint(`[${words(keyOf('ui_outcome', one.outcome))}]`, TONES[one.outcome]);
      return `    ${outcome} ${findingSentence(one, words)} ${paint(`(${one.id}/${one.code})`, 'dim')}`;
    });
}

function authorText({ report, digest }: JudgedFile, words: Words): string {
  const author = report.proof?.author ?? digest.author;
  if (author.state === 'none' || author.host === null)
    return words(keyOf('cli_author', author.state === 'none' ? 'none' : 'unreadable'));
  const address = `<${decodeBytes(author.local)}@${author.host}>`;
  const text = plain([author.name, address].filter((one) => one !== null && one !== '').join(' '), 300);
  return author.state === 'one'
    ? text
    : say(words, 'cli_author_first', { author: text }).replace(/[\u2068\u2069]/g, '');
}
