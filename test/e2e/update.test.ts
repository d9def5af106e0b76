import { beforeAll, expect, it } from 'vitest';
import type { Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail, patternOf } from './in-browser.ts';
import { MARK, markOf, PANEL, sight } from './marks.ts';
import { choose, openList, PREVIEW } from './roundcube.ts';

const { webmailUrl } = given();

inEachBrowser('an update', { granted: [patternOf(webmailUrl)] }, (at) => {
  let tab: Tab;
  const [plain, encrypted] = [mailOf('plain'), mailOf('tls13')];
  const version = (): Promise<string> => at.browser.api((api) => api.runtime.getManifest().version, []);

  beforeAll(async () => {
    tab = await openWebmail(at.browser);
    await openList(tab);
    await choose(tab, plain);
    await markOf(tab.frame(PREVIEW), plain);
  });

  it('the open tab has one mark, of the new version, and its panel opens', async () => {
    const frame = tab.frame(PREVIEW);
    await frame.click(MARK);
    await until('the panel', () => frame.look(PANEL, (found) => found.length === 1));
    await tab.page(() => void ((window as any).untouched = true));
    // The old mark's element is known again by this; a new script makes elements of its own.
    await frame.page(() => void ((document.querySelector('hoplock-mark') as any).old = true));
    const before = await version();
    await at.browser.update();
    await until('the new version', async () => (await version()) !== before);
    await until('the old mark to be replaced', () =>
      frame.page(() => {
        const marks = Array.from(document.querySelectorAll('hoplock-mark'));
        return marks.length === 1 && !(marks[0] as any).old;
      }),
    );
    await tab.show();
    expect((await markOf(frame, plain)).state).toBe('open');
    expect((await sight(frame)).hosts).toBe(1);
    await until('the old panel to be gone', () => frame.page(() => document.querySelector('hoplock-panel') === null));
    await frame.click(MARK);
    await until('the new panel', () => frame.look(`${PANEL} .path`, (found) => found.length === 1));
    await tab.press('Escape');
    expect(await tab.page(() => (window as any).untouched)).toBe(true);
  });

  it('the mails that follow have one mark each', async () => {
    const frame = tab.frame(PREVIEW);
    for (const mail of [encrypted, plain, encrypted]) {
      await choose(tab, mail);
      expect((await markOf(frame, mail)).state).toBe(mail.lock);
      expect((await sight(frame)).hosts).toBe(1);
    }
  });

  it('a second update, while nothing is open', async () => {
    const before = await version();
    await openList(tab);
    await at.browser.update();
    await until('the new version', async () => (await version()) !== before);
    await tab.show();
    await choose(tab, plain);
    expect((await markOf(tab.frame(PREVIEW), plain)).state).toBe('open');
    expect((await sight(tab.frame(PREVIEW))).hosts).toBe(1);
  });

  it('leaves nothing in the log: no “context invalidated”', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
