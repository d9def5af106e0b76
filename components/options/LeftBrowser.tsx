import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Left } from '../../lib/browser/dns-log';
import type { Words } from '../../lib/browser/words';
import { moment } from '../durations';
import type { OptionsProps } from '../Options';
import { say } from '../say';
import { visibleName } from '../visible';
import { Note } from './Note';
import { useDone } from './use-done';

/** Readings shown at first. */
export const SHOWN = 20;

/** What left this browser: for each reading of a mail, when, of whom, and each name asked for. */
export function LeftBrowser({ words, left, onClearLeft, onExportLeft }: OptionsProps): JSX.Element {
  const [all, setAll] = useState(false);
  const { done, run } = useDone();
  const id = useId();
  const shown = all ? left : left.slice(0, SHOWN);
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_left_title')}</h2>
      <p class="hint">{words('ui_left_hint')}</p>
      {left.length === 0 && <p class="empty">{words('ui_left_empty')}</p>}
      <ul class="left">
        {shown.map((one) => (
          <li key={`${one.reading} ${one.resolver}`}>
            <details>
              <summary>{aboutText(one, words)}</summary>
              <ul class="asked">
                {one.asked.map((question) => (
                  <li key={question}>
                    <bdi class="mono" dir="ltr">
                      {visibleName(question)}
                    </bdi>
                  </li>
                ))}
              </ul>
            </details>
            <p class="hint">
              {say(words, 'ui_left_asked', {
                time: moment(one.at / 1000, words.language),
                resolver: one.resolver,
                count: one.asked.length,
              })}
            </p>
          </li>
        ))}
      </ul>
      {!all && left.length > SHOWN && (
        <button type="button" class="link" onClick={() => setAll(true)}>
          {say(words, 'ui_left_all', { count: left.length - SHOWN })}
        </button>
      )}
      {left.length > 0 && (
        <div class="line">
          <button type="button" onClick={onExportLeft}>
            {words('ui_left_export')}
          </button>
          <button type="button" onClick={() => void run(onClearLeft())}>
            {words('ui_left_clear')}
          </button>
        </div>
      )}
      <Note done={done} words={words} kept={words('ui_left_cleared')} />
    </section>
  );
}

function aboutText({ kind, author, site }: Left, words: Words): string {
  if (kind === 'test') return words('ui_left_test');
  if (kind === 'companion-test') return words('ui_left_companion_test');
  const domain = author ?? words('ui_left_no_author');
  if (kind === 'domain') return say(words, 'ui_left_domain', { domain });
  if (kind === 'file') return say(words, 'ui_left_file', { domain });
  return site === null ? say(words, 'ui_left_mail', { domain }) : say(words, 'ui_left_mail_in', { domain, site });
}
