import { fakeBrowser } from 'wxt/testing/fake-browser';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { drawIcon, gravest, OWN_ICON } from './icon';
import type { Shown } from './protocol';

const shown = (state: Shown['state'], alarm = false, seal: Shown['seal'] = null): Shown => ({ state, seal, alarm });

it.each<[string, Shown[], Shown | null]>([
  ['nothing', [], null],
  ['one', [shown('closed')], shown('closed')],
  ['red before amber', [shown('notched'), shown('open'), shown('closed')], shown('open')],
  ['amber before grey', [shown('dotted'), shown('notched')], shown('notched')],
  ['not knowing before green', [shown('closed'), shown('dotted')], shown('dotted')],
  ['an alarm before all', [shown('open'), shown('dotted', true)], shown('dotted', true)],
  [
    'lock and seal each for itself',
    [shown('closed', false, 'broken'), shown('open', false, 'whole')],
    shown('open', false, 'broken'),
  ],
  [
    'pending before green',
    [shown('closed', false, 'whole'), shown('closed', false, 'pending')],
    shown('closed', false, 'pending'),
  ],
  ['a verdict before a mail still being read', [shown('reading'), shown('plane')], shown('plane')],
])('%s', (_, all, expected) => {
  expect(gravest(all)).toEqual(expected);
});

const drawn: { size: number; fill: string; path: string }[] = [];
const drawing = (state: string) => ({ path: `path of ${state}`, ink: `ink of ${state}` });
const art = { size: 16, lock: drawing, seal: drawing };

beforeEach(() => {
  drawn.length = 0;
  vi.stubGlobal('Path2D', function (this: { path: string }, path: string) {
    this.path = path;
  });
  vi.stubGlobal('OffscreenCanvas', function (this: object, size: number) {
    const context = {
      fillStyle: '',
      beginPath() {},
      roundRect() {},
      arc() {},
      setTransform() {},
      fill(path?: { path: string }) {
        if (path) drawn.push({ size, fill: context.fillStyle, path: path.path });
      },
      getImageData: () => ({ width: size }),
    };
    Object.assign(this, { getContext: () => context });
  });
  vi.spyOn(fakeBrowser.action, 'setIcon').mockResolvedValue();
  vi.spyOn(fakeBrowser.action, 'setTitle').mockResolvedValue();
});
afterEach(() => vi.unstubAllGlobals());

it('draws the state in every size, on this tab alone, with its title', async () => {
  await drawIcon(5, shown('open'), 'words', art);
  expect(drawn).toEqual([16, 32].map((size) => ({ size, fill: 'ink of open', path: 'path of open' })));
  expect(fakeBrowser.action.setIcon).toHaveBeenCalledWith({
    tabId: 5,
    imageData: { 16: { width: 16 }, 32: { width: 32 } },
  });
  expect(fakeBrowser.action.setTitle).toHaveBeenCalledWith({ tabId: 5, title: 'words' });
});

it('draws the seal over the lock', async () => {
  await drawIcon(5, shown('closed', false, 'half'), 'words', art);
  expect(drawn.map(({ path }) => path)).toEqual([1, 2].flatMap(() => ['path of closed', 'path of half']));
});

it('gives the tab its own icon back when nothing is shown', async () => {
  await drawIcon(5, null, '', art);
  expect(fakeBrowser.action.setIcon).toHaveBeenCalledWith({ tabId: 5, path: OWN_ICON });
});
