import { beforeAll, describe, expect, it } from 'vitest';
import type { Surface, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail, patternOf } from './in-browser.ts';
import { MARK, markOf, PANEL } from './marks.ts';
import { choose, fullView, openList, PREVIEW } from './roundcube.ts';

const { webmailUrl } = given();

/** The panel as it is read, once it stands. */
function panelText(surface: Surface): Promise<string> {
  return until('the panel with the path', () =>
    surface.look(PANEL, ([panel]) => panel?.querySelector('.path') != null && (panel as HTMLElement).innerText),
  );
}

function textAt(surface: Surface, path: string): Promise<string | null> {
  return surface.look(path, ([found]) => (found === undefined ? null : (found as HTMLElement).innerText));
}

const closed = (surface: Surface): Promise<true> =>
  until('the panel to close', () => surface.look('hoplock-panel', (found) => found.length === 0)) as Promise<true>;

/** What has the focus, shadow trees included: its role or name. */
function focused(surface: Surface, path: string): Promise<boolean> {
  return surface.look(path, (found) => {
    const [element] = found;
    const root = element?.getRootNode() as ShadowRoot | Document | undefined;
    return element !== undefined && root?.activeElement === element;
  });
}

inEachBrowser('the panel', { granted: [patternOf(webmailUrl)] }, (at) => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await openWebmail(at.browser);
  });

  describe('says', () => {
    it('an encrypted mail: the sentence, the path, the border, the words that decided', async () => {
      const mail = mailOf('exim-tls');
      await tab.goto(fullView(mail));
      await markOf(tab, mail);
      await tab.click(MARK);
      const text = await panelText(tab);
      expect(text).toContain('Encrypted on the last leg, into box.test');
      expect(text).toContain('mx.box.test');
      const hops = await tab.look(`${PANEL} .leg:not(.origin)`, (found) =>
        found.map((leg) => ({
          attested: leg.getAttribute('data-attested') === 'true',
          border: leg.getAttribute('data-border') === 'true',
          words: leg.querySelector('.decided')?.textContent ?? '',
        })),
      );
      expect(hops.map(({ attested, border }) => ({ attested, border }))).toEqual([
        { attested: true, border: false },
        { attested: true, border: true },
        { attested: false, border: false },
      ]);
      expect(hops[1]!.words).toContain('TLSv1.3');
      const zones = await tab.look(`${PANEL} .zone`, (found) => found.map((zone) => zone.getAttribute('data-kind')));
      expect(zones).toEqual(['attested', 'claimed']);
    });

    it('a forged mail: the forged lines stand below the border, as claims', async () => {
      const mail = mailOf('forged-names');
      await tab.goto(fullView(mail));
      await markOf(tab, mail);
      await tab.click(MARK);
      await panelText(tab);
      const hops = await tab.look(`${PANEL} .leg:not(.origin)`, (found) =>
        found.map((leg) => [leg.getAttribute('data-attested'), leg.getAttribute('data-border')].join(' ')),
      );
      expect(hops).toEqual(['true false', 'true true', 'false false', 'false false']);
      expect(await textAt(tab, `${PANEL} h2`)).toContain('without encryption');
    });
  });

  describe('by mouse', () => {
    it.each([
      ['a second click on the mark', MARK],
      ['its cross', `${PANEL} .close`],
      ['a press outside', 'h2.subject'],
    ])('opens, and closes at %s', async (_, leave) => {
      const mail = mailOf('plain');
      await tab.goto(fullView(mail));
      await markOf(tab, mail);
      await tab.click(MARK);
      await panelText(tab);
      expect((await markOf(tab, mail)).expanded).toBe(true);
      await tab.click(leave);
      await closed(tab);
      expect((await markOf(tab, mail)).expanded).toBe(false);
    });

    it('lies over the page, in the preview frame as well, and in the window', async () => {
      const mail = mailOf('list-tls');
      await openList(tab);
      const frame = tab.frame(PREVIEW);
      await choose(tab, mail);
      await markOf(frame, mail);
      await frame.click(MARK);
      await panelText(frame);
      const lies = await frame.look(PANEL, ([panel]) => {
        const box = panel!.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + 20);
        return {
          host: top?.localName,
          inside: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
        };
      });
      expect(lies).toEqual({ host: 'hoplock-panel', inside: true });
    });
  });

  describe('by keyboard alone', () => {
    it('the mark is reached by Tab, opened by Enter, left by Escape, and has the focus again', async () => {
      const mail = mailOf('plain');
      await tab.goto(fullView(mail));
      await markOf(tab, mail);
      await tab.press('Tab');
      for (let steps = 0; !(await focused(tab, MARK)); steps++) {
        expect(steps).toBeLessThan(80);
        await tab.press('Tab');
      }
      await tab.press('Enter');
      await panelText(tab);
      await until('the panel to have the focus', () => focused(tab, PANEL));
      await tab.press('Tab');
      await until('its first button to have it', () => focused(tab, `${PANEL} .close`));
      await tab.press('Escape');
      await closed(tab);
      await until('the mark to have it again', () => focused(tab, MARK));
      await tab.press('Space');
      await panelText(tab);
      await tab.press('Escape');
      await closed(tab);
    });

    it('the details of a hop open by keyboard, and the webmail’s own keys are not pressed', async () => {
      const mail = mailOf('plain');
      await tab.goto(fullView(mail));
      await markOf(tab, mail);
      await tab.click(MARK);
      await panelText(tab);
      const url = await tab.url();
      const summary = `${PANEL} .leg summary`;
      for (
        let steps = 0;
        !(await tab.look(summary, (all) => all.some((one) => (one.getRootNode() as ShadowRoot).activeElement === one)));
        steps++
      ) {
        expect(steps).toBeLessThan(30);
        await tab.press('Tab');
      }
      await tab.press('Enter');
      expect(
        await until('open details', () => tab.look(`${PANEL} .leg details[open]`, (all) => all.length === 1)),
      ).toBe(true);
      // Roundcube deletes a mail at this key.
      await tab.press('Delete');
      expect(await tab.url()).toBe(url);
      await tab.press('Escape');
      await closed(tab);
    });
  });

  it('copies the report as text, or offers it where the browser refuses', async () => {
    const mail = mailOf('plain');
    await tab.goto(fullView(mail));
    await markOf(tab, mail);
    await tab.click(MARK);
    await panelText(tab);
    await tab.click(`${PANEL} .copy button`);
    // Plain http is no secure context: the browser gives a page there no clipboard.
    const text = await until('the report', () =>
      tab.look(`${PANEL} .copy textarea`, ([area]) => (area as HTMLTextAreaElement | undefined)?.value),
    );
    expect(text).toContain('without encryption');
    expect(text).toContain('by mx.box.test (Postfix)');
  });

  it('offers the toolbar popup, which opens and shows the same mail', async () => {
    const mail = mailOf('plain');
    await tab.goto(fullView(mail));
    await markOf(tab, mail);
    await tab.click(MARK);
    await panelText(tab);
    await tab.click(`${PANEL} footer > button`);
    const popup = await at.browser.popup();
    const text = await until('the mail in the popup', () => textAt(popup, '.panel[data-state="open"]'));
    expect(text).toContain(mail.subject);
    await popup.close();
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
