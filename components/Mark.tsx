import type { JSX } from 'preact';
import type { Judged } from '../lib/browser/protocol';
import { inkStyle } from './ink-style';
import { Shape } from './Shape';
import { ALARM_SHAPE, INKS, SHAPES } from './shapes';

export interface MarkProps {
  /** `label` and `sentence` come in the reader's language. */
  readonly judged: Pick<Judged, 'state' | 'label' | 'sentence' | 'alarm'>;
  readonly language: string;
  /** Whether the panel of this mail is open. */
  readonly expanded: boolean;
  /** The paper that the mark lies on; without it the system's preference decides. */
  readonly scheme?: 'light' | 'dark';
  readonly onOpen: () => void;
}

/** Keys that press a button: the page must not take them for its own shortcuts. */
const PRESSING = new Set(['Enter', ' ']);

/** The lock beside the sender. The seal will stand to its right, in the same row. */
export function Mark({ judged, language, expanded, scheme, onOpen }: MarkProps): JSX.Element {
  return (
    <button
      type="button"
      class={judged.alarm ? 'mark alarm' : 'mark'}
      lang={language}
      data-state={judged.state}
      style={{
        ...inkStyle(INKS[judged.state]),
        ...(scheme === undefined ? {} : { colorScheme: scheme }),
      }}
      title={judged.sentence}
      // The words that are seen come first: who speaks to the computer says what they see (WCAG 2.5.3).
      aria-label={`${judged.label}: ${judged.sentence}`}
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
      <Shape path={SHAPES[judged.state]} size={13} />
      <span class="label">{judged.label}</span>
    </button>
  );
}
