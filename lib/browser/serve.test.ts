import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetTab, serve } from './serve';
import { readSettings } from './settings';

const draws: { tab: number; state: string | null; title: string }[] = [];
vi.mock('./icon', async (original) => ({
  ...(await original<typeof import('./icon')>()),
  drawIcon: async (tab: number, shown: { state: string } | null, title: string) => {
    if (tab === 404) throw new Error('no tab');
    draws.push({ tab, state: shown?.state ?? null, title });
  },
}));
vi.mock('./dictionary', () => ({
  dictionary: async () => ({
    language: 'en',
    messages: { icon_open: 'red', icon_alarm: 'alarm', icon_seal_half: 'amber', icon_both: '$lock$ and $seal$' },
  }),
}));

const drawing = () => ({ path: '', ink: '' });
const served = { art: { size: 16, lock: drawing, seal: drawing } };
const from = (tab: number, frameId = 0) => ({ tab: { id: tab, windowId: 3 }, frameId }) as never;
const showing = (...states: string[]) => ({
  kind: 'showing' as const,
  states: states.map((state) => ({ state: state as never, seal: null, alarm: false })),
});

let scripts: unknown[];
beforeEach(() => {
  fakeBrowser.reset();
  draws.length = 0;
  scripts = [];
  (fakeBrowser as unknown as Record<string, unknown>)['scripting'] = {
    executeScript: async (what: { target: { tabId: number } }) => {
      if (what.target.tabId === 404) throw new Error('no tab');
      scripts.push(what);
    },
  };
});

describe('the toolbar icon', () => {
  it('draws the gravest of all frames of a tab, and each tab for itself', async () => {
    await serve(showing('closed'), from(1, 0), served);
    await serve(showing('open'), from(1, 5), served);
    await serve(showing('house'), from(2), served);
    await serve(showing(), from(1, 5), served);
    await serve(showing(), from(1, 0), served);
    expect(draws.map(({ tab, state }) => [tab, state])).toEqual([
      [1, 'closed'],
      [1, 'open'],
      [2, 'house'],
      [1, 'closed'],
      [1, null],
    ]);
    expect(draws[1]!.title).toBe('red');
  });

  it('says both verdicts', async () => {
    await serve({ kind: 'showing', states: [{ state: 'open', seal: 'half', alarm: false }] }, from(8), served);
    expect(draws.at(-1)!.title).toBe('red and amber');
  });

  it('says that an expectation was not met', async () => {
    await serve({ kind: 'showing', states: [{ state: 'open', seal: null, alarm: true }] }, from(3), served);
    expect(draws.at(-1)!.title).toBe('alarm');
  });

  it('forgets a closed tab, and lives with one that is gone', async () => {
    await serve(showing('open'), from(6), served);
    forgetTab(6);
    await serve(showing('closed'), from(6, 2), served);
    expect(draws.at(-1)!.state).toBe('closed');
    await expect(serve(showing('open'), from(404), served)).resolves.toBeNull();
    await expect(serve(showing('open'), {}, served)).resolves.toBeNull();
  });
});

describe('the panel', () => {
  it('runs in the frame that asked, and nowhere else', async () => {
    expect(await serve({ kind: 'panel' }, from(1, 5), served)).toEqual({ ok: true });
    expect(scripts).toEqual([{ target: { tabId: 1, frameIds: [5] }, files: ['/panel.js'] }]);
  });

  it.each([from(404), {}])('says when it cannot', async (sender) => {
    expect(await serve({ kind: 'panel' }, sender, served)).toEqual({ ok: false });
  });
});

describe('a relay that the reader confirms', () => {
  it('becomes one of the provider’s networks, once', async () => {
    for (const _ of [1, 2])
      expect(await serve({ kind: 'confirm-relay', address: '10.0.0.7' }, from(1), served)).toEqual({ ok: true });
    expect((await readSettings()).provider.networks).toEqual(['10.0.0.7']);
  });

  it.each(['', 'all', '0.0.0.0.0', '<x>'])('is refused when it is no address: %j', async (address) => {
    expect(await serve({ kind: 'confirm-relay', address }, from(1), served)).toEqual({ ok: false });
    expect((await readSettings()).provider.networks).toEqual([]);
  });
});

it('answers a wake with nothing, and gives the words', async () => {
  expect(await serve({ kind: 'wake' }, from(1), served)).toBeNull();
  expect(await serve({ kind: 'words' }, from(1), served)).toMatchObject({ language: 'en' });
});

it('opens the popup in the window that asked', async () => {
  const open = vi.spyOn(fakeBrowser.action, 'openPopup').mockResolvedValue();
  expect(await serve({ kind: 'popup' }, from(1), served)).toEqual({ ok: true });
  expect(open).toHaveBeenCalledWith({ windowId: 3 });
  open.mockRejectedValue(new Error('no'));
  expect(await serve({ kind: 'popup' }, from(1), served)).toEqual({ ok: false });
});

it('saves nothing of a mail that is not remembered', async () => {
  expect(await serve({ kind: 'wrong', tab: 1, key: 'x' }, from(1), served)).toBeNull();
});
