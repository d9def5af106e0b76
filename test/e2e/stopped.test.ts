import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail } from './in-browser.ts';
import { MARK, markOf, PANEL, sight } from './marks.ts';
import { openOptions, SECTION } from './options-page.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { choose, fullView, openList, PREVIEW } from './roundcube.ts';

let proxy: Proxy;
beforeAll(async () => {
  proxy = await openProxy(given().webmailUrl);
});
afterAll(() => proxy?.close());
beforeEach(() => proxy.forget());

inEachBrowser('a background that is stopped', { granted: ['http://localhost/*'] }, (at) => {
  let tab: Tab;
  const [plain, encrypted] = [mailOf('plain'), mailOf('tls13')];

  const stop = async (): Promise<void> => {
    await at.browser.background.stop();
    expect(await at.browser.background.running()).toBe(false);
  };
  const panel = (): Promise<unknown> =>
    until('the panel', () => tab.look(`${PANEL} .path`, (found) => found.length === 1));

  beforeAll(async () => {
    tab = await openWebmail(at.browser, proxy.url);
  });

  it('before a mail is opened', async () => {
    await stop();
    await tab.goto(fullView(plain, proxy.url));
    expect((await markOf(tab, plain)).state).toBe('open');
  });

  it('before each of several mails in turn', async () => {
    await openList(tab, 'INBOX', proxy.url);
    for (const mail of [plain, encrypted, mailOf('submission')]) {
      await stop();
      await choose(tab, mail);
      expect((await markOf(tab.frame(PREVIEW), mail)).state).toBe(mail.lock);
    }
  });

  it('while the source is on its way', async () => {
    const slow = proxy.hold((path) => path.includes('_action=viewsource'));
    await tab.goto(fullView(encrypted, proxy.url));
    await until('the source to be asked for', () => slow.held() > 0);
    // it is woken meanwhile, to be ready
    await until('the background to be awake', () => at.browser.background.running());
    await stop();
    slow.release();
    expect((await markOf(tab, encrypted)).state).toBe('closed');
  });

  it('again and again while a mail is being judged', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const going = tab.goto(fullView(plain, proxy.url));
      let done = false;
      const marked = going.then(() => markOf(tab, plain)).finally(() => (done = true));
      // The engine asks five times; more stops than that within one question would be no idle background.
      for (let stops = 0; stops < 3 && !done; stops++) {
        await until('the background to be awake', async () => done || (await at.browser.background.running()));
        await at.browser.background.stop();
      }
      expect((await marked).state).toBe('open');
    }
  });

  it('before the panel is opened', async () => {
    await tab.goto(fullView(plain, proxy.url));
    await markOf(tab, plain);
    await stop();
    await tab.click(MARK);
    await panel();
  });

  it('before the panel asks for the popup', async () => {
    await stop();
    await tab.click(`${PANEL} footer > button`);
    const popup = await at.browser.popup();
    await until('the mail', () => popup.look('.panel[data-state="open"] .path', (found) => found.length === 1));
    await popup.close();
    await tab.press('Escape');
  });

  it('before the popup is opened', async () => {
    await stop();
    const popup = await at.browser.openPopup(tab);
    await until('the mail', () => popup.look('.panel[data-state="open"] .path', (found) => found.length === 1));
    await popup.close();
  });

  it('before the icon changes', async () => {
    await stop();
    await tab.goto(fullView(encrypted, proxy.url));
    await markOf(tab, encrypted);
    await until(
      'the icon',
      async () =>
        (await at.browser.iconTitle(tab)) === 'Hoplock: the open mail arrived encrypted. Who sent it cannot be told',
    );
  });

  it('before a setting changes: the open mail is judged anew', async () => {
    await tab.goto(fullView(plain, proxy.url));
    await markOf(tab, plain);
    const options = await openOptions(at.browser);
    await options.click(`${SECTION.domains} form input[type="text"]`);
    await options.type('sender.example');
    await stop();
    await options.press('Enter');
    await tab.show();
    await until('the alarm', async () => (await sight(tab)).marks[0]?.alarm === true);
    await options.show();
    await stop();
    await options.click(`${SECTION.domains} .rows button`);
    await tab.show();
    await until('its end', async () => (await sight(tab)).marks[0]?.alarm === false);
    await options.close();
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
