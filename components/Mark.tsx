import type { JSX } from 'preact';
import type { Judged } from '../lib/browser/protocol';
import { inkStyle } from './ink-style';
import { Shape } from './Shape';
import { ALARM_SHAPE, alarmInk, INKS, SEAL_INKS, SEAL_SHAPES, SHAPES } from './shapes';

export interface MarkProps {
  /** `label` and `sentence` come in the reader's language. */
  readonly judged: Pick<Judged, 'state' | 'label' | 'sentence' | 'seal' | 'alarm'>;
  readonly language: string;
  /** Whether the panel of this mail is open. */
  readonly expanded: boolean;
  readonly onOpen: () => void;
}

/** Keys that press a button: the page must not take them for its own shortcuts. */
const PRESSING = new Set(['Enter', ' ']);

/** Lock and seal beside the sender: two marks, one button, for both open the same panel. */
export function Mark({ judged, language, expanded, onOpen }: MarkProps): JSX.Element {
  const { seal } = judged;
  const sentences = seal === null ? judged.sentence : `${judged.sentence}\n${seal.sentence}`;
  const labels = seal === null ? judged.label : `${judged.label}, ${seal.label}`;
  return (
    <button
      type="button"
      class={judged.alarm ? 'mark alarm' : 'mark'}
      lang={language}
      data-state={judged.state}
      data-seal={seal?.state}
      style={judged.alarm ? inkStyle(alarmInk(judged.state, seal?.state ?? null)) : {}}
      title={sentences}
      // The words that are seen come first: who speaks to the computer says what they see (WCAG 2.5.3).
      aria-label={`${labels}: ${sentences}`}
      aria-haspopup="dialog"
      aria-expanded={expanded}
      onClick={(event) => {
        // The row around the mark has clicks of its own: it opens or folds the mail.
        event.stopPropagation();
        event.preventDefault();
        onOpen();
      }}
      onKeyDown={(event) => {
        if (PRESSING.has(event.key)) event.stopPropagation();
      }}
      onKeyUp={(event) => {
        if (PRESSING.has(event.key)) event.stopPropagation();
      }}
    >
      {judged.alarm && <Shape path={ALARM_SHAPE} size={13} />}
      <span class="part" style={inkStyle(INKS[judged.state])}>
        <Shape path={SHAPES[judged.state]} size={13} />
        <span class="label">{judged.label}</span>
      </span>
      {seal !== null && <span class="between">, </span>}
      {seal !== null && (
        <span class="part seal" style={inkStyle(SEAL_INKS[seal.state])}>
          <Shape path={SEAL_SHAPES[seal.state]} size={13} />
          <span class="label">{seal.label}</span>
        </span>
      )}
    </button>
  );
}
