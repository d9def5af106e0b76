import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { MarkState } from '../../lib/browser/protocol';
import type { OptionsProps } from '../Options';
import type { SettingsView } from '../settings-view';
import { inkStyle } from '../ink-style';
import { Shape } from '../Shape';
import { INKS, SHAPES } from '../shapes';
import { Note } from './Note';
import { useDone } from './use-done';

const SHOW: readonly SettingsView['show'][] = ['always', 'warnings'];
const LANGUAGES: readonly SettingsView['language'][] = ['auto', 'en', 'ja'];
/** A language is named in itself, so that whoever is lost in the wrong one finds the way back. */
const OWN_NAMES = { en: 'English', ja: '日本語' } as const;
const PREVIEW: readonly MarkState[] = ['closed', 'notched', 'open', 'house', 'plane', 'dotted'];
/** What "only warnings" still shows. */
const WARNINGS: ReadonlySet<MarkState> = new Set<MarkState>(['notched', 'open']);

/** Language, and when the mark shows; with the marks as they will look. */
export function Appearance({ settings, words, onChange }: OptionsProps): JSX.Element {
  const id = useId();
  const { done, run } = useDone();
  const shown = PREVIEW.filter((state) => settings.show === 'always' || WARNINGS.has(state));
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_appearance_title')}</h2>
      <fieldset>
        <legend>{words('ui_show_title')}</legend>
        {SHOW.map((show) => (
          <label key={show} class="check">
            <input
              type="radio"
              name={`${id}-show`}
              checked={settings.show === show}
              onChange={() => void run(onChange(() => ({ show })))}
            />
            <span>{words(`ui_show_${show}`)}</span>
          </label>
        ))}
      </fieldset>
      <ul class="preview" aria-label={words('ui_preview')}>
        {shown.map((state) => (
          <li key={state} style={inkStyle(INKS[state])}>
            <span class="pill">
              <Shape path={SHAPES[state]} size={13} />
              {words(`ui_mark_${state}`)}
            </span>
          </li>
        ))}
      </ul>
      <div class="field">
        <label for={`${id}-language`}>{words('ui_language_title')}</label>
        <select
          id={`${id}-language`}
          value={settings.language}
          onChange={(event) => {
            const language = LANGUAGES.find((one) => one === event.currentTarget.value) ?? 'auto';
            void run(onChange(() => ({ language })));
          }}
        >
          {LANGUAGES.map((language) => (
            <option key={language} value={language} {...(language === 'auto' ? {} : { lang: language })}>
              {language === 'auto' ? words('ui_language_auto') : OWN_NAMES[language]}
            </option>
          ))}
        </select>
      </div>
      <Note done={done} words={words} />
    </section>
  );
}
