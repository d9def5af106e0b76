import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Popup, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail } from './in-browser.ts';
import { markOf } from './marks.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { choose, fullView, openList, PREVIEW } from './roundcube.ts';

/** Both halves, for lookups are off here: who sent a mail is not known. */
const ICON = {
  closed: 'Hoplock: the open mail arrived encrypted. Who sent it cannot be told',
  open: 'Hoplock: the open mail arrived without encryption. Who sent it cannot be told',
} as const;

let proxy: Proxy;
beforeAll(async () => {
  proxy = await openProxy(given().webmailUrl);
});
afterAll(() => proxy?.close());
beforeEach(() => proxy.forget());

/** The mails that the popup lists: state and subject of each row. */
const rows = (popup: Popup): Promise<string[]> =>
  popup.look('.mails .row', (found) =>
    found.map((row) => `${row.getAttribute('data-state')}: ${row.querySelector('.subject')?.textContent}`),
  );

inEachBrowser('popup and toolbar icon', { granted: ['http://localhost/*'] }, (at) => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await openWebmail(at.browser, proxy.url);
  });

  it('one open mail: its panel, also from the preview frame', async () => {
    const mail = mailOf('plain');
    await openList(tab, 'INBOX', proxy.url);
    await choose(tab, mail);
    await markOf(tab.frame(PREVIEW), mail);
    const popup = await at.browser.openPopup(tab);
    const text = await until('the mail', () =>
      popup.look('.panel[data-state="open"] .path', ([path]) => path && document.body.innerText),
    );
    expect(text).toContain(mail.subject);
    expect(text).toContain('Arrived at box.test without encryption');
    await popup.close();
  });

  it('several open mails: all in one list; each opens its panel; and back; by keyboard alone', async () => {
    const [one, other] = [mailOf('plain'), mailOf('tls13')];
    // Two of Roundcube's own pages in one tab.
    const body = [one, other].map((mail) => `<iframe src="${fullView(mail, '/')}" width="600" height="700"></iframe>`);
    proxy.rule({
      fits: (path) => path === '/two',
      answer: { status: 200, type: 'text/html', body: `<!doctype html><title>Two</title>${body.join('')}` },
    });
    await tab.goto(`${proxy.url}two`);
    await markOf(tab.frame('iframe:nth-of-type(1)'), one);
    await markOf(tab.frame('iframe:nth-of-type(2)'), other);

    const popup = await at.browser.openPopup(tab);
    const listed = await until('two mails', async () => {
      const found = await rows(popup);
      return found.length === 2 && found;
    });
    expect([...listed].sort()).toEqual([`closed: ${other.subject}`, `open: ${one.subject}`]);

    const chosen = '.mails li:nth-of-type(1) .row';
    for (let steps = 0; !(await popup.look(chosen, ([row]) => document.activeElement === row)); steps++) {
      expect(steps).toBeLessThan(10);
      await popup.press('Tab');
    }
    await popup.press('Enter');
    await until('its panel', () => popup.look('.panel .path', (found) => found.length === 1));
    // the focus follows once it is drawn
    await until('the way back in focus', () => popup.look('.back', ([back]) => document.activeElement === back));
    await popup.press('Enter');
    await until('the list again', async () => (await rows(popup)).length === 2);
    await until('the row in focus', () => popup.look(chosen, ([row]) => document.activeElement === row));
    await popup.close();
    // the gravest of both
    await until('the icon', async () => (await at.browser.iconTitle(tab)) === ICON.open);
  });

  it('follows the mails while it is open', async () => {
    const mail = mailOf('tls13');
    const slow = proxy.hold((path) => path.includes('_action=viewsource'));
    await tab.goto(fullView(mail, proxy.url));
    await until('the source to be asked for', () => slow.held() > 0);
    const popup = await at.browser.openPopup(tab);
    await until('the mail being read', () => popup.look('.panel[data-state="reading"]', (found) => found.length === 1));
    slow.release();
    await until('its verdict', () => popup.look('.panel[data-state="closed"]', (found) => found.length === 1));
    await popup.close();
  });

  it('copies the report as text', async () => {
    const mail = mailOf('plain');
    await tab.goto(fullView(mail, proxy.url));
    await markOf(tab, mail);
    const popup = await at.browser.openPopup(tab);
    await popup.click('.copy button');
    await until('it to say so', () => popup.look('.copy [role="status"]', ([said]) => said?.textContent !== ''));
    await popup.close();
    await openList(tab, 'INBOX', proxy.url);
    await tab.click('#mailsearchform');
    await tab.press('Control+v');
    const pasted = await until('the text', () =>
      tab.look('#mailsearchform', ([input]) => (input as HTMLInputElement).value),
    );
    expect(pasted).toContain('Arrived at box.test without encryption');
    expect(pasted).toContain(mail.subject);
  });

  it('no mail open, and no webmail at all: says so', async () => {
    await openList(tab, 'INBOX', proxy.url);
    const empty = await at.browser.openPopup(tab);
    await until('no open mail', () => empty.look('.notice h2', ([title]) => title?.textContent !== ''));
    await empty.close();
    const other = await at.browser.open(`${at.browser.extension}/options.html`);
    const none = await at.browser.openPopup(other);
    await until('no webmail', () => none.look('.notice h2', ([title]) => title?.textContent !== ''));
    await none.close();
    await other.close();
    await tab.show();
  });

  it('the icon says what is open, and nothing once it is closed', async () => {
    await openList(tab, 'INBOX', proxy.url);
    const resting = await until('the icon at rest', async () => {
      const title = await at.browser.iconTitle(tab);
      return !title.includes(':') && title;
    });
    for (const id of ['plain', 'tls13'] as const) {
      const mail = mailOf(id);
      await choose(tab, mail);
      await markOf(tab.frame(PREVIEW), mail);
      const wanted = ICON[mail.lock as keyof typeof ICON];
      await until(`“${wanted}”`, async () => (await at.browser.iconTitle(tab)) === wanted);
    }
    await openList(tab, 'INBOX', proxy.url);
    await until('the icon at rest again', async () => (await at.browser.iconTitle(tab)) === resting);
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
