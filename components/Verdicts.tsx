import type { JSX } from 'preact';
import type { Judged } from '../lib/browser/protocol';
import { keyOf, type Words } from '../lib/browser/words';
import { inkStyle } from './ink-style';
import { Shape } from './Shape';
import { INKS, SEAL_INKS, SEAL_SHAPES, SHAPES, type Ink } from './shapes';
import { visibleName } from './visible';

/** Longest sentence that is shown, in characters. */
const MAX_SENTENCE = 1_000;

export interface VerdictsProps {
  readonly judged: Judged;
  readonly words: Words;
  /** Id of the box, for whoever is named by it. */
  readonly id: string;
}

/** Both verdicts, each with its drawing: one above the other, never one score. */
export function Verdicts({ judged, words, id }: VerdictsProps): JSX.Element {
  const { seal, state } = judged;
  return (
    <div id={id} class="verdicts">
      <Verdict path={SHAPES[state]} ink={INKS[state]} text={lockText(judged, words)} />
      {seal !== null && (
        <Verdict
          path={SEAL_SHAPES[seal.state]}
          ink={SEAL_INKS[seal.state]}
          text={seal.sentence}
          busy={seal.state === 'pending'}
        />
      )}
    </div>
  );
}

interface VerdictProps {
  readonly path: string;
  readonly ink: Ink;
  readonly text: string;
  readonly busy?: boolean;
}

function Verdict({ path, ink, text, busy = false }: VerdictProps): JSX.Element {
  return (
    <div class="verdict" aria-busy={busy}>
      <span class="big" style={inkStyle(ink)}>
        <Shape path={path} size={22} />
      </span>
      <h2>{visibleName(text, MAX_SENTENCE)}</h2>
    </div>
  );
}

/** The verdict's sentence; of a failure what happened, for the next step stands below. */
function lockText({ report, failure, sentence }: Judged, words: Words): string {
  if (report !== null || failure === null) return sentence;
  const key = keyOf('ui_failure', failure);
  const text = words(key);
  return text === key ? sentence : text;
}
