import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DomainFound } from '../lib/browser/protocol';
import { keyOf, type Words } from '../lib/browser/words';
import type { Outcome } from '../lib/verify/check';
import { inkStyle } from './ink-style';
import { postureView, type ServerView, type Told } from './posture-view';
import { say } from './say';
import { Shape } from './Shape';
import { INKS, OUTCOME_INKS, OUTCOME_SHAPES, SHAPES } from './shapes';

/** Asks about a domain (null: the reader's own) until something is found, or `signal` ends. */
export type LookUp = (domain: string | null, signal: AbortSignal) => Promise<DomainFound>;

export interface PostureSectionProps {
  /** Of the mail's author, as an A-label; null where it is not known. */
  readonly sender: string | null;
  readonly words: Words;
  readonly onLookUp: LookUp;
  readonly onOptions: (() => void) | undefined;
}

type State = DomainFound | 'running' | null;

/** Can mail to them be encrypted? Asked for on a click alone: a probe at opening would tell the sender that the mail was read. */
export function PostureSection({ sender, words, onLookUp, onOptions }: PostureSectionProps): JSX.Element {
  const [found, setFound] = useState<Readonly<Record<'sender' | 'own', State>>>({ sender: null, own: null });
  const gone = useRef<AbortController | null>(null);
  useEffect(() => {
    const here = new AbortController();
    gone.current = here;
    return () => here.abort();
  }, []);
  const look = async (whose: 'sender' | 'own'): Promise<void> => {
    const { signal } = gone.current ?? new AbortController();
    setFound((before) => ({ ...before, [whose]: 'running' }));
    const one = await onLookUp(whose === 'sender' ? sender : null, signal);
    if (!signal.aborted) setFound((before) => ({ ...before, [whose]: one }));
  };
  return (
    <section class="posture">
      <h3>{words('ui_posture_title')}</h3>
      <p class="hint">{words('ui_posture_hint')}</p>
      {(['sender', 'own'] as const)
        .filter((whose) => whose === 'own' || sender !== null)
        .map((whose) => (
          <div key={whose} class="asked" data-whose={whose}>
            {(found[whose] === null || found[whose] === 'running' || found[whose].kind === 'failed') && (
              <button type="button" disabled={found[whose] === 'running'} onClick={() => void look(whose)}>
                {whose === 'own'
                  ? words('ui_posture_ask_own')
                  : say(words, 'ui_posture_ask_sender', { domain: sender ?? '' })}
              </button>
            )}
            <div role="status">
              <Outcomes state={found[whose]} words={words} onOptions={onOptions} />
            </div>
          </div>
        ))}
    </section>
  );
}

function Outcomes({
  state,
  words,
  onOptions,
}: {
  readonly state: State;
  readonly words: Words;
  readonly onOptions: (() => void) | undefined;
}): JSX.Element | null {
  if (state === null) return null;
  if (state === 'running') return <p class="note">{words('ui_posture_asking')}</p>;
  if (state.kind === 'report') return <Found found={state} words={words} />;
  const { code, host, status } = state;
  return (
    <div class="note failed">
      <p>
        {say(words, keyOf('ui_companion_failed', code), { host, status })} <code>{`companion-${code}`}</code>
      </p>
      {(code === 'no-companion' || code === 'blocked') && onOptions !== undefined && (
        <button type="button" onClick={onOptions}>
          {words('ui_lookups_off_do')}
        </button>
      )}
    </div>
  );
}

function Found({
  found,
  words,
}: {
  readonly found: Extract<DomainFound, { kind: 'report' }>;
  readonly words: Words;
}): JSX.Element {
  const view = postureView(found.posture, words);
  return (
    <>
      <h4>{say(words, 'ui_posture_result', { domain: found.domain })}</h4>
      {view.answers.map(({ id, title, outcome, sentences }) => (
        <div key={id} class="answer" data-answer={id} data-outcome={outcome}>
          <Sign outcome={outcome} words={words} />
          <b>{title}</b>
          <span>{sentences.join(' ')}</span>
        </div>
      ))}
      {view.answers.length === 0 && <ToldList told={view.told} words={words} />}
      <ol class="servers">
        {view.hosts.map((host) => (
          <li key={host.name} data-lock={host.lock}>
            <Server server={host} words={words} mark={host.preference} />
            <ul>
              {host.addresses.map((address) => (
                <li key={address.name} data-lock={address.lock}>
                  <Server server={address} words={words} mark={address.tls} />
                </li>
              ))}
            </ul>
            {host.addresses.length === 0 && <p class="hint">{words('ui_posture_none')}</p>}
          </li>
        ))}
      </ol>
      {view.worst !== null && <p>{view.worst}</p>}
      {view.open && <p class="hint">{words('ui_posture_pending')}</p>}
      {view.exposure.length > 0 && (
        <>
          <h4>{words('ui_posture_exposure')}</h4>
          <ul class="exposure">
            {view.exposure.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
      {view.answers.length > 0 && view.told.length > 0 && (
        <details>
          <summary>{words('ui_posture_findings')}</summary>
          <ToldList told={view.told} words={words} />
        </details>
      )}
      <p class="hint">{view.seen}</p>
    </>
  );
}

function Server({
  server,
  words,
  mark,
}: {
  readonly server: ServerView;
  readonly words: Words;
  readonly mark: string;
}): JSX.Element {
  return (
    <>
      <span class="sign" style={inkStyle(INKS[server.lock])}>
        <Shape path={SHAPES[server.lock]} size={14} />
      </span>
      <bdi class="mono" dir="ltr">
        {server.name}
      </bdi>{' '}
      {mark !== '' && <span class="hint">{mark}</span>}
      <ToldList told={server.told} words={words} />
    </>
  );
}

function ToldList({ told, words }: { readonly told: readonly Told[]; readonly words: Words }): JSX.Element | null {
  if (told.length === 0) return null;
  return (
    <ul class="told">
      {told.map(({ outcome, sentence, detail }, at) => (
        <li key={at}>
          <Sign outcome={outcome} words={words} />
          <span>
            {sentence} {detail !== null && <code>{detail}</code>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Sign({ outcome, words }: { readonly outcome: Outcome | null; readonly words: Words }): JSX.Element {
  if (outcome === null) return <span class="sign" />;
  return (
    <span class="sign" role="img" aria-label={words(`ui_outcome_${outcome}`)} style={inkStyle(OUTCOME_INKS[outcome])}>
      <Shape path={OUTCOME_SHAPES[outcome]} size={14} />
    </span>
  );
}
