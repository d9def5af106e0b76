import type { JSX } from 'preact';
import type { Judged } from '../lib/browser/protocol';
import type { Words } from '../lib/browser/words';
import type { Place } from './place-panel';

export interface PanelProps {
  readonly judged: Judged;
  readonly words: Words;
  /** In a page it is a dialog beside the mark; in the popup it fills the window. */
  readonly surface: 'page' | 'popup';
  /** Page only; see `placePanel`. On windows under 480 px it is a sheet at the lower edge whatever this says. */
  readonly place?: Place;
  readonly onClose?: () => void;
  readonly onPopup?: () => void;
  readonly onConfirmRelay?: (address: string) => void;
  readonly onCopy?: (text: string) => void;
}

export function Panel({ judged, words, onClose }: PanelProps): JSX.Element {
  return (
    <div role="dialog" aria-modal="false" lang={words.language}>
      <h2>{judged.sentence}</h2>
      <button type="button" onClick={onClose}>
        {words('ui_close')}
      </button>
    </div>
  );
}
