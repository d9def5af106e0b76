import type { JSX } from 'preact';
import type { Words } from '../../lib/browser/words';

export interface WrongVerdictProps {
  readonly words: Words;
  /** Saves the recording as a file. */
  readonly onWrong: () => void;
}

/** What is saved is said before it is: the reader decides whom to send it to. */
export function WrongVerdict({ words, onWrong }: WrongVerdictProps): JSX.Element {
  return (
    <details class="wrong">
      <summary>{words('ui_wrong_title')}</summary>
      <p>{words('ui_wrong_what')}</p>
      <button type="button" onClick={onWrong}>
        {words('ui_wrong_save')}
      </button>
    </details>
  );
}
