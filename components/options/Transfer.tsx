import type { JSX } from 'preact';
import { useId, useRef } from 'preact/hooks';
import type { OptionsProps } from '../Options';
import { Note } from './Note';
import { useDone } from './use-done';

/** A file larger than this is no settings file and is not read. Octets. */
export const MAX_FILE = 1_000_000;

/** All settings as one file, out and in. */
export function Transfer({ words, onExport, onImport }: OptionsProps): JSX.Element {
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const { done, run, show } = useDone();
  const take = async (chosen: File): Promise<void> => {
    if (chosen.size > MAX_FILE) return show({ ok: false, reason: 'file-too-large' });
    let text: string;
    try {
      text = await chosen.text();
    } catch {
      return show({ ok: false, reason: 'file-unreadable' });
    }
    await run(onImport(text));
  };
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_transfer_title')}</h2>
      <p class="hint">{words('ui_transfer_hint')}</p>
      <div class="line">
        <button type="button" onClick={onExport}>
          {words('ui_transfer_export')}
        </button>
        <button type="button" onClick={() => file.current?.click()}>
          {words('ui_transfer_import')}
        </button>
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          hidden
          aria-label={words('ui_transfer_import')}
          onChange={(event) => {
            const input = event.currentTarget;
            const chosen = input.files?.[0];
            // Emptied, so that the same file, mended, can be chosen again.
            if (chosen !== undefined) void take(chosen).then(() => (input.value = ''));
          }}
        />
      </div>
      <Note done={done} words={words} kept={words('ui_transfer_done')} />
    </section>
  );
}
