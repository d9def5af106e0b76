import type { JSX } from 'preact';
import type { Words } from '../lib/browser/words';
import { Appearance } from './options/Appearance';
import { Domains } from './options/Domains';
import { Provider } from './options/Provider';
import { Sites } from './options/Sites';
import { Transfer } from './options/Transfer';
import type { Done, LearnedName, SettingsView } from './settings-view';

export interface OptionsProps {
  readonly settings: SettingsView;
  readonly words: Words;
  /** Patterns that come with the extension: they may be switched off, not removed. */
  readonly builtIn: readonly string[];
  readonly learned: readonly LearnedName[];
  /** Keeps domains, provider, language and show: a change is told as a step, for something else may change in between. */
  readonly onChange: (change: (before: SettingsView) => Partial<SettingsView>) => Promise<Done>;
  /** Called in the click itself, as typed: the permission prompt may follow. */
  readonly onAddSite: (typed: string) => Promise<Done>;
  /** Called in the click itself; switching on may ask for the permission, switching off gives it back. */
  readonly onSwitchSite: (pattern: string, on: boolean) => Promise<Done>;
  readonly onRemoveSite: (pattern: string) => Promise<Done>;
  readonly onForget: (learned: LearnedName) => Promise<Done>;
  /** Hands the settings over as a JSON file. */
  readonly onExport: () => void;
  /** Takes the text of such a file; on refusal nothing was changed. */
  readonly onImport: (text: string) => Promise<Done>;
}

/** Everything is kept at once; each section says beside the control that it was, or why not. */
export function Options(props: OptionsProps): JSX.Element {
  const { words } = props;
  return (
    <main class="sheet options" lang={words.language}>
      <header>
        <h1>{words('ui_options_title')}</h1>
        <p class="hint">{words('ui_options_intro')}</p>
      </header>
      <Sites {...props} />
      <Domains {...props} />
      <Provider {...props} />
      <Appearance {...props} />
      <Transfer {...props} />
    </main>
  );
}
