import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { DomainFound, Judged } from '../lib/browser/protocol';
import type { Words } from '../lib/browser/words';
import { inkStyle } from './ink-style';
import { Panel, type PanelProps } from './Panel';
import { say } from './say';
import { Shape } from './Shape';
import { ALARM_SHAPE, INKS, SEAL_INKS, SEAL_SHAPES, SHAPES } from './shapes';
import { visibleName } from './visible';
import { WrongVerdict } from './WrongVerdict';

/** What the tab before the popup is. */
export type Situation =
  /** The frames have not answered yet. */
  | { readonly kind: 'loading' }
  /** No webmail that Hoplock knows, and none the user added. `host` is null for pages that are no web page. */
  | { readonly kind: 'unsupported'; readonly host: string | null }
  /** A webmail that Hoplock could read, but is not switched on for. */
  | { readonly kind: 'off'; readonly host: string }
  /** Switched on, but this tab was open before and has to be loaded anew. */
  | { readonly kind: 'reload'; readonly host: string }
  /** Switched on; the list may be empty. */
  | { readonly kind: 'mails'; readonly mails: readonly Judged[] };

export interface PopupProps {
  readonly situation: Situation;
  readonly words: Words;
  /** Called in the click itself, so that the browser's permission prompt may follow. */
  readonly onSwitchOn: (host: string) => void;
  readonly onReload?: () => void;
  readonly onOptions: () => void;
  /** Opens the page that judges a mail from a file. */
  readonly onAnalyze: () => void;
  /** Saves what led to the verdict on the mail of that key. */
  readonly onWrong: (key: string) => Promise<boolean>;
  /** Asks the companion, for the mail of that key. */
  readonly onLookUp: (key: string, ...asked: Parameters<NonNullable<PanelProps['onLookUp']>>) => Promise<DomainFound>;
  readonly onConfirmRelay: NonNullable<PanelProps['onConfirmRelay']>;
  readonly onCopy: NonNullable<PanelProps['onCopy']>;
}

/** What the toolbar button opens: the place to trust, because no page can draw here. */
export function Popup(props: PopupProps): JSX.Element {
  const { situation, words, onOptions, onAnalyze } = props;
  return (
    <main class="sheet popup" lang={words.language}>
      <header class="bar">
        <h1>{words('name')}</h1>
        <span class="bar-links">
          <button type="button" class="link" onClick={onAnalyze}>
            {words('ui_popup_analyze')}
          </button>
          <button type="button" class="link" onClick={onOptions}>
            {words('ui_popup_options')}
          </button>
        </span>
      </header>
      {situation.kind === 'mails' ? <Mails {...props} mails={situation.mails} /> : <Notice {...props} />}
    </main>
  );
}

/** Every state without a list: what it is, and what to do. */
function Notice({ situation, words, onSwitchOn, onReload }: PopupProps): JSX.Element {
  switch (situation.kind) {
    case 'unsupported':
      return (
        <section class="notice">
          <h2>{words('ui_popup_unsupported')}</h2>
          <p>
            {situation.host === null
              ? words('ui_popup_no_page')
              : say(words, 'ui_popup_unsupported_next', { host: situation.host })}
          </p>
          {situation.host !== null && <SwitchOn host={situation.host} words={words} onSwitchOn={onSwitchOn} />}
        </section>
      );
    case 'off':
      return (
        <section class="notice">
          <h2>{say(words, 'ui_popup_off', { host: situation.host })}</h2>
          <p>{words('ui_popup_off_next')}</p>
          <SwitchOn host={situation.host} words={words} onSwitchOn={onSwitchOn} primary />
        </section>
      );
    case 'reload':
      return (
        <section class="notice">
          <h2>{words('ui_popup_reload')}</h2>
          <p>{say(words, 'ui_popup_reload_next', { host: situation.host })}</p>
          {onReload !== undefined && (
            <button type="button" class="primary" onClick={onReload}>
              {words('ui_popup_reload_do')}
            </button>
          )}
        </section>
      );
    default:
      return (
        <section class="notice" aria-busy="true">
          <p role="status">{words('ui_popup_loading')}</p>
        </section>
      );
  }
}

