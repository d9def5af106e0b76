import type { JSX } from 'preact';
import type { Words } from '../lib/browser/words';
import type { CoverageLine, CoverageView } from './coverage-view';
import { FactList } from './FactList';

/** The paper of the picture, in units of its own. */
const WIDTH = 96;
const MARGIN = 8;
/** Thickness of a header field's line, and from one line to the next. */
const LINE = 3.5;
const STEP = 6;
const SHORTEST = 22;
const LONGEST = 64;
/** Characters of a name that make the longest line. */
const LONG_NAME = 26;
const BODY = 46;
/** The least of a body that is drawn where there is some: a signed or unsigned sliver must be seen. */
const SLIVER = 3;
const HATCH = 5;

/** What one signature covers: the mail in small, with the same said field by field. */
export function Coverage({ view, words }: { readonly view: CoverageView; readonly words: Words }): JSX.Element {
  return (
    <div class="coverage" data-holds={view.headHolds}>
      <h5>{words(view.headHolds ? 'ui_cover_title' : 'ui_cover_title_claimed')}</h5>
      <figure>
        <Picture view={view} />
        <figcaption aria-hidden="true">
          <Key kind="signed" text={words('ui_cover_legend_signed')} />
          <Key kind="open" text={words('ui_cover_legend_open')} />
          <Key kind="addable" text={words('ui_cover_legend_addable')} />
        </figcaption>
      </figure>
      <FactList facts={view.facts} />
    </div>
  );
}

function Key({ kind, text }: { readonly kind: 'signed' | 'open' | 'addable'; readonly text: string }): JSX.Element {
  return (
    <span>
      <svg width={18} height={10} viewBox="0 0 18 10" data-key={kind}>
        {kind === 'addable' ? <Plus x={9} y={5} /> : <Bar x={0} y={2.5} width={18} height={5} state={kind} />}
      </svg>
      {text}
    </span>
  );
}

function Picture({ view }: { readonly view: CoverageView }): JSX.Element {
  const head = MARGIN + view.lines.length * STEP + (view.rest > 0 ? STEP : 0);
  const height = head + 4 + BODY + MARGIN;
  return (
    <svg
      class="mini"
      width={WIDTH}
      height={height}
      viewBox={`0 0 ${WIDTH} ${height}`}
      role="img"
      aria-label={view.label}
    >
      <rect class="paper" x={0.5} y={0.5} width={WIDTH - 1} height={height - 1} rx={4} />
      {view.lines.map((line, at) => (
        <Line key={at} line={line} y={MARGIN + at * STEP} />
      ))}
      {view.rest > 0 && <path class="rest" d={`M${MARGIN} ${head - STEP / 2}h${LONGEST}`} />}
      <Body view={view} y={head + 4} />
    </svg>
  );
}

function Line({ line, y }: { readonly line: CoverageLine; readonly y: number }): JSX.Element {
  const width = SHORTEST + (LONGEST - SHORTEST) * Math.min(1, line.length / LONG_NAME);
  return (
    <>
      <Bar x={MARGIN} y={y} width={width} height={LINE} state={line.state} />
      {line.addable && <Plus x={WIDTH - MARGIN - 2} y={y + LINE / 2} />}
    </>
  );
}

function Bar(bar: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly state: CoverageLine['state'];
}): JSX.Element {
  const { x, y, width, height, state } = bar;
  // Outlines lie inside, so that filled and hollow lines are of one size.
  const edge = state === 'signed' ? 0 : 0.5;
  return <rect class={state} x={x + edge} y={y + edge} width={width - 2 * edge} height={height - 2 * edge} rx={1} />;
}

function Plus({ x, y }: { readonly x: number; readonly y: number }): JSX.Element {
  return <path class="plus" d={`M${x - 2.5} ${y}h5M${x} ${y - 2.5}v5`} />;
}

/**
 * The body from the top: what is signed is filled, the rest hatched. One that is not what was signed is crossed out; one that nobody
 * read is an empty frame.
 */
function Body({ view, y }: { readonly view: CoverageView; readonly y: number }): JSX.Element {
  const width = WIDTH - 2 * MARGIN;
  if (view.body === null)
    return <rect class="unread" x={MARGIN + 0.5} y={y + 0.5} width={width - 1} height={BODY - 1} rx={1} />;
  if (view.bodyChanged) return <Hatched kind="changed" x={MARGIN} y={y} width={width} height={BODY} />;
  const full = view.body * BODY;
  const signed = view.body === 0 || view.body === 1 ? full : Math.min(Math.max(full, SLIVER), BODY - SLIVER);
  // Where more may be added at the end, the end stays open.
  const filled = view.appendable ? Math.min(signed, BODY - SLIVER) : signed;
  return (
    <>
      {filled > 0 && <rect class="signed" x={MARGIN} y={y} width={width} height={filled} rx={1} />}
      {filled < BODY && <Hatched kind="hatch" x={MARGIN} y={y + filled} width={width} height={BODY - filled} />}
    </>
  );
}

interface HatchedProps {
  readonly kind: 'hatch' | 'changed';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An inner picture cuts the hatching at its edges. */
function Hatched({ kind, x, y, width, height }: HatchedProps): JSX.Element {
  const cross = kind === 'changed' ? `M0 0L${width} ${height}M0 ${height}L${width} 0` : '';
  return (
    <svg x={x} y={y} width={width} height={height}>
      <path class={kind} d={hatching(width, height) + cross} />
    </svg>
  );
}

function hatching(width: number, height: number): string {
  let path = `M.5 .5V${height - 0.5}H${width - 0.5}V.5Z`;
  for (let at = HATCH; at < width + height; at += HATCH) path += `M${at} 0 ${at - height} ${height}`;
  return path;
}
