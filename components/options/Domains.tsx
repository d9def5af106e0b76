import { ADDRESS_FIELD } from '../address-field';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { OptionsProps } from '../Options';
import { say } from '../say';
import type { DomainSetting } from '../settings-view';
import { visibleName } from '../visible';
import { domainEntry } from './domain-entry';
import { Note } from './Note';
import { useDone } from './use-done';

const RULES: readonly DomainSetting['rule'][] = ['expect', 'quiet'];

/** Domains the reader has an opinion on. */
export function Domains({ settings, words, onChange }: OptionsProps): JSX.Element {
  const [typed, setTyped] = useState('');
  const [rule, setRule] = useState<DomainSetting['rule']>('expect');
  const [subdomains, setSubdomains] = useState(true);
  const added = useDone();
  const changed = useDone();
  const id = useId();

  const add = (): void => {
    const entry = domainEntry(typed);
    if (!entry.ok) return added.show({ ok: false, reason: entry.code });
    if (settings.domains.some((one) => one.domain === entry.domain)) {
      return added.show({ ok: false, reason: 'domain-known', params: { domain: entry.domain } });
    }
    const next = { domain: entry.domain, subdomains, rule };
    void added.run(onChange(({ domains }) => ({ domains: [...domains, next] }))).then((kept) => kept && setTyped(''));
  };
  const replace = (old: DomainSetting, now: readonly DomainSetting[]): void =>
    void changed.run(
      onChange(({ domains }) => ({ domains: domains.flatMap((one) => (one.domain === old.domain ? now : [one])) })),
    );

  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_domains_title')}</h2>
      <dl class="explain">
        <dt>{words('ui_domains_expect')}</dt>
        <dd>{words('ui_domains_expect_hint')}</dd>
        <dt>{words('ui_domains_quiet')}</dt>
        <dd>{words('ui_domains_quiet_hint')}</dd>
      </dl>
      {settings.domains.length === 0 && <p class="empty">{words('ui_domains_empty')}</p>}
      <ul class="rows">
        {settings.domains.map((one) => (
          <li key={one.domain}>
            <bdi class="grow" dir="ltr">
              {visibleName(one.domain)}
            </bdi>
            <label class="check">
              <input
                type="checkbox"
                checked={one.subdomains}
                aria-label={say(words, 'ui_domains_subdomains_named', { domain: one.domain })}
                onChange={(event) => replace(one, [{ ...one, subdomains: event.currentTarget.checked }])}
              />
              <span>{words('ui_domains_subdomains')}</span>
            </label>
            <select
              aria-label={say(words, 'ui_domains_rule_named', { domain: one.domain })}
              value={one.rule}
              onChange={(event) => replace(one, [{ ...one, rule: ruleOf(event.currentTarget.value) }])}
            >
              {RULES.map((choice) => (
                <option key={choice} value={choice}>
                  {words(`ui_domains_${choice}`)}
                </option>
              ))}
            </select>
            <button
              type="button"
              aria-label={say(words, 'ui_remove_named', { name: one.domain })}
              onClick={() => replace(one, [])}
            >
              {words('ui_remove')}
            </button>
          </li>
        ))}
      </ul>
      <Note done={changed.done} words={words} />
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <label for={id}>{words('ui_domains_add')}</label>
        <div class="line">
          <input
            {...ADDRESS_FIELD}
            id={id}
            placeholder="bank.example"
            aria-describedby={`${id}-note`}
            aria-invalid={added.done?.ok === false}
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <select
            aria-label={words('ui_domains_rule')}
            value={rule}
            onChange={(event) => setRule(ruleOf(event.currentTarget.value))}
          >
            {RULES.map((choice) => (
              <option key={choice} value={choice}>
                {words(`ui_domains_${choice}`)}
              </option>
            ))}
          </select>
          <button type="submit">{words('ui_add')}</button>
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={subdomains}
            onChange={(event) => setSubdomains(event.currentTarget.checked)}
          />
          <span>{words('ui_domains_subdomains')}</span>
        </label>
        <Note done={added.done} words={words} id={`${id}-note`} />
      </form>
    </section>
  );
}

function ruleOf(value: string): DomainSetting['rule'] {
  return value === 'quiet' ? 'quiet' : 'expect';
}
