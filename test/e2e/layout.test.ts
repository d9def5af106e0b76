import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail } from './in-browser.ts';
import { MARK, markOf, PANEL, sight } from './marks.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { fullView } from './roundcube.ts';

/** As strict as a page can be: no script, no style, no markup from strings. The webmail's own script does not run then. */
const STRICT =
  "default-src 'none'; connect-src 'self'; img-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

let proxy: Proxy;
beforeAll(async () => {
  proxy = await openProxy(given().webmailUrl);
});
afterAll(() => proxy?.close());
beforeEach(() => proxy.forget());

inEachBrowser('the page around the mark', { granted: ['http://localhost/*'] }, (at, name) => {
  let tab: Tab;
  const mail = mailOf('plain');
  const anySource = (path: string): boolean => path.includes('_action=viewsource');

  /** Where the page's own parts lie. */
  const places = (): Promise<number[]> =>
    tab.page(() =>
      ['#message-header', '#messagebody', 'h2.subject'].map((path) => {
        const { top, height } = document.querySelector(path)!.getBoundingClientRect();
        return path === '#messagebody' ? top : top + height;
      }),
    );

  beforeAll(async () => {
    tab = await openWebmail(at.browser, proxy.url);
  });

  it('stays where it is when the verdict comes', async () => {
    const slow = proxy.hold(anySource);
    await tab.goto(fullView(mail, proxy.url));
    await until('the mark, reading', async () => (await sight(tab)).marks[0]?.state === 'reading');
    const before = await places();
    slow.release();
    await markOf(tab, mail);
    expect(await places()).toEqual(before);
  });

  it('lies where it lies without Hoplock', async () => {
    const slow = proxy.hold(anySource);
    await tab.goto(fullView(mail, proxy.url));
    await until('the mark', async () => (await sight(tab)).marks.length === 1);
    const marked = await places();
    await tab.page(
      () =>
        void document.querySelectorAll('hoplock-mark').forEach((one) => ((one as HTMLElement).style.display = 'none')),
    );
    expect(await places()).toEqual(marked);
    slow.release();
  });

  // Firefox does not tell of layout shifts.
  if (name === 'chromium') {
    it('no layout shift is of the mark’s making', async () => {
      const slow = proxy.hold(anySource);
      await tab.goto(fullView(mail, proxy.url));
      await until('the mark, reading', async () => (await sight(tab)).marks[0]?.state === 'reading');
      await tab.page(() => {
        const shifts: number[] = ((window as any).shifts = []);
        new PerformanceObserver((list) => {
          for (const one of list.getEntries()) shifts.push((one as unknown as { value: number }).value);
        }).observe({ type: 'layout-shift' });
      });
      slow.release();
      await markOf(tab, mail);
      // An entry is told once the frame that moved has been drawn.
      await tab.page(
        () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
      );
      expect(await tab.page(() => (window as any).shifts)).toEqual([]);
    });
  }

  describe('that allows next to nothing', () => {
    it('the mark comes to its verdict, is drawn as everywhere, and opens its panel', async () => {
      await tab.goto(fullView(mail, proxy.url));
      await markOf(tab, mail);
      const look = (): Promise<unknown> =>
        tab.look(MARK, ([mark]) => {
          const { borderRadius, cursor, display, fontSize } = getComputedStyle(mark!);
          return { borderRadius, cursor, display, fontSize };
        });
      const usual = await look();

      proxy.rule({ fits: (path) => path.includes('_action=show'), headers: { 'content-security-policy': STRICT } });
      await tab.goto(fullView(mail, proxy.url));
      expect((await markOf(tab, mail)).state).toBe('open');
      expect(await look()).toEqual(usual);
      await tab.click(MARK);
      await until('the panel', () => tab.look(`${PANEL} .path`, (found) => found.length === 1));
      expect(await tab.look(PANEL, ([panel]) => getComputedStyle(panel!).position)).not.toBe('static');
      await tab.press('Escape');
    });
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
