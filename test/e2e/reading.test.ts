import { beforeAll, describe, expect, it } from 'vitest';
import { until } from './drivers/until.ts';
import type { Tab } from './drivers/browser.ts';
import { INNER_SUBJECT } from './attached-mail.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail, patternOf } from './in-browser.ts';
import { MARK, markOf, PANEL, sight } from './marks.ts';
import { choose, fullView, openList, PREVIEW, shown } from './roundcube.ts';

const { webmailUrl, withAttachedMail } = given();
/** Those that differ in what shows their sender are opened in seal.test.ts. */
const mails = given().mails.filter(({ id }) => !id.startsWith('seal-'));

inEachBrowser('reading', { granted: [patternOf(webmailUrl)] }, (at) => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await openWebmail(at.browser);
  });

  describe('full view', () => {
    it.each(mails.map((mail) => [mail.id, mail] as const))('%s', async (_, mail) => {
      await tab.goto(fullView(mail));
      const mark = await markOf(tab, mail);
      expect(mark.state).toBe(mail.lock);
      expect(mark.label).not.toBe('');
      // a screen reader says what is seen, then the whole sentence
      expect(mark.name).toContain(mark.label);
      expect(mark.name).toContain(mark.tooltip);
      expect(mark.alarm).toBe(false);
      await tab.click(MARK);
      const hops = await until('the panel with the path', () =>
        tab.look(`${PANEL} .path`, ([path]) => path && { count: path.querySelectorAll('.leg:not(.origin)').length }),
      );
      expect(hops.count).toBe(mail.hops);
    });
  });

  it('preview: all mails in turn, the page never loaded anew', async () => {
    await openList(tab);
    await tab.page(() => void ((window as any).untouched = true));
    const frame = tab.frame(PREVIEW);
    const seen: Record<string, string> = {};
    const inbox = mails.filter((mail) => mail.folder === 'INBOX');
    for (const mail of inbox) {
      await choose(tab, mail);
      seen[mail.id] = (await markOf(frame, mail)).state;
    }
    expect(seen).toEqual(Object.fromEntries(inbox.map(({ id, lock }) => [id, lock])));
    expect(await tab.page(() => (window as any).untouched)).toBe(true);
    // the list around the frame shows no mail, so it has no mark
    expect((await sight(tab)).hosts).toBe(0);
  });

  it('the mark stands beside the sender', async () => {
    const mail = mailOf('plain');
    await tab.goto(fullView(mail));
    await markOf(tab, mail);
    const places = await tab.look('hoplock-mark', ([mark]) => {
      const sender = document.querySelector('#message-header .header-summary .adr, #message-header .adr')!;
      const [one, other] = [sender.getBoundingClientRect(), mark!.getBoundingClientRect()];
      return { gap: other.left - one.right, apart: Math.abs(other.top + other.height / 2 - one.top - one.height / 2) };
    });
    expect(places.gap).toBeGreaterThanOrEqual(0);
    expect(places.gap).toBeLessThan(40);
    expect(places.apart).toBeLessThan(10);
  });

  it('a thread: each of its mails has its own mark', async () => {
    await openList(tab);
    const frame = tab.frame(PREVIEW);
    for (const id of ['thread-1', 'thread-2', 'thread-3', 'thread-1']) {
      const mail = mailOf(id);
      await choose(tab, mail);
      expect([id, (await markOf(frame, mail)).state]).toEqual([id, mail.lock]);
    }
  });

  it('the message window', async () => {
    const mail = mailOf('plain');
    await tab.goto(fullView(mail));
    await markOf(tab, mail);
    await tab.click('a.button.more, #toolbar-menu a.more');
    await tab.click('#message-menu a.extwin');
    const window = await at.browser.opened('_extwin=1');
    expect((await markOf(window, mail)).state).toBe('open');
    await window.close();
    await tab.show();
  });

  it('an attached mail, which nobody vouches for', async () => {
    const outer = { uid: withAttachedMail, folder: 'INBOX' } as const;
    await tab.goto(fullView(outer));
    await markOf(tab, outer);
    await tab.click('#attachment-list a');
    const window = await at.browser.opened('_action=get');
    const inside = window.frame('#messagepartframe');
    await until('the attached mail', async () => (await shown(inside)).subject?.includes(INNER_SUBJECT));
    const mark = await until('its mark', async () => {
      const { marks } = await sight(inside);
      return marks.length === 1 && marks[0]!.state !== 'reading' && marks[0]!;
    });
    // its own lines say "encrypted", by the reader's own provider even; whoever attached it wrote them
    expect(mark.state).toBe('dotted');
    await window.close();
    await tab.show();
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
