import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Judged, ReceivedBy } from '../lib/browser/protocol';
import { keyOf, type Words } from '../lib/browser/words';
import type { AnalyzedSource } from './analyze/analyzed-source';
import { Source } from './analyze/Source';
import { ReceiverChoice } from './analyze/ReceiverChoice';
import { Panel, type PanelProps } from './Panel';
import { say } from './say';
import { Shape } from './Shape';
import { ALARM_SHAPE } from './shapes';
import { WrongVerdict, type WrongVerdictProps } from './WrongVerdict';

/** A failure's `code` is the end of a text key: `ui_analyze_failed_<code>`. */
export type Analyzed =
  { readonly ok: true; readonly judged: Judged } | { readonly ok: false; readonly code: AnalyzeFailure };
export type AnalyzeFailure =
  'empty' | 'no-mail' | 'unreadable' | 'too-large' | 'outlook-file' | 'no-answer' | 'no-sample';

export interface AnalyzeProps {
  readonly words: Words;
  /** Known mailbox providers, to be taken as the receiver. */
  readonly providers: readonly { readonly id: string; readonly name: string }[];
  readonly onAnalyze: (source: AnalyzedSource, receiver: ReceivedBy) => Promise<Analyzed>;
  /** Saves the recording of what was analyzed last. */
  readonly onWrong: WrongVerdictProps['onWrong'];
  readonly onOptions: () => void;
  readonly onCopy: NonNullable<PanelProps['onCopy']>;
}

/** Who received the samples, so that each shows its whole way. */
const SAMPLE_RECEIVER: ReceivedBy = { kind: 'domain', domain: 'reader.example' };

/** A mail from anywhere, judged on this device. */
export function Analyze({ words, providers, onAnalyze, onWrong, onOptions, onCopy }: AnalyzeProps): JSX.Element {
  const [source, setSource] = useState<AnalyzedSource | null>(null);
  const [receiver, setReceiver] = useState<ReceivedBy>({ kind: 'nobody' });
  const [outcome, setOutcome] = useState<Analyzed | 'reading' | null>(null);
  const asked = useRef(0);
  const result = useRef<HTMLElement>(null);
  const id = useId();

  const run = async (next: AnalyzedSource, by: ReceivedBy): Promise<void> => {
    setSource(next);
    setReceiver(by);
    setOutcome('reading');
    const turn = ++asked.current;
    const found = await onAnalyze(next, by);
    // of two that were asked for the later one counts, whichever is done first
    if (turn === asked.current) setOutcome(found);
  };
  const shown = outcome !== null && outcome !== 'reading';
  useEffect(() => {
    if (shown) result.current?.scrollIntoView?.({ block: 'nearest' });
  }, [outcome]);

  return (
    <main
      class="sheet analyze"
      lang={words.language}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file !== undefined) void run({ kind: 'file', file }, receiver);
      }}
    >
      <header>
        <h1>{words('ui_analyze_title')}</h1>
        <p class="hint">{words('ui_analyze_intro')}</p>
      </header>
      <Source
        words={words}
        busy={outcome === 'reading'}
        onSource={(next) => void run(next, next.kind === 'sample' ? SAMPLE_RECEIVER : receiver)}
      />
      <ReceiverChoice
        words={words}
        providers={providers}
        receiver={receiver}
        onReceiver={(by) => {
          setReceiver(by);
          if (source !== null) void run(source, by);
        }}
      />
      <section class="result" ref={result} aria-labelledby={`${id}-result`} aria-busy={outcome === 'reading'}>
        <h2 id={`${id}-result`}>{words('ui_analyze_result')}</h2>
        <div role="status">
          {outcome === null && <p class="empty">{words('ui_analyze_nothing')}</p>}
          {outcome === 'reading' && <p class="empty">{words('ui_analyze_reading')}</p>}
          {shown && !outcome.ok && <Failed code={outcome.code} words={words} />}
          {shown && outcome.ok && <p class="note if">{conditionText(receiver, providers, words)}</p>}
        </div>
        {shown && outcome.ok && (
          <>
            {source?.kind === 'sample' && <p class="hint">{words('ui_analyze_sample_note')}</p>}
            <Panel judged={outcome.judged} words={words} surface="popup" onOptions={onOptions} onCopy={onCopy} />
            <WrongVerdict words={words} onWrong={onWrong} />
          </>
        )}
      </section>
    </main>
  );
}

function Failed({ code, words }: { readonly code: AnalyzeFailure; readonly words: Words }): JSX.Element {
  return (
    <p class="done refused">
      <Shape path={ALARM_SHAPE} size={14} />
      <span>
        {words(keyOf('ui_analyze_failed', code))} <code>{`analyze-${code}`}</code>
      </span>
    </p>
  );
}

/** Under what condition the verdicts hold: a file may have been changed by whoever had it. */
function conditionText(by: ReceivedBy, providers: AnalyzeProps['providers'], words: Words): string {
  if (by.kind === 'nobody') return words('ui_analyze_if_nobody');
  const name = by.kind === 'domain' ? by.domain : providers.find(({ id }) => id === by.id)?.name;
  return say(words, 'ui_analyze_if', { receiver: name ?? '' });
}
