import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Words } from '../../lib/browser/words';
import { say } from '../say';
import type { Done } from '../settings-view';
import { visibleName } from '../visible';
import { Note } from './Note';
import { useDone } from './use-done';

export interface TextListProps {
  readonly title: string;
  readonly hint: string;
  readonly placeholder: string;
  readonly values: readonly string[];
  readonly words: Words;
  /** Turns what was typed into a value, or says why not. */
  readonly read: (
    typed: string,
  ) => { readonly ok: true; readonly value: string } | { readonly ok: false; readonly code: string };
  readonly onChange: (change: (values: readonly string[]) => readonly string[]) => Promise<Done>;
}

/** A list of short texts with a field to add one. What was refused stays in the field. */
export function TextList({ title, hint, placeholder, values, words, read, onChange }: TextListProps): JSX.Element {
  const [typed, setTyped] = useState('');
  const { done, run, show } = useDone();
  const id = useId();
  const add = (): void => {
    const entry = read(typed);
    if (!entry.ok) return show({ ok: false, reason: entry.code });
    if (values.includes(entry.value)) return show({ ok: false, reason: 'known', params: { name: entry.value } });
    void run(onChange((before) => [...before, entry.value])).then((kept) => kept && setTyped(''));
  };
  return (
    <form
      class="add"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <label for={id}>{title}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {values.length > 0 && (
        <ul class="chips">
          {values.map((value) => (
            <li key={value}>
              <bdi dir="ltr">{visibleName(value)}</bdi>
              <button
                type="button"
                aria-label={say(words, 'ui_remove_named', { name: value })}
                onClick={() => void run(onChange((before) => before.filter((one) => one !== value)))}
              >
                {words('ui_remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div class="line">
        <input
          id={id}
          type="text"
          autocomplete="off"
          spellcheck={false}
          dir="ltr"
          placeholder={placeholder}
          aria-describedby={`${id}-hint ${id}-note`}
          aria-invalid={done?.ok === false}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <button type="submit">{words('ui_add')}</button>
      </div>
      <Note done={done} words={words} id={`${id}-note`} />
    </form>
  );
}
