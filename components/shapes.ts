import type { MarkState, SealState } from '../lib/browser/protocol';
import type { Outcome } from '../lib/verify/check';

/**
 * Every drawing of a lock comes from here: the mark, the panel, the toolbar icon (Path2D) and the PNG icons. Each shape is one
 * path in a 16 × 16 box, to be filled by the even-odd rule, and differs from the others in outline, not in colour alone.
 */
export const SHAPE_SIZE = 16;

/** The closed bow of a padlock, both legs down in the body. */
const SHACKLE = 'M3.75 7V5.25a4.25 4.25 0 0 1 8.5 0V7h-2V5.25a2.25 2.25 0 0 0-4.5 0V7Z';

/** Three dots in a row: something is under way. */
const DOTS =
  'M1.5 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0ZM6.5 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0ZM11.5 8a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0Z';

export const SHAPES: Readonly<Record<MarkState, string>> = {
  // A padlock.
  closed: `${SHACKLE}M3.5 7h9A1.5 1.5 0 0 1 14 8.5v5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 13.5v-5A1.5 1.5 0 0 1 3.5 7Z`,
  // The padlock with a wedge broken out of its right side.
  notched: `${SHACKLE}M3.5 7h9A1.5 1.5 0 0 1 14 8.2L6.75 11l7.25 2.8a1.5 1.5 0 0 1-1.5 1.2h-9A1.5 1.5 0 0 1 2 13.5v-5A1.5 1.5 0 0 1 3.5 7Z`,
  // The shackle swung out to the right: the outline is wide, and the body hollow.
  open: 'M7 7V4.75a3.75 3.75 0 0 1 7.5 0V6.5h-2V4.75a1.75 1.75 0 0 0-3.5 0V7h.5A1.5 1.5 0 0 1 11 8.5v5A1.5 1.5 0 0 1 9.5 15h-7A1.5 1.5 0 0 1 1 13.5v-5A1.5 1.5 0 0 1 2.5 7ZM3 9v4h6V9Z',
  // A house with its door.
  house: 'M8 1 15.5 8H13.5v6.5H9.75V10h-3.5v4.5H2.5V8H.5Z',
  // A paper plane, its fold cut out.
  plane: 'M15.5 1 .5 7.25l4.25 2L12 4 6.5 10.25V15l2.6-3.4 3.4 1.9Z',
  // The padlock in separate dots.
  dotted:
    'M2 7h2v2H2ZM5.33 7h2v2h-2ZM8.67 7h2v2h-2ZM12 7h2v2h-2ZM2 10h2v2H2ZM12 10h2v2h-2ZM2 13h2v2H2ZM5.33 13h2v2h-2ZM8.67 13h2v2h-2ZM12 13h2v2h-2ZM3.25 3.5h2v2h-2ZM5.6 1h2v2h-2ZM8.4 1h2v2h-2ZM10.75 3.5h2v2h-2Z',
  // Three dots: it is being read.
  reading: DOTS,
  // A ring struck through: there was nothing to read.
  unreadable:
    'M1 8a7 7 0 1 0 14 0a7 7 0 1 0-14 0ZM2.8 8a5.2 5.2 0 1 1 10.4 0a5.2 5.2 0 1 1-10.4 0ZM12.24 5.03 5.03 12.24 3.76 10.97 10.97 3.76Z',
};

/** A rosette of twelve points, filling the box. */
const ROSETTE =
  'M8 .4 9.63 1.91 11.8 1.42 12.45 3.55 14.58 4.2 14.09 6.37 15.6 8 14.09 9.63 14.58 11.8 12.45 12.45 11.8 14.58 9.63 14.09 8 15.6 6.37 14.09 4.2 14.58 3.55 12.45 1.42 11.8 1.91 9.63 .4 8 1.91 6.37 1.42 4.2 3.55 3.55 4.2 1.42 6.37 1.91Z';