interface SwitchOnProps {
  readonly host: string;
  readonly words: Words;
  readonly onSwitchOn: (host: string) => void;
  readonly primary?: boolean;
}

function SwitchOn({ host, words, onSwitchOn, primary = false }: SwitchOnProps): JSX.Element {
  return (
    <button type="button" class={primary ? 'primary' : ''} onClick={() => onSwitchOn(host)}>
      {say(words, 'ui_popup_switch_on', { host })}
    </button>
  );
}

function Mails({
  mails,
  words,
  onOptions,
  onConfirmRelay,
  onLookUp,
  onCopy,
  onWrong,
}: PopupProps & { readonly mails: readonly Judged[] }): JSX.Element {
  const [chosen, setChosen] = useState<string | null>(null);
  const back = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const before = useRef<string | null>(null);
  const ids = idsOf(mails);
  const judged = mails[ids.indexOf(chosen ?? '')] ?? (mails.length === 1 ? mails[0] : undefined);
  useEffect(() => {
    // Focus goes where the reader went: into the mail, or back to its place in the list.
    if (chosen !== null) back.current?.focus();
    else if (before.current !== null) {
      const at = ids.indexOf(before.current);
      list.current?.querySelectorAll('button')[Math.max(at, 0)]?.focus();
    }
    before.current = chosen;
  }, [chosen]);

  if (mails.length === 0) {
    return (
      <section class="notice">
        <h2>{words('ui_popup_empty')}</h2>
        <p>{words('ui_popup_empty_next')}</p>
      </section>
    );
  }
  if (judged !== undefined) {
    return (
      <>
        {mails.length > 1 && (
          <button type="button" class="link back" ref={back} onClick={() => setChosen(null)}>
            <span aria-hidden="true">← </span>
            {say(words, 'ui_popup_back', { count: mails.length })}
          </button>
        )}
        <Panel
          key={judged.key}
          judged={judged}
          words={words}
          surface="popup"
          onOptions={onOptions}
          onConfirmRelay={onConfirmRelay}
          onLookUp={(...asked) => onLookUp(judged.key, ...asked)}
          onCopy={onCopy}
        />
        {judged.report?.sender != null && (
          <WrongVerdict key={`wrong ${judged.key}`} words={words} onWrong={() => onWrong(judged.key)} />
        )}
      </>
    );
  }
  return (
    <section class="mails">
      <h2>{say(words, 'ui_popup_mails', { count: mails.length })}</h2>
      <ul ref={list}>
        {mails.map((mail, at) => (
          <li key={ids[at]}>
            <Row mail={mail} words={words} onChoose={() => setChosen(ids[at] ?? null)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Two frames may show one mail: its second place in the list is another. */
function idsOf(mails: readonly Judged[]): readonly string[] {
  return mails.map(({ key }, at) => `${key}#${mails.slice(0, at).filter((mail) => mail.key === key).length}`);
}

interface RowProps {
  readonly mail: Judged;
  readonly words: Words;
  readonly onChoose: () => void;
}

function Row({ mail, words, onChoose }: RowProps): JSX.Element {
  const { seal } = mail;
  const { name, address } = mail.sender;
  return (
    <button type="button" class="row" data-state={mail.state} data-seal={seal?.state} onClick={onChoose}>
      <span class="row-marks">
        <span style={inkStyle(INKS[mail.state])}>
          <Shape path={SHAPES[mail.state]} size={20} />
        </span>
        {seal !== null && (
          <span style={inkStyle(SEAL_INKS[seal.state])}>
            <Shape path={SEAL_SHAPES[seal.state]} size={20} />
          </span>
        )}
        {mail.alarm && (
          <span class="row-alarm">
            <Shape path={ALARM_SHAPE} size={14} />
          </span>
        )}
      </span>
      <span class="row-text">
        <bdi class="who">{visibleName(name ?? address ?? words('ui_no_sender'))}</bdi>
        <bdi class="subject">{mail.subject === null ? words('ui_no_subject') : visibleName(mail.subject)}</bdi>
        <span class="sentence">{visibleName(mail.sentence, 1_000)}</span>
        {seal !== null && <span class="sentence">{visibleName(seal.sentence, 1_000)}</span>}
      </span>
    </button>
  );
}
