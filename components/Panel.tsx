import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Judged } from '../lib/browser/protocol';
import { keyOf, type Words } from '../lib/browser/words';
import { Findings } from './Findings';
import { LookupsOff } from './LookupsOff';
import { Path } from './Path';
import { assumedRelays } from './path-view';
import type { Place } from './place-panel';
import { isUnasked, provenOf } from './proof-part';
import { PostureSection, type LookUp } from './PostureSection';
import { ProofSection } from './ProofSection';
import { reportText } from './report-text';
import { Shape } from './Shape';
import { ALARM_SHAPE } from './shapes';
import { Verdicts } from './Verdicts';
import { visibleName } from './visible';

export interface PanelProps {
  readonly judged: Judged;
  readonly words: Words;
  /** In a page it is a dialog beside the mark; in the popup it fills the window. */
  readonly surface: 'page' | 'popup';
  /** Page only; see `placePanel`. On windows under 480 px it is a sheet at the lower edge whatever this says. */
  readonly place?: Place;
  readonly onClose?: () => void;
  readonly onPopup?: () => void;
  readonly onConfirmRelay?: (address: string) => void;
  /** Where lookups are off: opens the options. A page's script cannot; there the reader is told where to go. */
  readonly onOptions?: () => void;
  /** Asks the companion; without it the panel does not offer to. */
  readonly onLookUp?: LookUp;
  /** False, or a promise of false: the clipboard refused, and the text is offered to be copied by hand. */
  readonly onCopy?: (text: string) => void | boolean | Promise<boolean>;
}

/** The whole of what was seen of one mail. Whoever opens it in a page gives the focus back to the mark in `onClose`. */
export function Panel({ judged, words, surface, place, onClose, onPopup, ...actions }: PanelProps): JSX.Element {
  const title = useId();
  const root = useRef<HTMLDivElement>(null);
  const inPage = surface === 'page';
  useEffect(() => {
    if (inPage) root.current?.focus();
  }, [inPage]);
  return (
    <div
      ref={root}
      class="sheet panel"
      lang={words.language}
      data-surface={surface}
      data-state={judged.state}
      tabIndex={-1}
      {...(inPage ? { role: 'dialog', 'aria-modal': 'false' } : { role: 'region' })}
      aria-labelledby={title}
      style={
        place === undefined
          ? {}
          : {
              '--left': `${place.left}px`,
              '--top': `${place.top}px`,
              '--width': `${place.width}px`,
              '--max-height': `${place.maxHeight}px`,
            }
      }
      onKeyDown={(event) => {
        if (!inPage) return;
        // A webmail has shortcuts on single keys; none of them is meant while somebody reads here.
        event.stopPropagation();
        if (event.key === 'Escape') onClose?.();
      }}
      onKeyUp={(event) => inPage && event.stopPropagation()}
    >
      <header class="head">
        <div class="head-text">
          <Verdicts judged={judged} words={words} id={title} />
          {judged.alarm && (
            <p class="expected">
              <Shape path={ALARM_SHAPE} size={14} />
              <span>{words('ui_panel_alarm')}</span>
            </p>
          )}
          <About judged={judged} words={words} />
        </div>
        {onClose !== undefined && (
          <button
            type="button"
            class="close"
            aria-label={words('ui_close')}
            title={words('ui_close')}
            onClick={onClose}
          >
            <Shape path={CROSS} size={14} />
          </button>
        )}
      </header>
      <div class="body">
        <Content judged={judged} words={words} onConfirmRelay={actions.onConfirmRelay} onOptions={actions.onOptions} />
        {judged.report !== null && actions.onLookUp !== undefined && (
          <PostureSection
            sender={judged.report.author}
            words={words}
            onLookUp={actions.onLookUp}
            onOptions={actions.onOptions}
          />
        )}
      </div>
      <footer class="foot">
        {judged.report !== null && actions.onCopy !== undefined && (
          <Copy judged={judged} words={words} onCopy={actions.onCopy} />
        )}
        {inPage && onPopup !== undefined && (
          <button type="button" onClick={onPopup}>
            {words('ui_panel_popup')}
          </button>
        )}
        {inPage && onPopup !== undefined && <p class="hint">{words('ui_panel_popup_why')}</p>}
      </footer>
    </div>
  );
}