/** The seals, in the same box and by the same rule. All are round, as no lock is. */
export const SEAL_SHAPES: Readonly<Record<SealState, string>> = {
  // The rosette with a tick cut out.
  whole: `${ROSETTE}M6.95 11.35 3.9 8.3 5.2 7 6.95 8.75 10.8 4.9 12.1 6.2Z`,
  // Its left half filled, its right half an outline.
  half: `${ROSETTE}M8.4 2.6 9.14 3.75 10.7 3.32 11.11 4.89 12.68 5.3 12.25 6.86 13.4 8 12.25 9.14 12.68 10.7 11.11 11.11 10.7 12.68 9.14 12.25 8.4 13.4Z`,
  // A crack from the top to the bottom, the pieces still together.
  cracked: `${ROSETTE}M8.9 0 6.6 5 9.2 7.6 6.3 10.9 7.9 16 9.3 16 8.1 11.2 11.1 7.4 8.3 4.9 10.4 0Z`,
  // A cross cut out.
  broken: `${ROSETTE}M5.4 4 8 6.6 10.6 4 12 5.4 9.4 8 12 10.6 10.6 12 8 9.4 5.4 12 4 10.6 6.6 8 4 5.4Z`,
  // The outline alone.
  empty: `${ROSETTE}M8 2.6 9.14 3.75 10.7 3.32 11.11 4.89 12.68 5.3 12.25 6.86 13.4 8 12.25 9.14 12.68 10.7 11.11 11.11 10.7 12.68 9.14 12.25 8 13.4 6.86 12.25 5.3 12.68 4.89 11.11 3.32 10.7 3.75 9.14 2.6 8 3.75 6.86 3.32 5.3 4.89 4.89 5.3 3.32 6.86 3.75Z`,
  // A badge on its clip, with a head and shoulders cut out.
  staff:
    'M6.5.5h3V3h3A1.5 1.5 0 0 1 14 4.5v9.5a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 14V4.5A1.5 1.5 0 0 1 3.5 3h3ZM6.1 7.4a1.9 1.9 0 1 0 3.8 0a1.9 1.9 0 1 0-3.8 0ZM4.5 13.3h7a3.5 3.2 0 0 0-7 0Z',
  // A ring of dots.
  dotted:
    'M7 1.6a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM10.76 2.82a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM13.09 6.02a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM13.09 9.98a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM10.76 13.18a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM7 14.4a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM3.24 13.18a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM.91 9.98a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM.91 6.02a1 1 0 1 0 2 0a1 1 0 1 0-2 0ZM3.24 2.82a1 1 0 1 0 2 0a1 1 0 1 0-2 0Z',
  // Three dots: its proofs are being looked up.
  pending: DOTS,
};

/** Stands beside the lock where the reader expects encrypted mail from this domain: a warning sign with its mark cut out. */
export const ALARM_SHAPE =
  'M8 .9a1.3 1.3 0 0 1 1.13.66l6.2 10.9A1.3 1.3 0 0 1 14.2 14.4H1.8a1.3 1.3 0 0 1-1.13-1.94l6.2-10.9A1.3 1.3 0 0 1 8 .9ZM7 5v4.5h2V5ZM7 10.7v2h2v-2Z';

/** A colour on light paper and on dark paper; text of it reads at 4.5:1 or better on both (tested). */
export interface Ink {
  readonly light: string;
  readonly dark: string;
}

const GREEN: Ink = { light: '#0a6b3d', dark: '#63d69a' };
const AMBER: Ink = { light: '#8a4f00', dark: '#f3b95f' };
const RED: Ink = { light: '#b3211c', dark: '#ff8f86' };
export const GREY: Ink = { light: '#55606f', dark: '#abb5c4' };

export const INKS: Readonly<Record<MarkState, Ink>> = {
  closed: GREEN,
  notched: AMBER,
  open: RED,
  house: GREY,
  plane: GREY,
  dotted: GREY,
  reading: GREY,
  unreadable: GREY,
};

export const SEAL_INKS: Readonly<Record<SealState, Ink>> = {
  whole: GREEN,
  half: AMBER,
  cracked: AMBER,
  broken: RED,
  empty: GREY,
  staff: GREY,
  dotted: GREY,
  pending: GREY,
};

/** The alarm's own colour: red only where something red is under it, for what was expected may merely be unknown. */
export function alarmInk(state: MarkState, seal: SealState | null): Ink {
  return state === 'open' || seal === 'broken' ? RED : AMBER;
}

/** One small drawing for each outcome of a check, told apart by outline as well. */
export const OUTCOME_SHAPES: Readonly<Record<Outcome, string>> = {
  // A tick.
  pass: 'M6.2 13.4 1.3 8.5 2.9 6.9 6.2 10.2 13.1 3.3 14.7 4.9Z',
  warn: ALARM_SHAPE,
  // A cross.
  fail: 'M3.8 2.2 8 6.4 12.2 2.2 13.8 3.8 9.6 8 13.8 12.2 12.2 13.8 8 9.6 3.8 13.8 2.2 12.2 6.4 8 2.2 3.8Z',
  // A dash.
  absent: 'M3 7h10v2H3Z',
  // A ring of dots.
  unknown:
    'M6.75 1h2.5v2.5h-2.5ZM2.7 2.9h2.5v2.5H2.7ZM10.8 2.9h2.5v2.5h-2.5ZM1 6.75h2.5v2.5H1ZM12.5 6.75H15v2.5h-2.5ZM2.7 10.6h2.5v2.5H2.7ZM10.8 10.6h2.5v2.5h-2.5ZM6.75 12.5h2.5V15h-2.5Z',
};

export const OUTCOME_INKS: Readonly<Record<Outcome, Ink>> = {
  pass: GREEN,
  warn: AMBER,
  fail: RED,
  absent: GREY,
  unknown: GREY,
};
