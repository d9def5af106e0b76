import type { JSX } from 'preact';
import type { Judged } from '../lib/browser/protocol';
import type { Words } from '../lib/browser/words';

/** What the tab before the popup is. */
export type Situation =
  /** The frames have not answered yet. */
  | { readonly kind: 'loading' }
  /** No webmail that Hoplock knows, and none the user added. `host` is null for pages that are no web page. */
  | { readonly kind: 'unsupported'; readonly host: string | null }
  /** A webmail that Hoplock could read, but is not switched on for. */
  | { readonly kind: 'off'; readonly host: string }
  /** Switched on, but this tab was open before and has to be loaded anew. */
  | { readonly kind: 'reload'; readonly host: string }
  /** Switched on; the list may be empty. */
  | { readonly kind: 'mails'; readonly mails: readonly Judged[] };

export interface PopupProps {
  readonly situation: Situation;
  readonly words: Words;
  /** Called in the click itself, so that the browser's permission prompt may follow. */
  readonly onSwitchOn: (host: string) => void;
  readonly onReload?: () => void;
  readonly onOptions: () => void;
  readonly onConfirmRelay: (address: string) => void;
  readonly onCopy: (text: string) => void;
}

export function Popup({ situation, words, onOptions }: PopupProps): JSX.Element {
  return (
    <main lang={words.language} data-situation={situation.kind}>
      <button type="button" onClick={onOptions}>
        {words('ui_popup_options')}
      </button>
    </main>
  );
}
