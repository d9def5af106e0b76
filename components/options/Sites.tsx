import { ADDRESS_FIELD } from '../address-field';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { OptionsProps } from '../Options';
import { say } from '../say';
import { Note } from './Note';
import { siteName } from './site-name';
import { Switch } from './Switch';
import { useDone } from './use-done';

/** On which pages Hoplock reads; the browser asks for each host once. */
export function Sites({ settings, words, builtIn, onAddSite, onSwitchSite, onRemoveSite }: OptionsProps): JSX.Element {
  const [typed, setTyped] = useState('');
  const added = useDone();
  const switched = useDone();
  const input = useId();
  const note = useId();
  return (
    <section aria-labelledby={`${input}-title`}>
      <h2 id={`${input}-title`}>{words('ui_sites_title')}</h2>
      <p class="hint">{words('ui_sites_hint')}</p>
      {settings.sites.length === 0 && <p class="empty">{words('ui_sites_empty')}</p>}
      <ul class="rows">
        {settings.sites.map(({ pattern, on }) => (
          <li key={pattern}>
            <Switch on={on} onSwitch={(next) => void switched.run(onSwitchSite(pattern, next))}>
              <bdi dir="ltr">{siteName(pattern)}</bdi>
            </Switch>
            {builtIn.includes(pattern) ? (
              <span class="tag">{words('ui_sites_built_in')}</span>
            ) : (
              <button
                type="button"
                aria-label={say(words, 'ui_remove_named', { name: siteName(pattern) })}
                onClick={() => void switched.run(onRemoveSite(pattern))}
              >
                {words('ui_remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <Note done={switched.done} words={words} />
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          // No await before this call: the browser's prompt needs the click.
          void added.run(onAddSite(typed)).then((kept) => kept && setTyped(''));
        }}
      >
        <label for={input}>{words('ui_sites_add')}</label>
        <div class="line">
          <input
            {...ADDRESS_FIELD}
            id={input}
            placeholder="https://mail.example.org/"
            aria-describedby={note}
            aria-invalid={added.done?.ok === false}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <button type="submit">{words('ui_add')}</button>
        </div>
        <p class="hint">{words('ui_sites_add_hint')}</p>
        <Note done={added.done} words={words} id={note} />
      </form>
    </section>
  );
}
