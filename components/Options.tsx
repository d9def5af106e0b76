import type { JSX } from 'preact';
import type { Words } from '../lib/browser/words';
import type { Done, LearnedName, SettingsView } from './settings-view';

export interface OptionsProps {
  readonly settings: SettingsView;
  readonly words: Words;
  /** Patterns that come with the extension: they may be switched off, not removed. */
  readonly builtIn: readonly string[];
  readonly learned: readonly LearnedName[];
  /** Keeps domains, provider, language and show. */
  readonly onChange: (next: SettingsView) => Promise<Done>;
  /** Called in the click itself: the permission prompt may follow. `origin` as in `https://mail.example.org:8443`. */
  readonly onAddSite: (origin: string) => Promise<Done>;
  /** Called in the click itself; switching on may ask for the permission, switching off gives it back. */
  readonly onSwitchSite: (pattern: string, on: boolean) => Promise<Done>;
  readonly onRemoveSite: (pattern: string) => Promise<Done>;
  readonly onForget: (learned: LearnedName) => Promise<Done>;
  /** Hands the settings over as a JSON file. */
  readonly onExport: () => void;
  /** Takes the text of such a file; on refusal nothing was changed. */
  readonly onImport: (text: string) => Promise<Done>;
}

export function Options({ words }: OptionsProps): JSX.Element {
  return (
    <main lang={words.language}>
      <h1>{words('ui_options_title')}</h1>
    </main>
  );
}
