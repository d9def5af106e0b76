import type { JSX } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { keyOf, type Words } from '../../lib/browser/words';
import { SAMPLES, type AnalyzedSource } from './analyzed-source';

export interface SourceProps {
  readonly words: Words;
  readonly busy: boolean;
  readonly onSource: (source: AnalyzedSource) => void;
}

/** The ways to hand a mail over: a file, a text that is pasted, or a sample. */
export function Source({ words, busy, onSource }: SourceProps): JSX.Element {
  const [text, setText] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const id = useId();
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_analyze_source')}</h2>
      <div class="drop">
        <p>{words('ui_analyze_drop')}</p>
        <button type="button" class="primary" disabled={busy} onClick={() => file.current?.click()}>
          {words('ui_analyze_choose')}
        </button>
        <input
          ref={file}
          type="file"
          accept=".eml,.txt,message/rfc822,text/plain"
          hidden
          aria-label={words('ui_analyze_choose')}
          onChange={(event) => {
            const input = event.currentTarget;
            const chosen = input.files?.[0];
            if (chosen !== undefined) onSource({ kind: 'file', file: chosen });
            // Emptied, so that the same file can be chosen again.
            input.value = '';
          }}
        />
      </div>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          onSource({ kind: 'text', text });
        }}
      >
        <label for={id}>{words('ui_analyze_paste')}</label>
        <p class="hint" id={`${id}-hint`}>
          {words('ui_analyze_paste_hint')}
        </p>
        <textarea
          id={id}
          rows={5}
          spellcheck={false}
          autocomplete="off"
          dir="ltr"
          aria-describedby={`${id}-hint`}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" disabled={busy}>
          {words('ui_analyze_do')}
        </button>
      </form>
      <h3 id={`${id}-samples`}>{words('ui_analyze_samples')}</h3>
      <ul class="samples" aria-labelledby={`${id}-samples`}>
        {SAMPLES.map((sample) => (
          <li key={sample}>
            <button type="button" disabled={busy} onClick={() => onSource({ kind: 'sample', id: sample })}>
              {words(keyOf('ui_analyze_sample', sample))}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
