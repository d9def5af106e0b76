import { Tested, type Test } from './Tested';
import { ADDRESS_FIELD } from '../address-field';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { ResolverTest } from '../../lib/browser/test-resolver';
import { keyOf, type Words } from '../../lib/browser/words';
import type { OptionsProps } from '../Options';
import { say } from '../say';
import { domainEntry } from './domain-entry';
import { Note } from './Note';
import { TextList } from './TextList';
import { useDone } from './use-done';

/**
 * Public resolvers, to pick an address from by typing. Nobody is asked by their standing here. In the order of the alphabet: it
 * is no recommendation.
 */
const PUBLIC = [
  ['https://cloudflare-dns.com/dns-query', 'Cloudflare'],
  ['https://dns.google/dns-query', 'Google Public DNS'],
  ['https://public.dns.iij.jp/dns-query', 'IIJ Public DNS'],
  ['https://dns.mullvad.net/dns-query', 'Mullvad DNS'],
  ['https://dns.quad9.net/dns-query', 'Quad9'],
] as const;

/** Whether and of whom is asked what DNS says of a mail's sender; with what leaves the browser for it. */
export function Lookups(props: OptionsProps): JSX.Element {
  const { settings, words, missing, onLookups, onUseResolver, onTestResolver, onChange } = props;
  const { mode, resolver, trusted } = settings.lookups;
  const [typed, setTyped] = useState<string | null>(null);
  const [test, setTest] = useState<Test<ResolverTest>>(null);
  const switched = useDone();
  const used = useDone();
  const kept = useDone();
  const id = useId();
  const address = typed ?? resolver ?? '';

  const runTest = async (): Promise<void> => {
    setTest('running');
    setTest(await onTestResolver());
  };
  const use = (url: string): void => {
    setTest(null);
    // No await before this call: the browser's prompt needs the click.
    void used.run(onUseResolver(url)).then((ok) => {
      if (!ok) return;
      setTyped(null);
      void runTest();
    });
  };
  const choose = (on: boolean): void => {
    setTest(null);
    if (on && resolver === null) return switched.show({ ok: false, reason: 'resolver-first' });
    void switched.run(onLookups(on));
  };

  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_lookups_title')}</h2>
      <p class="hint">{words('ui_lookups_hint')}</p>
      <fieldset>
        <legend>{words('ui_lookups_mode')}</legend>
        {(['none', 'dns'] as const).map((one) => (
          <label key={one} class="check">
            <input type="radio" name={`${id}-mode`} checked={mode === one} onChange={() => choose(one === 'dns')} />
            <span>{words(`ui_lookups_${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <Note done={switched.done} words={words} />
      {missing !== null && (
        <div class="note missing" role="alert">
          <p>{words(`ui_lookups_missing_${missing}`)}</p>
          <button type="button" onClick={() => void switched.run(onLookups(true))}>
            {words('ui_lookups_give_again')}
          </button>
        </div>
      )}
      <dl class="explain">
        <dt>{words('ui_lookups_leaves')}</dt>
        <dd>{words('ui_lookups_leaves_what')}</dd>
        <dt>{words('ui_lookups_stays')}</dt>
        <dd>{words('ui_lookups_stays_what')}</dd>
        <dt>{words('ui_lookups_learns')}</dt>
        <dd>{words('ui_lookups_learns_who')}</dd>
      </dl>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          use(address);
        }}
      >
        <label for={id}>{words('ui_resolver')}</label>
        <p class="hint" id={`${id}-hint`}>
          {words('ui_resolver_hint')}
        </p>
        <div class="line">
          <input
            {...ADDRESS_FIELD}
            id={id}
            list={`${id}-public`}
            placeholder="https://dns.example/dns-query"
            aria-describedby={`${id}-hint ${id}-note`}
            aria-invalid={used.done?.ok === false}
            value={address}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
          <datalist id={`${id}-public`}>
            {PUBLIC.map(([url, name]) => (
              <option key={url} value={url}>
                {name}
              </option>
            ))}
          </datalist>
          <button type="submit">{words('ui_resolver_use')}</button>
          {mode !== 'none' && missing === null && (
            <button type="button" disabled={test === 'running'} onClick={() => void runTest()}>
              {words('ui_resolver_test')}
            </button>
          )}
        </div>
        <Note done={used.done} words={words} id={`${id}-note`} />
        <Tested
          test={missing === null ? test : null}
          words={words}
          told={(result) => told(result, words)}
          nameOf={(result) => (result.ok ? null : `resolver-${result.code}`)}
        />
      </form>
      <label class="check">
        <input
          type="checkbox"
          checked={trusted}
          aria-describedby={`${id}-trusted`}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            void kept.run(onChange(({ lookups }) => ({ lookups: { ...lookups, trusted: checked } })));
          }}
        />
        <span>{words('ui_resolver_trusted')}</span>
      </label>
      <p class="hint" id={`${id}-trusted`}>
        {words('ui_resolver_trusted_hint')}
      </p>
      <Note done={kept.done} words={words} />
      <TextList
        title={words('ui_sealers')}
        hint={words('ui_sealers_hint')}
        placeholder="lists.example"
        values={settings.sealers}
        words={words}
        read={(one) => {
          const entry = domainEntry(one);
          return entry.ok ? { ok: true, value: entry.domain } : entry;
        }}
        onChange={(change) => onChange(({ sealers }) => ({ sealers: change(sealers) }))}
      />
    </section>
  );
}

/** What the test question brought; of a failure what it means and the next step. */
function told(result: ResolverTest, words: Words): string {
  const { host } = result;
  if (!result.ok) return say(words, keyOf('ui_resolver_failed', result.code), { host, status: result.status });
  const { milliseconds, protocol, dnssec } = result;
  return [
    say(words, 'ui_resolver_answered', { host, time: milliseconds }),
    protocol === null
      ? words('ui_resolver_protocol_unknown')
      : say(words, 'ui_resolver_protocol', { protocol: PROTOCOLS[protocol] ?? protocol }),
    words(dnssec ? 'ui_resolver_dnssec' : 'ui_resolver_no_dnssec'),
  ].join(' ');
}

const PROTOCOLS: Readonly<Record<string, string>> = { 'http/1.1': 'HTTP/1.1', h2: 'HTTP/2', h3: 'HTTP/3' };
