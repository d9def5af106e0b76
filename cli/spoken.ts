import { verdictWords } from '../lib/browser/verdict-words';
import type { Words } from '../lib/browser/words';
import { findingText } from '../components/finding-view';
import { visibleName } from '../components/visible';
import type { Finding } from '../lib/verify/check';
import { decodeEncodedWords } from '../lib/verify/rfc/encoded-word';
import type { JudgedFile } from './judge-file';

/** Isolates steer the drawing on a page; a terminal shows them as they are. */
const ISOLATES = /[\u2068\u2069]/g;
const MAX_SENTENCE = 1_000;

/** A text in which hidden characters are shown, an escape of the terminal among them. */
export function plain(text: string, limit = MAX_SENTENCE): string {
  return visibleName(text.replace(ISOLATES, ''), limit);
}

export interface Spoken {
  readonly lock: { readonly label: string; readonly sentence: string };
  readonly seal: { readonly label: string; readonly sentence: string };
}

/** Both verdicts in words. */
export function spoken({ report }: JudgedFile, words: Words): Spoken {
  const { label, sentence, seal } = verdictWords(report, words);
  return {
    lock: { label: plain(label), sentence: plain(sentence) },
    seal: { label: plain(seal?.label ?? ''), sentence: plain(seal?.sentence ?? '') },
  };
}

export function findingSentence(finding: Finding, words: Words): string {
  return plain(findingText(finding, words));
}

/** The only Subject, decoded; null where there is none, or several. */
export function subjectOf({ digest: { index } }: JudgedFile): string | null {
  const places = index.named.get('subject') ?? [];
  const field = places.length === 1 ? index.fields[places[0] ?? -1] : undefined;
  return field ? decodeEncodedWords(field.raw.slice(field.valueAt).replace(/\r?\n/g, '')).trim() : null;
}
