import type { JSX } from 'preact';
import type { Words } from '../lib/browser/words';

export interface LookupsOffProps {
  readonly words: Words;
  /** Opens the options; without it the reader is only told. */
  readonly onOptions: (() => void) | undefined;
}

/** Nobody was asked: what the reader can do about it. */
export function LookupsOff({ words, onOptions }: LookupsOffProps): JSX.Element {
  return (
    <section class="lookups-off">
      <h3>{words('ui_lookups_off_title')}</h3>
      <p>{words('ui_lookups_off_why')}</p>
      {onOptions !== undefined && (
        <button type="button" onClick={onOptions}>
          {words('ui_lookups_off_do')}
        </button>
      )}
    </section>
  );
}
