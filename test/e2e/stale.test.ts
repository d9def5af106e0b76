import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Surface, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail } from './in-browser.ts';
import { markOf, sight } from './marks.ts';
import { openProxy, type Proxy } from './proxy.ts';
import { choose, fullView, openList, PREVIEW } from './roundcube.ts';

/** A request for the source of a mail, by any of the adapter's routes. */
const sourceOf = (mail: { readonly uid: number }) => (path: string) =>
  path.includes('_action=viewsource') && path.includes(`_uid=${mail.uid}&`);
const anySource = (path: string): boolean => path.includes('_action=viewsource');

const page = (body: string): string =>
  `<!doctype html><html><head><title>Webmail</title></head><body>${body}</body></html>`;

/** The source is asked for before the mail is to be seen; its mark stands soon after, alone and without a verdict. */
const untilReading = (surface: Surface): Promise<unknown> =>
  until('one mark without a verdict', async () => {
    const { marks } = await sight(surface);
    return marks.length === 1 && marks[0]?.state === 'reading';
  });

let proxy: Proxy;
beforeAll(async () => {
  proxy = await openProxy(given().webmailUrl);
});
afterAll(() => proxy?.close());
beforeEach(() => proxy.forget());

inEachBrowser('a slow and faulty webmail', { granted: ['http://localhost/*'] }, (at) => {
  let tab: Tab;
  const encrypted = mailOf('tls13');
  const plain = mailOf('plain');
  const house = mailOf('submission');

  beforeAll(async () => {
    tab = await openWebmail(at.browser, proxy.url);
  });

  it('a source that comes late does not mark the mail that came after', async () => {
    await openList(tab, 'INBOX', proxy.url);
    const frame = tab.frame(PREVIEW);
    const slow = proxy.hold(sourceOf(encrypted));
    await choose(tab, encrypted);
    await until('the source to be asked for', () => slow.held() > 0);
    await untilReading(frame);
    await choose(tab, plain);
    expect((await markOf(frame, plain)).state).toBe('open');
    slow.release();
    // Were the late answer believed, it would be drawn before that of a mail opened after it.
    await choose(tab, house);
    expect((await markOf(frame, house)).state).toBe('house');
    await choose(tab, plain);
    expect((await markOf(frame, plain)).state).toBe('open');
  });

  it('mails in quick turn: at no moment does a mark belong to another mail', async () => {
    await openList(tab, 'INBOX', proxy.url);
    const frame = tab.frame(PREVIEW);
    // Many different ones: the same mail twice within half a second is a double click, which opens the full view.
    const mails = given()
      .mails.filter(({ folder }) => folder === 'INBOX')
      .slice(0, 14);
    const lockOf = new Map(mails.map(({ uid, lock }) => [String(uid), lock as string]));
    const turns = [...mails, ...mails];
    const wrong: string[] = [];
    const look = async (): Promise<void> => {
      const seen = await sight(frame).catch(() => null);
      for (const { state } of seen?.marks ?? []) {
        if (state !== 'reading' && state !== lockOf.get(seen!.uid ?? '')) wrong.push(`${state} at ${seen!.uid}`);
      }
    };
    for (const mail of turns) {
      await choose(tab, mail);
      await look();
      await look();
    }
    expect((await markOf(frame, mails.at(-1)!)).state).toBe(mails.at(-1)!.lock);
    expect(wrong).toEqual([]);
  });

  it('the page that shows another mail in the same place: the source of the first is not believed', async () => {
    await tab.goto(fullView(encrypted, proxy.url));
    await markOf(tab, encrypted);
    const slow = proxy.hold(sourceOf(plain));
    // A webmail that swaps the mail without a new document.
    await tab.page((to) => history.pushState(null, '', to), `/?_task=mail&_action=show&_uid=${plain.uid}&_mbox=INBOX`);
    await tab.page(() => document.querySelector('#message-header')!.classList.toggle('changed'));
    await until('the other source to be asked for', () => slow.held() > 0);
    await tab.page((to) => history.pushState(null, '', to), `/?_task=mail&_action=show&_uid=${house.uid}&_mbox=INBOX`);
    await tab.page(() => document.querySelector('#message-header')!.classList.toggle('changed'));
    expect((await markOf(tab, house)).state).toBe('house');
    slow.release();
    await until('the held answer to have gone out', () => proxy.seen.filter(anySource).length > 0);
    expect((await markOf(tab, house)).state).toBe('house');
  });

  it('an address that changes while the source is on its way: the answer is not believed for the mail it now names', async () => {
    const slow = proxy.hold(sourceOf(encrypted));
    await tab.goto(fullView(encrypted, proxy.url));
    await until('the source to be asked for', () => slow.held() > 0);
    await untilReading(tab);
    // nothing in the page itself changes
    await tab.page((to) => history.pushState(null, '', to), `/?_task=mail&_action=show&_uid=${plain.uid}&_mbox=INBOX`);
    slow.release();
    expect((await markOf(tab, plain)).state).toBe('open');
  });

  describe('instead of the source comes', () => {
    it.each([
      [
        'a login page',
        { status: 200, type: 'text/html', body: page('<form><input id="rcmloginuser" name="_user"></form>') },
        /sign/i,
      ],
      ['an error page', { status: 200, type: 'text/html', body: page('<h1>Out of order</h1>') }, /./],
      ['a server error', { status: 500, type: 'text/html', body: page('<h1>Internal Server Error</h1>') }, /./],
      ['nothing', { status: 200, type: 'text/plain', body: '' }, /./],
      ['“not found”', { status: 404, type: 'text/html', body: page('<h1>Not found</h1>') }, /./],
      [
        'a text that is no mail',
        { status: 200, type: 'text/plain', body: 'with ESMTPS (using TLSv1.3) by mx.box.test\n\nhello' },
        /./,
      ],
    ])('%s', async (_, answer, words) => {
      proxy.rule({ fits: anySource, answer });
      await tab.goto(fullView(encrypted, proxy.url));
      const mark = await markOf(tab, encrypted);
      expect(mark.state).toBe('unreadable');
      expect(mark.tooltip).toMatch(words);
      expect(mark.tooltip).not.toMatch(/_|\$|undefined/);
    });

    it('after that, the next mail is read as usual', async () => {
      await tab.goto(fullView(encrypted, proxy.url));
      expect((await markOf(tab, encrypted)).state).toBe('closed');
    });
  });

  it('the exact source fails: the one that the webmail shows is read instead', async () => {
    proxy.rule({
      fits: (path) => anySource(path) && path.includes('_save=1'),
      answer: { status: 403, type: 'text/html', body: page('') },
    });
    await tab.goto(fullView(plain, proxy.url));
    expect((await markOf(tab, plain)).state).toBe('open');
    expect(proxy.seen.filter(anySource).length).toBe(2);
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
