import { browser } from 'wxt/browser';
import type { MarkState, SealState, Shown } from './protocol';

/** Sizes in pixels that toolbars draw, plain and on dense screens. */
const SIZES = [16, 32] as const;

/** What the toolbar says when several mails are open: the gravest first. */
const GRAVITY: readonly MarkState[] = [
  'open',
  'notched',
  'unreadable',
  'dotted',
  'closed',
  'house',
  'plane',
  'reading',
];

const SEAL_GRAVITY: readonly (SealState | null)[] = [
  'broken',
  'cracked',
  'half',
  'empty',
  'dotted',
  'pending',
  'staff',
  'whole',
  null,
];

/** One drawing: the mark's own paths and inks are handed in. */
interface Drawn {
  readonly path: string;
  readonly ink: string;
}

/** How states are drawn. */
export interface Art {
  /** Side of the square that the paths are drawn in. */
  readonly size: number;
  readonly lock: (state: MarkState) => Drawn;
  readonly seal: (state: SealState) => Drawn;
}

/**
 * What the icon draws: the gravest lock and the gravest seal, each for itself, for they are never one score. Null if nothing is
 * shown.
 */
export function gravest(shown: readonly Shown[]): Shown | null {
  const [first] = shown;
  if (!first) return null;
  const least = <T>(order: readonly T[], values: readonly T[]): T | undefined =>
    order.find((one) => values.includes(one));
  const alarmed = shown.filter(({ alarm }) => alarm);
  const those = alarmed.length > 0 ? alarmed : shown;
  return {
    state:
      least(
        GRAVITY,
        those.map(({ state }) => state),
      ) ?? first.state,
    seal:
      least(
        SEAL_GRAVITY,
        those.map(({ seal }) => seal),
      ) ?? null,
    alarm: alarmed.length > 0,
  };
}

/** Draws the icon of a tab, or gives it back its own where nothing is shown. */
export async function drawIcon(tabId: number, shown: Shown | null, title: string, art: Art): Promise<void> {
  if (shown === null) {
    await Promise.all([
      browser.action.setIcon({ tabId, path: OWN_ICON }),
      browser.action.setTitle({ tabId, title: '' }),
    ]);
    return;
  }
  const imageData = Object.fromEntries(SIZES.map((size) => [size, paint(size, shown, art)]));
  await Promise.all([
    browser.action.setIcon({ tabId, imageData: imageData as never }),
    browser.action.setTitle({ tabId, title }),
  ]);
}

export const OWN_ICON = { 16: '/icon/16.png', 32: '/icon/32.png', 48: '/icon/48.png', 128: '/icon/128.png' } as const;

/** Parts of the square's side: the lock is small enough to show its notch beside the seal; the rim keeps the two apart. */
const LOCK_PART = 12 / 16;
const LOCK_LEFT = -0.75 / 16;
const SEAL_PART = 9 / 16;
const RIM = 0.75 / 16;

/** The lock over the square, the seal over its lower right corner. On a plate of its own, for toolbars of any colour. */
export function paint(size: number, shown: Shown, art: Art): ImageData {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.fillStyle = '#ffffff';
  context.beginPath();
  context.roundRect(0, 0, size, size, size / 5);
  context.fill();
  const draw = ({ path, ink }: Drawn, left: number, top: number, side: number): void => {
    const scale = side / art.size;
    context.setTransform(scale, 0, 0, scale, left, top);
    context.fillStyle = ink;
    context.fill(new Path2D(path), 'evenodd');
  };
  const margin = size / 16;
  if (shown.seal === null) draw(art.lock(shown.state), margin, margin, size - 2 * margin);
  else {
    draw(art.lock(shown.state), size * LOCK_LEFT, 0, size * LOCK_PART);
    const side = size * SEAL_PART;
    const corner = size - side;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = '#ffffff';
    context.beginPath();
    context.arc(corner + side / 2, corner + side / 2, side / 2 + size * RIM, 0, 2 * Math.PI);
    context.fill();
    draw(art.seal(shown.seal), corner, corner, side);
  }
  return context.getImageData(0, 0, size, size);
}
