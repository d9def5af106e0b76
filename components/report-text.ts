import type { Judged } from '../lib/browser/protocol';
import { keyOf, type Words } from '../lib/browser/words';
import type { Report } from '../lib/verify/verdict';
import { duration, moment } from './durations';
import { decidingWords } from './excerpt';
import { enteredText } from './entered-text';
import { findingText, inOrderOfNeed } from './finding-view';
import { tlsName } from '../lib/verify/tls-name';
import { legs, type Leg } from './path-view';
import { provenOf } from './proof-part';
import { proofParts } from './proof-parts';
import { proofLines } from './proof-text';
import { say } from './say';
import { clip, decodeBytes, visibleEvidence, visibleName } from './visible';

/** Characters of one raw line that are copied; longer ones end in an ellipsis. */
export const MAX_LINE_COPIED = 4_000;

/** Isolates steer the drawing on a screen; in a text to paste they would only be in the way. */
const ISOLATES = /[\u2068\u2069]/g;

/** The panel's content as plain text, to be pasted into a mail or a ticket. `timeZone` defaults to the reader's. */
export function reportText(judged: Judged, words: Words, timeZone?: string): string {
  const { report, sender, subject } = judged;
  const address = sender.address === null ? '' : `<${visibleName(sender.address)}>`;
  const name = sender.name === null ? '' : visibleName(sender.name);
  const lines = [
    words('ui_text_title'),
    '',
    verdictLine('ui_text_lock', judged.sentence, words),
    ...(judged.seal === null ? [] : [verdictLine('ui_text_seal', judged.seal.sentence, words)]),
    '',
    ...(name === '' && address === '' ? [] : [`${words('ui_text_from')} ${[name, address].filter(Boolean).join(' ')}`]),
    ...(subject === null ? [] : [`${words('ui_text_subject')} ${visibleName(subject)}`]),
    '',
    ...(report === null ? failureLines(judged, words) : reportLines(report, words, timeZone)),
  ];
  return `${lines.join('\n').replace(ISOLATES, '').trimEnd()}\n`;
}

function verdictLine(key: string, sentence: string, words: Words): string {
  return `${words(key)} ${visibleName(sentence.replace(ISOLATES, ''), 1_000)}`;
}

function failureLines({ failure }: Judged, words: Words): readonly string[] {
  return failure === null
    ? []
    : [
        words(keyOf('ui_failure', failure)),
        `${words('ui_failure_next')}: ${words(keyOf('ui_failure', `${failure}-next`))}`,
      ];
}

function reportLines(report: Report, words: Words, timeZone: string | undefined): readonly string[] {
  const all = legs(report);
  const proven = provenOf(report);
  const seen = (about: 'transit' | 'sender') =>
    inOrderOfNeed(report.findings, about).map(
      (one) => `[${words(`ui_outcome_${one.outcome}`)}] ${findingText(one, words)}`,
    );
  const section = (title: string, body: readonly string[]): readonly string[] =>
    body.length === 0 ? [] : ['', title, '-'.repeat(40), ...body];
  return [
    ...section(
      words('ui_path_title'),
      all.flatMap((leg) => [...legLines(leg, words, timeZone), ...(leg.border ? borderLines(report, words) : [])]),
    ),
    ...section(
      words('ui_proof_title'),
      proven === null ? [words('ui_proof_pending')] : proofLines(proofParts(proven, words, timeZone), words),
    ),
    ...section(`${words('ui_findings_title')}: ${words('ui_findings_lock')}`, seen('transit')),
    ...section(`${words('ui_findings_title')}: ${words('ui_findings_seal')}`, seen('sender')),
    ...section(
      words('ui_text_lines'),
      all.map((leg) => `${leg.index + 1}. ${visibleEvidence(clip(decodeBytes(leg.line), MAX_LINE_COPIED))}`),
    ),
  ];
}

function legLines(leg: Leg, words: Words, timeZone: string | undefined): readonly string[] {
  const { hop } = leg;
  const server = visibleName(hop.by ?? leg.organisation ?? words('ui_path_unnamed'));
  const state = words(keyOf('hop_state', hop.state));
  const tls = hop.tls === null ? [] : [tlsName(leg.version), hop.tls.cipher].flatMap((one) => one ?? []);
  const client = [hop.from.rdns, hop.from.ip === null ? null : `[${hop.from.ip}]`].flatMap((one) => one ?? []);
  const details = [
    leg.attested ? state : say(words, 'ui_path_claimed_state', { state }),
    ...tls.map((one) => visibleName(one)),
    ...(leg.assumed ? [words('ui_path_assumed')] : []),
  ];
  const delay =
    leg.delay === null
      ? []
      : [
          say(words, leg.delay < 0 ? 'ui_path_backwards' : 'ui_path_took', {
            time: duration(leg.delay, words.language),
          }),
        ];
  return [
    `${leg.index + 1}. ${server} (${words(leg.attested ? 'ui_text_attested' : 'ui_text_claimed')})`,
    `   ${[...details, ...delay].join(' · ')}`,
    ...(client.length === 0 ? [] : [`   ← ${visibleName(client.join(' '))}`]),
    ...(hop.date === null
      ? []
      : [`   ${say(words, 'ui_path_written_at', { time: moment(hop.date, words.language, timeZone) })}`]),
    ...(hop.span === null ? [] : [`   ${words('ui_text_decided')} ${decidingWords(leg.line, hop.span)}`]),
  ];
}

function borderLines(report: Report, words: Words): readonly string[] {
  const kind = report.border.kind === 'assumed' ? ` (${words('ui_path_assumed')})` : '';
  return ['', `=== ${enteredText(report, words)}${kind} ===`, `    ${words('ui_path_border_sides')}`, ''];
}
