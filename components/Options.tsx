import type { JSX } from 'preact';
import type { Left } from '../lib/browser/dns-log';
import type { Missing } from '../lib/browser/lookup-permission';
import type { CompanionTest } from '../lib/companion/test-companion';
import type { ResolverTest } from '../lib/browser/test-resolver';
import type { Words } from '../lib/browser/words';
import { Appearance } from './options/Appearance';
import { Companion } from './options/Companion';
import { Domains } from './options/Domains';
import { LeftBrowser } from './options/LeftBrowser';
import { Lookups } from './options/Lookups';
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
  /** Keeps domains, provider, language, show and sealers: a change is told as a step, for something else may change in between. */
  readonly onChange: (change: (before: SettingsView) => Partial<SettingsView>) => Promise<Done>;
  /** Called in the click itself, as typed: the permission prompt may follow. */
  readonly onAddSite: (typed: string) => Promise<Done>;
  /** Called in the click itself; switching on may ask for the permission, switching off gives it back. */
  readonly onSwitchSite: (pattern: string, on: boolean) => Promise<Done>;
  readonly onRemoveSite: (pattern: string) => Promise<Done>;
  readonly onForget: (learned: LearnedName) => Promise<Done>;
  /** What was taken back, in the browser's own settings, of lookups that are on. */
  readonly missing: Missing | null;
  /** Called in the click itself; switching on may ask for permission and consent, switching off gives them back. */
  readonly onLookups: (on: boolean) => Promise<Done>;
  /** Called in the click itself, as typed: the browser's prompt may follow. Kept, lookups are on. */
  readonly onUseResolver: (typed: string) => Promise<Done>;
  /** Asks the resolver that is kept one harmless question. */
  readonly onTestResolver: () => Promise<ResolverTest>;
  /** The browser does not let the companion that is kept be asked any more. */
  readonly companionBlocked: boolean;
  /** Called in the click itself, both as typed: the browser's prompt may follow. */
  readonly onUseCompanion: (typed: string, token: string) => Promise<Done>;
  readonly onForgetCompanion: () => Promise<Done>;
  /** Asks the companion that is kept about nobody. */
  readonly onTestCompanion: () => Promise<CompanionTest>;
  /** Called in the click itself: the companion becomes the resolver, and lookups are on. */
  readonly onCompanionResolves: () => Promise<Done>;
  /** Newest first. */
  readonly left: readonly Left[];
  readonly onClearLeft: () => Promise<Done>;
  readonly onExportLeft: () => void;
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
        <a class="link" href="analyze.html">
          {words('ui_popup_analyze')}
        </a>
      </header>
      <Sites {...props} />
      <Domains {...props} />
      <Provider {...props} />
      <Lookups {...props} />
      <Companion {...props} />
      <LeftBrowser {...props} />
      <Appearance {...props} />
      <Transfer {...props} />
    </main>
  );
}
