import { browser } from 'wxt/browser';
import type { MarkState } from './protocol';

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

export interface Shown {
  readonly state: MarkState;
  readonly alarm: boolean;
}

/** How a state is drawn; the mark's own paths and inks are handed in. */
export interface Art {
  /** Side of the square that the paths are drawn in. */
  readonly size: number;
  readonly path: (state: MarkState) => string;
  readonly ink: (state: MarkState) => string;
}

/** The one that the icon draws. Null if nothing is shown. */
export function gravest(shown: readonly Shown[]): Shown | null {
  const rank = ({ state, alarm }: Shown): number => (alarm ? -1 : GRAVITY.indexOf(state));
  return [...shown].sort((one, other) => rank(one) - rank(other))[0] ?? null;
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

/** The lock over the whole square; the seal will take its lower right corner. On a plate of its own, for toolbars of any colour. */
function paint(size: number, shown: Shown, art: Art): ImageData {
  const canvas = new OffscreenCanvas(size, size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.fillStyle = '#ffffff';
  context.beginPath();
  context.roundRect(0, 0, size, size, size / 5);
  context.fill();
  const margin = size / 16;
  const scale = (size - 2 * margin) / art.size;
  context.setTransform(scale, 0, 0, scale, margin, margin);
  context.fillStyle = art.ink(shown.state);
  context.fill(new Path2D(art.path(shown.state)), 'evenodd');
  return context.getImageData(0, 0, size, size);
}