const CROSS = 'M3.1 1.7 8 6.6 12.9 1.7 14.3 3.1 9.4 8 14.3 12.9 12.9 14.3 8 9.4 3.1 14.3 1.7 12.9 6.6 8 1.7 3.1Z';

/** Whose mail it is, as the page shows it: so that a panel is never read for the wrong mail. */
function About({ judged, words }: { readonly judged: Judged; readonly words: Words }): JSX.Element {
  const { name, address } = judged.sender;
  return (
    <p class="about">
      {name !== null && <bdi class="who">{visibleName(name)}</bdi>}
      {address !== null && (
        <bdi class="address" dir="ltr">
          {visibleName(address)}
        </bdi>
      )}
      <bdi class="subject">{judged.subject === null ? words('ui_no_subject') : visibleName(judged.subject)}</bdi>
    </p>
  );
}

interface ContentProps {
  readonly judged: Judged;
  readonly words: Words;
  readonly onConfirmRelay: ((address: string) => void) | undefined;
  readonly onOptions: (() => void) | undefined;
}

function Content({ judged, words, onConfirmRelay, onOptions }: ContentProps): JSX.Element | null {
  const { report, failure, state } = judged;
  if (report !== null) {
    return (
      <>
        <Relays addresses={assumedRelays(report)} words={words} onConfirmRelay={onConfirmRelay} />
        {isUnasked(report) && <LookupsOff words={words} onOptions={onOptions} />}
        <Path report={report} words={words} />
        <Proof judged={judged} words={words} />
        <Findings report={report} words={words} />
      </>
    );
  }
  if (failure !== null) {
    return (
      <section class="failure">
        <h3>{words('ui_failure_next')}</h3>
        <p>{words(keyOf('ui_failure', `${failure}-next`))}</p>
      </section>
    );
  }
  return state === 'reading' ? <p class="note">{words('ui_panel_reading')}</p> : null;
}

/** While the sender is looked up nothing is said of them: a first look knows too little, and impatience would make it red. */
function Proof({ judged, words }: Pick<ContentProps, 'judged' | 'words'>): JSX.Element | null {
  const proven = provenOf(judged.report);
  if (proven !== null) return <ProofSection report={proven} words={words} />;
  if (judged.seal?.state !== 'pending') return null;
  return (
    <p class="note" role="status">
      {words('ui_proof_pending')}
    </p>
  );
}

/** An assumed border is never green; who knows better says so here, once. */
function Relays({
  addresses,
  words,
  onConfirmRelay,
}: {
  readonly addresses: readonly string[];
  readonly words: Words;
  readonly onConfirmRelay: ((address: string) => void) | undefined;
}): JSX.Element | null {
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  if (addresses.length === 0 || onConfirmRelay === undefined) return null;
  return (
    <section class="relays">
      <h3>{words('ui_relay_title')}</h3>
      <p>{words('ui_relay_why')}</p>
      <ul>
        {addresses.map((address) => (
          <li key={address}>
            <bdi class="mono" dir="ltr">
              {visibleName(address)}
            </bdi>
            {confirmed.includes(address) ? (
              <span role="status">{words('ui_relay_done')}</span>
            ) : (
              <button
                type="button"
                onClick={() => {
                  setConfirmed([...confirmed, address]);
                  onConfirmRelay(address);
                }}
              >
                {words('ui_relay_confirm')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Copy({
  judged,
  words,
  onCopy,
}: {
  readonly judged: Judged;
  readonly words: Words;
  readonly onCopy: NonNullable<PanelProps['onCopy']>;
}): JSX.Element {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  const text = (): string => reportText(judged, words);
  return (
    <div class="copy">
      <button type="button" onClick={async () => setOutcome((await onCopy(text())) === false ? 'refused' : 'copied')}>
        {words('ui_panel_copy')}
      </button>
      <span role="status">
        {outcome === 'copied' && words('ui_panel_copied')}
        {outcome === 'refused' && words('ui_panel_copy_refused')}
      </span>
      {outcome === 'refused' && (
        <textarea
          readOnly
          rows={6}
          aria-label={words('ui_panel_copy')}
          value={text()}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </div>
  );
}
