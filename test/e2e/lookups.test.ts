import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { certificate } from '../stack/pki.ts';
import type { Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail, patternOf } from './in-browser.ts';
import { markOf } from './marks.ts';
import { note, openOptions, SECTION, sites } from './options-page.ts';
import { outFile } from './place.ts';
import { fullView } from './roundcube.ts';
import { openSmallResolver, type SmallResolver } from './testing/small-resolver.ts';

const { webmailUrl } = given();
const FIELD = `${SECTION.lookups} form:nth-of-type(1) input`;
const USE = `${SECTION.lookups} form:nth-of-type(1) button:nth-of-type(1)`;
const TEST = `${SECTION.lookups} form:nth-of-type(1) button:nth-of-type(2)`;
const MISSING = `${SECTION.lookups} .missing`;
const RADIO = (nth: number): string => `${SECTION.lookups} label:nth-of-type(${nth}) input[type="radio"]`;
/** Long enough for a second pass that should not come. */
const WHILE = 1_500;

/**
 * Lookups, from before the first to after the last, with the browser's own questions answered as a person does. These tests build on
 * each other.
 */
inEachBrowser('lookups', { granted: [patternOf(webmailUrl)], screen: true }, (at, name) => {
  let resolver: SmallResolver;
  let tab: Tab;
  let options: Tab;
  const mail = mailOf('tls13');
  const host = 'http://localhost/*';

  const stored = (): Promise<any> =>
    at.browser.api(async (api) => (await api.storage.local.get('settings')).settings, []);
  const granted = (): Promise<{ origins: string[]; data_collection?: string[] }> =>
    at.browser.api((api) => api.permissions.getAll(), []);
  const openMail = async (): Promise<void> => {
    await tab.show();
    await tab.goto(fullView(mail));
    await markOf(tab, mail);
  };
  const typeResolver = async (url: string): Promise<void> => {
    await options.show();
    await options.click(FIELD);
    await options.press('Control+a');
    await options.type(url);
  };
  const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, WHILE));
  const said = (): Promise<string> =>
    until('the outcome of the test', () =>
      options.look(`${FIELD.slice(0, -6)} div.done`, ([found]) => found?.textContent?.trim()),
    );

  beforeAll(async () => {
    resolver = await openSmallResolver({
      'sender.example': 'v=spf1 -all',
      '_dmarc.sender.example': 'v=DMARC1; p=none',
    });
    tab = await openWebmail(at.browser);
    options = await openOptions(at.browser);
  });
  afterAll(() => resolver?.close());

  it('off, as after the installation: no question leaves, not even for an address that is only typed', async () => {
    expect((await stored()).lookups).toEqual({ mode: 'none', resolver: null, trusted: false });
    await options.click(FIELD);
    await options.type(resolver.url);
    await openMail();
    await rest();
    expect(resolver.requests()).toBe(0);
  });

  it('refused: said so, lookups stay off, nobody is asked', async () => {
    await options.show();
    await options.click(USE);
    await at.browser.answer('deny');
    expect(await note(options, 'lookups')).toContain('permission');
    expect((await stored()).lookups).toMatchObject({ mode: 'none', resolver: null });
    expect((await granted()).origins).not.toContain(host);
    expect(resolver.requests()).toBe(0);
  });

  it('allowed: kept, tested, and the host is no webmail', async () => {
    // a mail that is open would be looked up at once
    await tab.goto('about:blank');
    await options.show();
    await options.click(USE);
    await at.browser.answer('allow');
    const outcome = await said();
    expect(outcome).toContain('localhost');
    expect(outcome).toContain('checked DNSSEC');
    // Firefox does not tell
    if (name === 'chromium') expect(outcome).toContain('HTTP/1.1');
    expect(resolver.asked).toEqual(['A example.com']);
    expect((await stored()).lookups).toEqual({ mode: 'dns', resolver: resolver.url, trusted: false });
    const { origins, data_collection: consents = [] } = await granted();
    expect(origins).toContain(host);
    if (name === 'firefox') expect(consents).toEqual(['personalCommunications']);
    expect((await sites(options)).map((one) => one.host)).toEqual([new URL(webmailUrl).hostname]);
    const scripts = await at.browser.api((api) => api.scripting.getRegisteredContentScripts(), []);
    expect(scripts.flatMap((one: { matches: string[] }) => one.matches)).not.toContain(host);
    await options.screenshot(outFile('shots', `${name} lookups on.png`));
  });

  it('a mail opened now is looked up; the list tells each name, of whom, for which mail', async () => {
    resolver.forget();
    await openMail();
    await until('the questions', () => resolver.asked.includes('TXT _dmarc.sender.example'));
    await options.show();
    await until('the mail in the list', () =>
      options.look(`${SECTION.left} .left > li`, (found) => found[0]?.textContent?.includes('sender.example')),
    );
    const entry = await options.look(`${SECTION.left} .left > li`, ([found]) => found!.textContent ?? '');
    expect(entry).toContain(new URL(webmailUrl).host);
    expect(entry).toContain(new URL(resolver.url).host);
    // what the list says is what came to the resolver, no less
    for (const question of new Set(resolver.asked)) expect(entry).toContain(question);
  });

  it('the popup saves what led to the verdict, for a reader who says that it is wrong', async () => {
    await tab.show();
    const popup = await at.browser.openPopup(tab);
    await popup.click('.wrong summary');
    const saved = at.browser.saved();
    await popup.click('.wrong button');
    const text = await saved;
    const report = JSON.parse(text) as { faithful: boolean; asked: { name: string }[]; fields: string[] };
    expect(report.faithful).toBe(true);
    expect(report.asked.map((one) => one.name)).toContain('_dmarc.sender.example');
    for (const field of report.fields) expect(field).not.toMatch(/[a-z]@/i);
    await popup.close().catch(() => {});
    await options.show();
  });

  it('the list is saved as a file, and cleared', async () => {
    const saved = at.browser.saved();
    await options.click(`${SECTION.left} .line button:nth-of-type(1)`);
    const list = JSON.parse(await saved) as { asked: string[]; author: string | null }[];
    expect(list[0]?.author).toBe('sender.example');
    expect(list[0]?.asked).toContain('TXT _dmarc.sender.example');
    await options.click(`${SECTION.left} .line button:nth-of-type(2)`);
    await until('an empty list', () => options.look(`${SECTION.left} .left > li`, (found) => found.length === 0));
    expect(await at.browser.api(async (api) => Object.keys(await api.storage.local.get('dns-log')), [])).toEqual([]);
  });

  it.each([
    ['not-dns', { status: 200, type: 'text/html', body: '<p>Sign in' }],
    ['status', { status: 404, type: 'text/plain', body: 'no' }],
  ])('a test that fails says why, with a code: %s', async (code, instead) => {
    resolver.answer(instead);
    await options.click(TEST);
    await until('the failure', async () => (await said()).includes(`resolver-${code}`));
    resolver.answer(null);
  });

  it('the permission taken back in the browser’s own settings: named, and nobody is asked', async () => {
    await at.browser.api((api, pattern) => api.permissions.remove({ origins: [pattern] }), [host]);
    await options.show();
    await until('the notice', () =>
      options.look(MISSING, ([found]) => found?.textContent?.includes('permission was taken back')),
    );
    await options.screenshot(outFile('shots', `${name} lookups missing.png`));
    resolver.forget();
    await openMail();
    await rest();
    expect(resolver.requests()).toBe(0);
    expect((await sites(options))[0]?.on).toBe(true);
  });

  it('given again: lookups are on', async () => {
    await options.show();
    await options.click(`${MISSING} button`);
    // Chromium remembers that it was allowed before, and does not ask again.
    if (name === 'firefox') await at.browser.answer('allow');
    await until('the notice to go', () => options.look(MISSING, (found) => found.length === 0));
    expect((await granted()).origins).toContain(host);
    expect((await sites(options)).map((one) => one.host)).toEqual([new URL(webmailUrl).hostname]);
    await until('the open mail to be looked up, not loaded anew', () => resolver.asked.length > 0);
  });

  if (name === 'firefox') {
    it('the consent taken back: named, and nobody is asked', async () => {
      await at.browser.api(
        (api, kind) => api.permissions.remove({ data_collection: [kind] }),
        ['personalCommunications'],
      );
      await options.show();
      await until('the notice', () =>
        options.look(MISSING, ([found]) => found?.textContent?.includes('consent was taken back')),
      );
      resolver.forget();
      await openMail();
      await rest();
      expect(resolver.requests()).toBe(0);
      await options.show();
      await options.click(`${MISSING} button`);
      await at.browser.answer('allow');
      await until('the notice to go', () => options.look(MISSING, (found) => found.length === 0));
    });
  }

  it('Unbound as it really answers, over HTTP/2 and without CORS headers: read all the same', async () => {
    await typeResolver(given().resolver);
    await options.click(USE);
    await at.browser.answer('allow');
    // in its world there is no example.com
    await until('its answer', async () => (await said()).includes('resolver-denied'));
    expect((await stored()).lookups).toMatchObject({ mode: 'dns', resolver: given().resolver });
    expect((await granted()).origins).not.toContain(host);
  });

  // Firefox under test takes any certificate.
  if (name === 'chromium') {
    it('a certificate that the browser does not know: said, with the next step', async () => {
      const { key, chain } = certificate('localhost');
      const server = createServer({ key: readFileSync(key), cert: readFileSync(chain) });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      await typeResolver(`https://localhost:${(server.address() as AddressInfo).port}/dns-query`);
      await options.click(USE);
      await at.browser.answer('allow');
      await until('the failure', async () => (await said()).includes('resolver-unreachable'));
      expect(await said()).toContain('certificate');
      server.close();
    });
  }

  it('chosen again: the permission of the other is given back', async () => {
    await typeResolver(resolver.url);
    await options.click(USE);
    if (name === 'firefox') await at.browser.answer('allow');
    await until('its answer', async () => (await said()).includes('checked DNSSEC'));
    const { origins } = await granted();
    expect(origins).toContain(host);
    expect(origins.filter((one) => one.startsWith('https://'))).toEqual([]);
  });

  it('switched off: permission and consent are given back, and no question leaves', async () => {
    await options.show();
    await options.click(RADIO(1));
    await until('the permission to be gone', async () => !(await granted()).origins.includes(host));
    expect((await granted()).data_collection ?? []).toEqual([]);
    expect((await stored()).lookups).toEqual({ mode: 'none', resolver: resolver.url, trusted: false });
    resolver.forget();
    await openMail();
    await rest();
    expect(resolver.requests()).toBe(0);
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
