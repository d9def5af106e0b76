import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { OptionsProps } from '../Options';
import { say } from '../say';
import type { ProviderSetting } from '../settings-view';
import { visibleName } from '../visible';
import { domainEntry } from './domain-entry';
import { networkEntry } from './network-entry';
import { Note } from './Note';
import { TextList } from './TextList';
import { useDone } from './use-done';

/** Whose servers are the reader's own: this is what places the border. */
export function Provider({ settings, words, learned, onChange, onForget }: OptionsProps): JSX.Element {
  const id = useId();
  const { done, run } = useDone();
  const keep =
    (list: keyof ProviderSetting): Parameters<typeof TextList>[0]['onChange'] =>
    (change) =>
      onChange(({ provider }) => ({ provider: { ...provider, [list]: change(provider[list]) } }));
  const domain = (typed: string): ReturnType<Parameters<typeof TextList>[0]['read']> => {
    const entry = domainEntry(typed);
    return entry.ok ? { ok: true, value: entry.domain } : entry;
  };
  const { names, networks, gateways } = settings.provider;
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_provider_title')}</h2>
      <p class="hint">{words('ui_provider_hint')}</p>
      <TextList
        title={words('ui_provider_names')}
        hint={words('ui_provider_names_hint')}
        placeholder="mail.example.org"
        values={names}
        words={words}
        read={domain}
        onChange={keep('names')}
      />
      <TextList
        title={words('ui_provider_networks')}
        hint={words('ui_provider_networks_hint')}
        placeholder="192.0.2.0/24"
        values={networks}
        words={words}
        read={(typed) => {
          const entry = networkEntry(typed);
          return entry.ok ? { ok: true, value: entry.network } : entry;
        }}
        onChange={keep('networks')}
      />
      <TextList
        title={words('ui_provider_gateways')}
        hint={words('ui_provider_gateways_hint')}
        placeholder="gateway.example"
        values={gateways}
        words={words}
        read={domain}
        onChange={keep('gateways')}
      />
      <h3>{words('ui_learned_title')}</h3>
      <p class="hint">{words('ui_learned_hint')}</p>
      {learned.length === 0 && <p class="empty">{words('ui_learned_empty')}</p>}
      <ul class="rows">
        {learned.map((one) => (
          <li key={`${one.mailbox} ${one.host}`}>
            <span class="grow">
              <bdi dir="ltr">{visibleName(one.host)}</bdi>
              {one.mailbox !== null && (
                <span class="hint"> {say(words, 'ui_learned_for', { mailbox: one.mailbox })}</span>
              )}
            </span>
            <button
              type="button"
              aria-label={say(words, 'ui_learned_forget_named', { name: one.host })}
              onClick={() => void run(onForget(one))}
            >
              {words('ui_learned_forget')}
            </button>
          </li>
        ))}
      </ul>
      <Note done={done} words={words} />
    </section>
  );
}
