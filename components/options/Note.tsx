import type { JSX } from 'preact';
import { keyOf, type Words } from '../../lib/browser/words';
import { say } from '../say';
import type { Done } from '../settings-view';
import { Shape } from '../Shape';
import { ALARM_SHAPE, OUTCOME_SHAPES } from '../shapes';

export interface NoteProps {
  readonly done: Done | null;
  readonly words: Words;
  /** For `aria-describedby` of the input that was refused. */
  readonly id?: string;
  /** Said instead of "Saved". */
  readonly kept?: string;
}

/** How the last change ended: said aloud by screen readers, in its place before it has words. */
export function Note({ done, words, id, kept }: NoteProps): JSX.Element {
  return (
    <p
      class={done === null ? 'done' : done.ok ? 'done ok' : 'done refused'}
      role="status"
      {...(id === undefined ? {} : { id })}
    >
      {done !== null && (
        <>
          <Shape path={done.ok ? OUTCOME_SHAPES.pass : ALARM_SHAPE} size={14} />
          <span>{done.ok ? (kept ?? words('ui_saved')) : refusal(done, words)}</span>
        </>
      )}
    </p>
  );
}

/** A reason is the id of a text (`ui_refused_…`), or a sentence that stands for itself. */
function refusal({ reason, params }: Extract<Done, { ok: false }>, words: Words): string {
  const key = keyOf('ui_refused', reason);
  const text = say(words, key, params);
  return text === key ? reason : text;
}
