import { Tested, type Test } from './Tested';
import { ADDRESS_FIELD } from '../address-field';
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { CompanionTest } from '../../lib/companion/test-companion';
import { keyOf, type Words } from '../../lib/browser/words';
import type { OptionsProps } from '../Options';
import { say } from '../say';
import { Note } from './Note';
import { useDone } from './use-done';

/** Who is asked whether mail to a domain can be encrypted: a service of the reader's own, or nobody. */
export function Companion(props: OptionsProps): JSX.Element {
  const { settings, words, companionBlocked, onUseCompanion, onForgetCompanion, onTestCompanion } = props;
  const { url, token } = settings.companion;
  const [typed, setTyped] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [test, setTest] = useState<Test<CompanionTest>>(null);
  const used = useDone();
  const resolver = useDone();
  const id = useId();

  const runTest = async (): Promise<void> => {
    setTest('running');
    setTest(await onTestCompanion());
  };
  const use = (): void => {
    setTest(null);
    // No await before this call: the browser's prompt needs the click.
    void used.run(onUseCompanion(typed ?? url ?? '', secret ?? token ?? '')).then((ok) => {
      if (!ok) return;
      setTyped(null);
      setSecret(null);
      void runTest();
    });
  };

  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{words('ui_companion_title')}</h2>
      <p class="hint">{words('ui_companion_hint')}</p>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          use();
        }}
      >
        <label for={id}>{words('ui_companion_address')}</label>
        <div class="line">
          <input
            {...ADDRESS_FIELD}
            id={id}
            placeholder="http://127.0.0.1:8453/"
            aria-describedby={`${id}-note`}
            aria-invalid={used.done?.ok === false}
            value={typed ?? url ?? ''}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </div>
        <label for={`${id}-token`}>{words('ui_companion_token')}</label>
        <p class="hint" id={`${id}-token-hint`}>
          {words('ui_companion_token_hint')}
        </p>
        <div class="line">
          <input
            id={`${id}-token`}
            type="password"
            autocomplete="off"
            dir="ltr"
            aria-describedby={`${id}-token-hint`}
            value={secret ?? token ?? ''}
            onInput={(event) => setSecret(event.currentTarget.value)}
          />
          <button type="submit">{words('ui_resolver_use')}</button>
          {url !== null && (
            <>
              <button type="button" disabled={test === 'running'} onClick={() => void runTest()}>
                {words('ui_resolver_test')}
              </button>
              <button
                type="button"
                onClick={() => {
                  setTest(null);
                  setTyped(null);
                  setSecret(null);
                  void used.run(onForgetCompanion());
                }}
              >
                {words('ui_companion_forget')}
              </button>
            </>
          )}
        </div>
        <Note done={used.done} words={words} id={`${id}-note`} />
        {companionBlocked && (
          <p class="note missing" role="alert">
            {words('ui_companion_missing')}
          </p>
        )}
        <Tested
          test={test}
          words={words}
          told={(result) => told(result, words)}
          nameOf={(result) => (result.ok ? null : `companion-${result.code}`)}
        />
      </form>
      {url !== null && token !== null && <p class="hint">{words('ui_companion_no_resolver')}</p>}
      {url !== null && token === null && !companionBlocked && (
        <>
          <button type="button" class="as-resolver" onClick={() => void resolver.run(props.onCompanionResolves())}>
            {words('ui_companion_resolver')}
          </button>
          <Note done={resolver.done} words={words} />
        </>
      )}
    </section>
  );
}

function told(result: CompanionTest, words: Words): string {
  const { host } = result;
  return result.ok
    ? say(words, 'ui_companion_answered', { host, time: result.milliseconds })
    : say(words, keyOf('ui_companion_failed', result.code), { host, status: result.status });
}
