import { beforeAll, describe, expect, it } from 'vitest';
import type { Audit, Emulation, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail, patternOf } from './in-browser.ts';
import { MARK, markOf, PANEL } from './marks.ts';
import { openOptions, SECTION } from './options-page.ts';
import { outFile } from './place.ts';
import { fullView } from './roundcube.ts';

const { webmailUrl } = given();
const LOCKS = ['tls13', 'tls10', 'plain', 'submission', 'private-tls', 'sent-copy'] as const;

const LOOKS: readonly (readonly [string, Emulation, number])[] = [
  ['light', {}, 1200],
  ['dark', { dark: true }, 1200],
  ['forced colours', { forcedColors: true }, 1200],
  ['360 px', {}, 360],
];

/** axe has looked at something, and found nothing wrong. */
function expectClean({ violations, passes }: Audit): void {
  expect(violations).toEqual([]);
  expect(passes).toBeGreaterThan(2);
}

async function openPanel(tab: Tab): Promise<void> {
  await tab.click(MARK);
  await until('the panel', () => tab.look(`${PANEL} .path`, (found) => found.length === 1));
}

inEachBrowser('access', { granted: [patternOf(webmailUrl)] }, (at, name) => {
  let tab: Tab;
  let options: Tab;
  beforeAll(async () => {
    tab = await openWebmail(at.browser);
    options = await openOptions(at.browser);
    // Something in every list.
    for (const [form, text, row] of [
      [`${SECTION.domains} form`, 'bank.example', `${SECTION.domains} .rows li`],
      [`${SECTION.provider} form:nth-of-type(1)`, 'mail.provider.example', `${SECTION.provider} .chips li`],
    ] as const) {
      await options.click(`${form} input[type="text"]`);
      await options.type(text);
      await options.press('Enter');
      // The list pushes down what is clicked next.
      await until(`${text} to be listed`, () => options.look(row, (found) => found.length === 1));
    }
  });

  describe.each(LOOKS)('%s', (look, emulation, width) => {
    const shot = (what: string): string => outFile('shots', `${name} ${what} ${look}.png`);

    it('mark and panel: no violation', async () => {
      await tab.show();
      await tab.resize(width, 800);
      await tab.emulate(emulation);
      for (const id of LOCKS) {
        const mail = mailOf(id);
        await tab.goto(fullView(mail));
        await markOf(tab, mail);
        expectClean(await tab.axe('hoplock-mark'));
      }
      for (const id of ['exim-tls', 'forged-names', 'private-tls', 'sent-copy'] as const) {
        const mail = mailOf(id);
        await tab.goto(fullView(mail));
        await markOf(tab, mail);
        await openPanel(tab);
        expectClean(await tab.axe('hoplock-panel'));
        const wide = await tab.look(PANEL, ([panel]) => {
          const { left, right } = panel!.getBoundingClientRect();
          return left >= 0 && right <= window.innerWidth;
        });
        expect(wide).toBe(true);
        if (id === 'forged-names') await tab.screenshot(shot('panel'));
      }
    });

    it('options: no violation, no sideways scrolling', async () => {
      await options.show();
      await options.resize(width, 800);
      await options.emulate(emulation);
      expectClean(await options.axe('html'));
      expect(await options.page(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
      await options.screenshot(shot('options'));
    });
  });

  it('popup: no violation, with a mail, without one, without a webmail', async () => {
    await tab.emulate({});
    await tab.resize(1200, 800);
    const mail = mailOf('plain');
    await tab.goto(fullView(mail));
    await markOf(tab, mail);
    for (const [what, show] of [
      ['mail', async () => undefined],
      ['empty', () => tab.goto(`${webmailUrl}?_task=mail&_mbox=INBOX`)],
      ['elsewhere', () => tab.goto('about:blank')],
    ] as const) {
      await show();
      const popup = await at.browser.openPopup(tab);
      await until('the popup', () =>
        popup.look('.panel .path, .notice h2', (found) => found.length > 0 && (document.body.innerText ?? '') !== ''),
      );
      expectClean(await popup.axe('html'));
      await popup.screenshot(outFile('shots', `${name} popup ${what}.png`));
      await popup.close();
    }
  });

  it('options by keyboard alone: a domain added, its rule changed, removed', async () => {
    await options.show();
    await options.resize(1200, 800);
    await options.reload();
    await until('the options', () => options.look(SECTION.transfer, (found) => found.length === 1));
    const go = async (path: string): Promise<void> => {
      for (
        let steps = 0;
        !(await options.look(path, ([one]) => one !== undefined && document.activeElement === one));
        steps++
      ) {
        expect(steps).toBeLessThan(60);
        await options.press('Tab');
      }
    };
    const listed = (): Promise<string[]> =>
      options.look(`${SECTION.domains} .rows bdi`, (found) => found.map((one) => one.textContent ?? ''));
    await go(`${SECTION.domains} form input[type="text"]`);
    await options.type('shop.example');
    await options.press('Enter');
    await until('it to be listed', async () => (await listed()).includes('shop.example'));
    await options.reload();
    await until('it to be listed still', async () => (await listed()).includes('shop.example'));
    const row = `${SECTION.domains} .rows li:nth-of-type(2)`;
    await go(`${row} input[type="checkbox"]`);
    await options.press('Space');
    await until('its subdomains to be left out', () =>
      options.look(`${row} input[type="checkbox"]`, ([box]) => !(box as HTMLInputElement).checked),
    );
    await go(`${row} button`);
    await options.press('Enter');
    await until('it to be gone', async () => !(await listed()).includes('shop.example'));
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
