import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { keyOf, type Words } from '../lib/browser/words';
import type { Report } from '../lib/verify/verdict';
import { duration } from './durations';
import { enteredText } from './entered-text';
import { legs, totalTime, type Leg } from './path-view';
import { PathLeg } from './PathLeg';
import { say } from './say';
import { visibleName } from './visible';

/** Hops drawn at first on either side of the border; the rest comes with a click. */
export const MAX_LEGS_SHOWN = 12;

/** The way of the mail, newest on top, cut by the border into what the provider wrote and what others claim. */
export function Path({ report, words }: { readonly report: Report; readonly words: Words }): JSX.Element {
  const all = legs(report);
  const attested = all.filter((leg) => leg.attested);
  const claimed = all.filter((leg) => !leg.attested);
  const provider = report.border.provider?.name ?? null;
  const total = totalTime(report);
  return (
    <section class="path">
      <h3>{words('ui_path_title')}</h3>
      {all.length === 0 && <p class="note">{words('ui_path_empty')}</p>}
      {all.length > 0 && (
        <p class="hint">
          {[
            words('ui_path_order'),
            ...(total !== null && total >= 0
              ? [say(words, 'ui_path_total', { time: duration(total, words.language) })]
              : []),
          ].join(words.language === 'ja' ? '' : ' ')}
        </p>
      )}
      {attested.length > 0 && (
        <Zone
          kind="attested"
          hint={report.border.provider === null ? null : words(keyOf('known', report.border.provider.known))}
          title={provider === null ? words('ui_path_attested') : say(words, 'ui_path_attested_named', { provider })}
          legs={attested}
          words={words}
          tail={claimed.length === 0 ? <Origin leg={all.at(-1)} words={words} /> : null}
        />
      )}
      {all.length > 0 && <BorderLine report={report} claimed={claimed.length} words={words} />}
      {claimed.length > 0 && (
        <Zone
          kind="claimed"
          title={words('ui_path_claimed')}
          hint={words('ui_path_claimed_hint')}
          legs={claimed}
          words={words}
          tail={<Origin leg={all.at(-1)} words={words} />}
        />
      )}
    </section>
  );
}

interface ZoneProps {
  readonly kind: 'attested' | 'claimed';
  readonly title: string;
  readonly hint: string | null;
  readonly legs: readonly Leg[];
  readonly words: Words;
  readonly tail: ComponentChildren;
}

function Zone({ kind, title, hint, legs: own, words, tail }: ZoneProps): JSX.Element {
  const [whole, setWhole] = useState(false);
  // The border is the last attested line: of a long attested part the middle is left out, never the border.
  const head = whole || own.length <= MAX_LEGS_SHOWN ? own : own.slice(0, MAX_LEGS_SHOWN - 1);
  const last = head.length < own.length ? own.slice(-1) : [];
  const hidden = own.length - head.length - last.length;
  return (
    <div class="zone" data-kind={kind}>
      <h4>{title}</h4>
      {hint !== null && <p class="hint">{hint}</p>}
      <ol>
        {head.map((leg) => (
          <PathLeg key={leg.index} leg={leg} words={words} />
        ))}
        {hidden > 0 && (
          <li class="more">
            <button type="button" class="link" onClick={() => setWhole(true)}>
              {say(words, 'ui_path_show_all', { count: hidden })}
            </button>
          </li>
        )}
        {last.map((leg) => (
          <PathLeg key={leg.index} leg={leg} words={words} />
        ))}
        {tail}
      </ol>
    </div>
  );
}

/** Where the oldest line says that the mail came from. */
function Origin({ leg, words }: { readonly leg: Leg | undefined; readonly words: Words }): JSX.Element | null {
  if (leg === undefined) return null;
  const { rdns, helo, ip } = leg.hop.from;
  const name = rdns ?? helo ?? ip;
  return (
    <li class="leg origin" data-sure={leg.sure} data-attested={leg.attested}>
      <div class="station">
        <span class="dot" />
        <span class="server">
          {name === null ? words(nameless(leg)) : <bdi>{visibleName(name)}</bdi>}
          <span class="tag">{words(leg.hop.authenticated ? 'ui_path_origin_signed_in' : 'ui_path_origin')}</span>
        </span>
      </div>
    </li>
  );
}

function nameless({ hop }: Leg): string {
  return hop.reason === 'local-pickup' ? 'ui_path_same_server' : 'ui_path_unnamed';
}

function BorderLine({
  report,
  claimed,
  words,
}: {
  readonly report: Report;
  readonly claimed: number;
  readonly words: Words;
}): JSX.Element | null {
  const { border } = report;
  if (border.hop === null) {
    // Where nobody vouches the verdict says why; names of servers would not help.
    if (report.transit.code === 'unvouched') return null;
    if (border.attested === 0) return <p class="note">{words('ui_path_none_attested')}</p>;
    return <p class="note">{words(claimed === 0 ? 'ui_path_no_border' : 'ui_path_no_border_claimed')}</p>;
  }
  return (
    <div class="border" data-kind={border.kind}>
      <p class="entered">
        <strong>{enteredText(report, words)}</strong>
        {border.kind === 'assumed' && <span class="tag">{words('ui_path_assumed')}</span>}
      </p>
      <p class="sides">{words(claimed === 0 ? 'ui_path_border_above' : 'ui_path_border_sides')}</p>
      <p class="sides">{words(keyOf('border', border.kind))}</p>
    </div>
  );
}
