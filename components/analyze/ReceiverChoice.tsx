import { ADDRESS_FIELD } from '../address-field';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ReceivedBy } from '../../lib/browser/protocol';
import type { Words } from '../../lib/browser/words';
import { domainEntry } from '../options/domain-entry';
import { Note } from '../options/Note';
import type { Done } from '../settings-view';

export interface ReceiverChoiceProps {
  readonly words: Words;
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  readonly receiver: ReceivedBy;
  readonly onReceiver: (receiver: ReceivedBy) => void;
}

const NOBODY = 'nobody';
const DOMAIN = 'domain';

/** Who received the mail: that decides whose lines are evidence. */
export function ReceiverChoice({ words, providers, receiver, onReceiver }: ReceiverChoiceProps): JSX.Element {
  const [asking, setAsking] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<Done | null>(null);
  const id = useId();
  const named = receiver.kind === 'domain' ? receiver.domain : '';
  const chosen = asking ? DOMAIN : receiver.kind === 'provider' ? receiver.id : receiver.kind;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_analyze_receiver')}</h2>
      <p class="hint" id={`${id}-hint`}>
        {words('ui_analyze_receiver_hint')}
      </p>
      <div class="line">
        <select
          aria-labelledby={`${id}-title`}
          aria-describedby={`${id}-hint`}
          value={chosen}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setRefused(null);
            setAsking(value === DOMAIN);
            if (value === NOBODY) onReceiver({ kind: 'nobody' });
            else if (value !== DOMAIN) onReceiver({ kind: 'provider', id: value });
          }}
        >
          <option value={NOBODY}>{words('ui_analyze_receiver_nobody')}</option>
          <option value={DOMAIN}>{words('ui_analyze_receiver_domain')}</option>
          {providers.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
        {chosen === DOMAIN && (
          <form
            class="line"
            onSubmit={(event) => {
              event.preventDefault();
              const entry = domainEntry(typed ?? named);
              if (!entry.ok) return setRefused({ ok: false, reason: entry.code });
              setRefused(null);
              setAsking(false);
              setTyped(null);
              onReceiver({ kind: 'domain', domain: entry.domain });
            }}
          >
            <input
              {...ADDRESS_FIELD}
              placeholder="example.org"
              aria-label={words('ui_analyze_receiver_domain')}
              aria-describedby={`${id}-note`}
              aria-invalid={refused !== null}
              value={typed ?? named}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
            <button type="submit">{words('ui_analyze_receiver_set')}</button>
          </form>
        )}
      </div>
      <Note done={refused} words={words} id={`${id}-note`} />
    </section>
  );
}
