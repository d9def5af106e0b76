import { expect, it } from 'vitest';
import { placePanel } from './place-panel';

const VIEW = { width: 1_000, height: 800 };

it.each([
  ['below the mark', { left: 100, top: 90, bottom: 110 }, VIEW, { left: 100, top: 118, width: 460, maxHeight: 674 }],
  [
    'kept inside on the right',
    { left: 900, top: 90, bottom: 110 },
    VIEW,
    { left: 532, top: 118, width: 460, maxHeight: 674 },
  ],
  [
    'kept inside on the left',
    { left: -50, top: 90, bottom: 110 },
    VIEW,
    { left: 8, top: 118, width: 460, maxHeight: 674 },
  ],
  [
    'the whole height where little is left',
    { left: 100, top: 600, bottom: 620 },
    VIEW,
    { left: 100, top: 8, width: 460, maxHeight: 784 },
  ],
  [
    'a low frame',
    { left: 0, top: 10, bottom: 30 },
    { width: 400, height: 240 },
    { left: 8, top: 8, width: 384, maxHeight: 224 },
  ],
])('%s', (_, mark, view, place) => {
  expect(placePanel(mark, view)).toEqual(place);
});
