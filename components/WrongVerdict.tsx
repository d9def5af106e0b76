import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Words } from '../lib/browser/words';

export interface WrongVerdictProps {
  readonly words: Words;
  /** Saves the recording as a file; false where there is none any more. */
  readonly onWrong: () => boolean | Promise<boolean>;
}

/** What is saved is said before it is: the reader decides whom to send it to. */
export function WrongVerdict({ words, onWrong }: WrongVerdictProps): JSX.Element {
  const [saved, setSaved] = useState<boolean | null>(null);
  return (
    <details class="wrong">
      <summary>{words('ui_wrong_title')}</summary>
      <p>{words('ui_wrong_what')}</p>
      <button type="button" onClick={async () => setSaved(await onWrong())}>
        {words('ui_wrong_save')}
      </button>
      <p role="status">{saved === false && words('ui_wrong_gone')}</p>
    </details>
  );
}
