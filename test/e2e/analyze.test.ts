import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Emulation, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { errorsOf, inEachBrowser } from './in-browser.ts';
import { outFile } from './place.ts';

const FILE = 'input[type="file"]';
const TEXT = 'textarea';
const DO = 'main > section:nth-of-type(1) form button';
const SAMPLE = (nth: number): string => `.samples li:nth-of-type(${nth}) button`;
const RECEIVER = 'main > section:nth-of-type(2) select';
const RESULT = '.result';

/** Signed by nobody, come over TLS into Gmail: what the receiver's own lines say counts only for that receiver. */
const GMAIL = [
  'Received: from out.far.example (out.far.example. [203.0.113.9])',
  '        by mx.google.com with ESMTPS id a1-1.2026.11.24.02.23.00',
  '        for <kim@gmail.com>',
  '        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);',
  '        Tue, 24 Nov 2026 02:23:00 -0800 (PST)',
  'From: Noor <noor@far.example>',
  'To: kim@gmail.com',
  'Subject: Tea',
  'Date: Tue, 24 Nov 2026 10:22:00 +0000',
  '',
  'At five.',
  '',
].join('\r\n');

const LOOKS: readonly (readonly [string, Emulation, number])[] = [
  ['light', {}, 1200],
  ['dark', { dark: true }, 1200],
  ['forced colours', { forcedColors: true }, 1200],
  ['360 px', {}, 360],
];

inEachBrowser('analyze', {}, (at, name) => {
  let page: Tab;
  /** The states of both marks in the panel, once the result stands. */
  const panelText = (): Promise<string> =>
    until('the result', () =>
      page.look(
        `${RESULT} .panel`,
        ([panel]) => panel?.querySelector('.path') != null && (panel as HTMLElement).innerText,
      ),
    );
  const condition = (): Promise<string> =>
    until('the condition', () => page.look('.if', ([found]) => found?.textContent ?? ''));

  beforeAll(async () => {
    page = await at.browser.open(`${at.browser.extension}/analyze.html`);
    await until('the page', () => page.look(RECEIVER, (found) => found.length === 1));
  });

  describe('the samples, without a connection', () => {
    it.each([
      [1, 'garden.example', /From garden\.example/],
      [2, 'mailer.example', /mailer\.example/],
      [3, 'harbour-bank.example', /harbour-bank\.example/],
    ])('%i', async (nth, domain, words) => {
      await page.click(SAMPLE(nth));
      await until(`the sample of ${domain}`, async () => (await panelText()).includes(domain));
      expect(await panelText()).toMatch(words);
      expect(await condition()).toContain('reader.example');
      await page.screenshot(outFile('shots', `${name} analyze sample ${nth}.png`));
    });
  });

  it('a file: chosen, received by nobody, then by Gmail', async () => {
    const file = outFile('tea.eml');
    writeFileSync(file, GMAIL);
    await page.reload();
    await until('the page', () => page.look(RECEIVER, (found) => found.length === 1));
    await page.screenshot(outFile('shots', `${name} analyze empty.png`));
    await page.chooseFile(FILE, file);
    await until('the mail', async () => (await panelText()).includes('noor@far.example'));
    expect(await condition()).toContain('Nobody vouches');
    expect(await page.look('.panel', ([panel]) => panel!.getAttribute('data-state'))).toBe('dotted');
    await page.look(RECEIVER, ([select]) => (select as HTMLElement).focus());
    await page.press('g');
    await until('Gmail to be chosen', async () => (await condition()).includes('Gmail'));
    await until('the lock', () => page.look('.panel', ([panel]) => panel?.getAttribute('data-state') === 'closed'));
  });

  it('headers alone, pasted', async () => {
    await page.reload();
    await until('the page', () => page.look(RECEIVER, (found) => found.length === 1));
    await page.click(TEXT);
    await page.look(
      TEXT,
      ([field], text) => {
        const area = field as HTMLTextAreaElement;
        area.value = text;
        area.dispatchEvent(new Event('input', { bubbles: true }));
      },
      GMAIL.split('\r\n\r\n')[0] ?? '',
    );
    await page.click(DO);
    await until('the mail', async () => (await panelText()).includes('noor@far.example'));
  });

  it('what is no mail: said with a code and the next step', async () => {
    const file = outFile('page.eml');
    writeFileSync(file, '<!doctype html><p>Sign in');
    await page.chooseFile(FILE, file);
    await until('the refusal', () =>
      page.look(`${RESULT} .refused`, ([found]) => found?.textContent?.includes('analyze-no-mail')),
    );
    expect(await page.look(`${RESULT} .panel`, (found) => found.length)).toBe(0);
  });

  it('"this verdict is wrong" saves a file that holds the verdict and no address', async () => {
    await page.click(SAMPLE(3));
    await panelText();
    await page.click('.wrong summary');
    const saved = at.browser.saved();
    await page.click('.wrong button');
    const text = await saved;
    const report = JSON.parse(text) as { verdict: { seal: string }; faithful: boolean };
    expect(report).toMatchObject({ verdict: { seal: 'broken' }, faithful: true });
    expect(text).not.toMatch(/service@|kim@/);
  });

  describe.each(LOOKS)('%s', (look, emulation, width) => {
    it('no violation, no sideways scrolling', async () => {
      await page.resize(width, 900);
      await page.emulate(emulation);
      await page.click(SAMPLE(1));
      await panelText();
      const { violations, passes } = await page.axe('html');
      expect(violations).toEqual([]);
      expect(passes).toBeGreaterThan(2);
      expect(await page.page(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await page.screenshot(outFile('shots', `${name} analyze ${look}.png`));
    });
  });

  it('in Japanese', async () => {
    await page.emulate({});
    await page.resize(1200, 900);
    await at.browser.api(async (api) => {
      const { settings } = await api.storage.local.get('settings');
      const fresh = {
        version: 1,
        sites: [],
        domains: [],
        provider: { names: [], networks: [], gateways: [] },
        show: 'always',
      };
      await api.storage.local.set({ settings: { ...fresh, ...settings, language: 'ja' } });
    }, []);
    await until('the page in Japanese', () => page.look('html', ([html]) => (html as HTMLElement).lang === 'ja'));
    await page.click(SAMPLE(2));
    await until('the verdict in Japanese', async () => /[\u3040-\u30ff]/.test(await panelText()));
    await page.screenshot(outFile('shots', `${name} analyze ja.png`));
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
