import { beforeAll, expect, it } from 'vitest';
import type { Browser, Popup, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser } from './in-browser.ts';
import { MARK, markOf, PANEL, sight } from './marks.ts';
import { note, openOptions, SECTION, sites, typeSite } from './options-page.ts';
import { choose, fullView, openList, PREVIEW, signIn } from './roundcube.ts';

const { webmailUrl } = given();
const host = new URL(webmailUrl).hostname;

/** What the browser has granted, and what the extension has told it to run. */
function standing(browser: Browser): Promise<{ origins: string[]; scripts: string[] }> {
  return browser.api(async (api) => {
    const { origins = [] } = await api.permissions.getAll();
    const scripts = await api.scripting.getRegisteredContentScripts();
    return { origins, scripts: scripts.flatMap((one: { matches: string[] }) => one.matches) };
  }, []);
}

const nothing = { origins: [], scripts: [] };
const granted = { origins: [`http://${host}/*`], scripts: [`http://${host}/*`] };

/**
 * The browser's own question, answered as a person does. These tests build on each other: a webmail's life with Hoplock, from
 * before the first permission to after the last.
 */
inEachBrowser('a webmail of one’s own', { screen: true }, (at, name) => {
  let tab: Tab;
  let options: Tab;
  const mail = mailOf('plain');

  const marked = async (): Promise<void> => {
    expect((await markOf(tab.frame(PREVIEW), mail)).state).toBe('open');
  };
  const unmarked = async (): Promise<void> => {
    await until('the marks to go', async () => (await sight(tab.frame(PREVIEW))).hosts === 0);
  };

  beforeAll(async () => {
    tab = await at.browser.open('about:blank');
    await signIn(tab);
    await openList(tab);
    await choose(tab, mail);
    await until('the mail', () => tab.frame(PREVIEW).look('#message-header', (found) => found.length === 1));
    options = await openOptions(at.browser);
  });

  it('before: nothing is read, and the popup offers to switch it on', async () => {
    expect(await standing(at.browser)).toEqual(nothing);
    expect((await sight(tab.frame(PREVIEW))).hosts).toBe(0);
    const popup = await at.browser.openPopup(tab);
    const text = await until('the offer', () =>
      popup.look('.notice button', (found) => found.length > 0 && document.body.innerText),
    );
    expect(text).toContain(host);
    await popup.close();
  });

  it('refused: said so, and nothing is left behind', async () => {
    await options.show();
    await typeSite(options, webmailUrl);
    await at.browser.answer('deny');
    expect(await note(options, 'sites')).toContain('permission');
    expect(await sites(options)).toEqual([]);
    expect(await standing(at.browser)).toEqual(nothing);
    expect((await sight(tab.frame(PREVIEW))).hosts).toBe(0);
  });

  it('allowed: it is listed, and the tab that was open before is marked without being loaded anew', async () => {
    await tab.page(() => void ((window as any).untouched = true));
    await options.show();
    // What was refused is still in the field, to be tried again.
    await options.click(`${SECTION.sites} form button`);
    await at.browser.answer('allow');
    await until('the site to be listed', async () => (await sites(options)).length === 1);
    expect(await sites(options)).toEqual([{ host, on: true }]);
    expect(await standing(at.browser)).toEqual(granted);
    await tab.show();
    await marked();
    expect(await tab.page(() => (window as any).untouched)).toBe(true);
  });

  it('pages opened after it are marked', async () => {
    const other = await at.browser.open(fullView(mail));
    expect((await markOf(other, mail)).state).toBe('open');
    await other.close();
  });

  it('switched off: marks and panel go from the open tab, and the permission is given back', async () => {
    await tab.show();
    await tab.frame(PREVIEW).click(MARK);
    await until('the panel', () => tab.frame(PREVIEW).look(PANEL, (found) => found.length === 1));
    await options.show();
    await options.click(`${SECTION.sites} .rows input[role="switch"]`);
    await until('the switch to be off', async () => (await sites(options))[0]?.on === false);
    await tab.show();
    await unmarked();
    expect(await tab.frame(PREVIEW).look('hoplock-panel', (found) => found.length)).toBe(0);
    await until('the permission to be gone', async () => (await standing(at.browser)).origins.length === 0);
    expect(await standing(at.browser)).toEqual(nothing);
    // mails opened now are not marked either
    await choose(tab, mailOf('tls13'));
    await until('the other mail', async () => (await sight(tab.frame(PREVIEW))).uid === String(mailOf('tls13').uid));
    expect((await sight(tab.frame(PREVIEW))).hosts).toBe(0);
    await choose(tab, mail);
    await until('the mail', async () => (await sight(tab.frame(PREVIEW))).uid === String(mail.uid));
  });

  it('switched on again: they return, the page not loaded anew', async () => {
    await options.show();
    await options.click(`${SECTION.sites} .rows input[role="switch"]`);
    // Chromium remembers that it was allowed before, and does not ask again.
    if (name === 'firefox') await at.browser.answer('allow');
    await until('the switch to be on', async () => (await sites(options))[0]?.on === true);
    await tab.show();
    await marked();
    expect(await tab.page(() => (window as any).untouched)).toBe(true);
    expect(await standing(at.browser)).toEqual(granted);
  });

  it('taken back in the browser’s own settings: the marks go, and the options say so', async () => {
    await at.browser.api((api, pattern) => api.permissions.remove({ origins: [pattern] }), [`http://${host}/*`]);
    await unmarked();
    await options.show();
    await until('the switch to be off', async () => (await sites(options))[0]?.on === false);
  });

  it('switched on from the popup', async () => {
    await tab.show();
    const popup: Popup = await at.browser.openPopup(tab);
    await popup.click('.notice button');
    if (name === 'firefox') await at.browser.answer('allow');
    await popup.close().catch(() => {});
    await marked();
    await until('it to be kept', async () => (await sites(options))[0]?.on === true);
  });

  it('removed: nothing is left', async () => {
    await options.show();
    await options.click(`${SECTION.sites} .rows button`);
    await until('an empty list', async () => (await sites(options)).length === 0);
    await unmarked();
    expect(await standing(at.browser)).toEqual(nothing);
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
