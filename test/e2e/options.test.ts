import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail, patternOf } from './in-browser.ts';
import { MARK, markOf, PANEL, sight } from './marks.ts';
import { note, openOptions, pick, SECTION } from './options-page.ts';
import { outFile } from './place.ts';
import { fullView } from './roundcube.ts';

const { webmailUrl } = given();
const RADIO = (nth: number): string => `${SECTION.appearance} label:nth-of-type(${nth}) input[type="radio"]`;
const LANGUAGE = `${SECTION.appearance} select`;
const FILE = `${SECTION.transfer} input[type="file"]`;

inEachBrowser('options', { granted: [patternOf(webmailUrl)] }, (at) => {
  let tab: Tab;
  let options: Tab;
  const [plain, encrypted] = [mailOf('plain'), mailOf('tls13')];

  const stored = (): Promise<any> =>
    at.browser.api(async (api) => (await api.storage.local.get('settings')).settings, []);

  beforeAll(async () => {
    tab = await openWebmail(at.browser);
    await tab.goto(fullView(plain));
    await markOf(tab, plain);
    options = await openOptions(at.browser);
  });

  describe('trusted domains', () => {
    it('expect: an unencrypted mail of that domain alarms, in the open tab, at once', async () => {
      await options.show();
      await options.click(`${SECTION.domains} form input[type="text"]`);
      await options.type('sender.example');
      await options.press('Enter');
      await until('the domain to be listed', () =>
        options.look(`${SECTION.domains} .rows bdi`, (found) => found[0]?.textContent === 'sender.example'),
      );
      await tab.show();
      await until('the alarm', async () => (await sight(tab)).marks[0]?.alarm === true);
      await tab.click(MARK);
      await until('the reason in the panel', () =>
        tab.look(`${PANEL} .expected`, ([found]) => found?.textContent?.trim() !== ''),
      );
      await tab.press('Escape');
      await until('the icon', async () => (await at.browser.iconTitle(tab)).includes('expected'));
    });

    it('an encrypted mail of that domain does not', async () => {
      await tab.goto(fullView(encrypted));
      expect((await markOf(tab, encrypted)).alarm).toBe(false);
    });

    it('an unencrypted mail of another domain does not', async () => {
      const other = mailOf('exim-plain');
      await tab.goto(fullView(other));
      expect(await markOf(tab, other)).toMatchObject({ state: 'open', alarm: false });
    });

    it.each([
      ['no domain', 'not a domain', /domain/i],
      ['nothing but a top level', 'example', /dot/i],
    ])('refused: %s', async (_, typed, words) => {
      await options.show();
      await options.click(`${SECTION.domains} form input[type="text"]`);
      await options.type(typed);
      await options.press('Enter');
      await until('the refusal', () =>
        options.look(`${SECTION.domains} form .refused`, ([found]) => found?.textContent?.trim()),
      );
      const said = await options.look(`${SECTION.domains} form .refused`, ([found]) => found!.textContent);
      expect(said).toMatch(words);
      expect((await stored()).domains).toHaveLength(1);
      await options.reload();
    });

    it('removed: no alarm any more', async () => {
      await options.show();
      await options.click(`${SECTION.domains} .rows button`);
      await until('an empty list', () => options.look(`${SECTION.domains} .rows li`, (found) => found.length === 0));
      await tab.show();
      await tab.goto(fullView(plain));
      expect(await markOf(tab, plain)).toMatchObject({ state: 'open', alarm: false });
    });
  });

  describe('only warnings', () => {
    it('a mail without trouble shows no mark, in the open tab and in one opened later', async () => {
      await tab.goto(fullView(encrypted));
      await markOf(tab, encrypted);
      await options.show();
      await options.click(RADIO(2));
      await until('it to be kept', async () => (await stored()).show === 'warnings');
      await tab.show();
      await until('the mark to go', async () => (await sight(tab)).marks.length === 0);
      await tab.goto(fullView(encrypted));
      // the toolbar icon tells when the verdict is there
      await until('the verdict', async () => (await at.browser.iconTitle(tab)).includes('encrypted'));
      expect((await sight(tab)).marks).toEqual([]);
    });

    it('a warning shows its mark', async () => {
      await tab.goto(fullView(plain));
      expect((await markOf(tab, plain)).state).toBe('open');
    });

    it('always: all are back', async () => {
      await options.show();
      await options.click(RADIO(1));
      await until('it to be kept', async () => (await stored()).show === 'always');
      await tab.show();
      await tab.goto(fullView(encrypted));
      expect((await markOf(tab, encrypted)).state).toBe('closed');
    });
  });

  describe('my provider', () => {
    it('a relay named as its own: “cannot tell” becomes a lock, in the open tab', async () => {
      const mail = mailOf('private-tls');
      await tab.goto(fullView(mail));
      expect((await markOf(tab, mail)).state).toBe('dotted');
      await options.show();
      await options.click(`${SECTION.provider} form:nth-of-type(2) input[type="text"]`);
      await options.type('10.20.30.0/24');
      await options.press('Enter');
      await until('it to be kept', async () => (await stored()).provider.networks.length === 1);
      await tab.show();
      await until('another verdict', async () => {
        const [mark] = (await sight(tab)).marks;
        return mark !== undefined && !['reading', 'dotted'].includes(mark.state) && mark;
      });
      await options.show();
      await options.click(`${SECTION.provider} .chips button`);
      await until('it to be gone', async () => (await stored()).provider.networks.length === 0);
    });
  });

  describe('language', () => {
    it('Japanese: the options, the open mark, the panel and the popup, at once', async () => {
      await tab.goto(fullView(plain));
      const english = await markOf(tab, plain);
      expect(english.language).toBe('en');
      await options.show();
      await pick(options, LANGUAGE, 'ja');
      await until('the options in Japanese', () =>
        options.look('html', ([html]) => (html as HTMLElement).lang === 'ja'),
      );
      expect(await options.look('h1', ([title]) => title!.textContent)).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
      await options.screenshot(outFile('shots', `${at.browser.name} options ja.png`));
      await tab.show();
      const mark = await until('the mark in Japanese', async () => {
        const [mark] = (await sight(tab)).marks;
        return mark?.language === 'ja' && mark;
      });
      expect(mark.label).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
      expect(mark.tooltip).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
      await tab.click(MARK);
      const panel = await until('the panel', () =>
        tab.look(PANEL, ([panel]) => panel?.querySelector('.path') != null && (panel as HTMLElement).innerText),
      );
      expect(panel).toMatch(/[\u3040-\u30ff]/);
      await tab.screenshot(outFile('shots', `${at.browser.name} panel ja.png`));
      await tab.press('Escape');
      const popup = await at.browser.openPopup(tab);
      await until('the popup in Japanese', () =>
        popup.look('.panel .path', ([path]) => path?.closest('[lang="ja"]') != null),
      );
      await popup.screenshot(outFile('shots', `${at.browser.name} popup ja.png`));
      await popup.close();
    });

    it('English again', async () => {
      await options.show();
      await pick(options, LANGUAGE, 'en');
      await until('the options in English', () =>
        options.look('html', ([html]) => (html as HTMLElement).lang === 'en'),
      );
    });
  });

  describe('export and import', () => {
    it('what is exported comes back whole', async () => {
      await options.show();
      await options.click(`${SECTION.domains} form input[type="text"]`);
      await options.type('kept.example');
      await options.press('Enter');
      await until('the domain to be listed', () =>
        options.look(`${SECTION.domains} .rows li`, (found) => found.length === 1),
      );
      const before = await stored();
      await options.click(`${SECTION.transfer} button:nth-of-type(1)`);
      const text = await at.browser.saved();
      expect(JSON.parse(text)).toEqual(before);

      await options.click(`${SECTION.domains} .rows button`);
      await until('an empty list', async () => (await stored()).domains.length === 0);
      const file = outFile(`${at.browser.name} settings.json`);
      writeFileSync(file, text);
      await options.chooseFile(FILE, file);
      await until('the settings to be back', async () => (await stored()).domains.length === 1);
      expect(await stored()).toEqual(before);
      await tab.show();
      await tab.goto(fullView(plain));
      expect((await markOf(tab, plain)).state).toBe('open');
    });

    it.each([
      ['no JSON', '{ "version": 1,'],
      ['another program’s file', '{"name":"other","version":1}'],
      [
        'a pattern for all of the web',
        '{"version":1,"sites":[{"pattern":"*://*/*","webmail":null,"on":true}],"domains":[],"provider":{"names":[],"networks":[],"gateways":[]},"language":"auto","show":"always"}',
      ],
      ['a newer version', '{"version":999}'],
    ])('refused, with nothing lost: %s', async (_, text) => {
      const before = await stored();
      const file = outFile(`${at.browser.name} bad.json`);
      writeFileSync(file, text);
      await options.show();
      await options.reload();
      await until('the options', () => options.look(SECTION.transfer, (found) => found.length === 1));
      await options.chooseFile(FILE, file);
      const said = await note(options, 'transfer');
      expect(said).toMatch(/nothing was changed/i);
      expect(await stored()).toEqual(before);
    });
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
