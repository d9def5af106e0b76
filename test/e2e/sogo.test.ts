import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { READER } from '../stack/network.ts';
import { GROUPWARE_URL } from '../stack/sogo-front.ts';
import { startSogo } from '../stack/sogo.ts';
import type { DeliveredMail } from '../stack/stack.ts';
import type { Browser, Surface, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { askResolver } from './ask-resolver.ts';
import { given, mailOf } from './given.ts';
import { addSite, errorsOf, inEachBrowser, patternOf } from './in-browser.ts';
import { MARK, PANEL, sight, type SeenMark } from './marks.ts';

/** For opening all mails of the table, one after the other, on a machine that has much else to do. */
const ALL_MS = 400_000;

const ADDRESS = '#detailView [ng-bind="::viewer.message.from[0].email"]';

/** Locks of each kind; a body in raw octets beyond ASCII; another folder. */
const MAILS = ['tls13', 'plain', 'name-japanese', 'forged-tls', 'sent-copy', 'tls12'];

const { mails, resolver, sealers } = given();

let stop: (() => Promise<void>) | null = null;
beforeAll(async () => {
  ({ stop } = await startSogo());
});
afterAll(async () => stop?.());

async function openSogo(browser: Browser): Promise<Tab> {
  await addSite(browser, GROUPWARE_URL);
  const tab = await browser.open(GROUPWARE_URL);
  // As its form does. AngularJS puts the form's fields in their places when it likes, and what was typed before is lost.
  await until('SOGo to take the password', () =>
    tab.page(
      async (userName, password) => {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify({ userName, password, rememberLogin: 0 });
        return (await fetch('/SOGo/connect', { method: 'POST', headers, body })).ok;
      },
      READER.user,
      READER.password,
    ),
  );
  await tab.goto(`${GROUPWARE_URL}so/${READER.user}/Mail/view`);
  await until('the list of mails', () => tab.look('[ui-view="mailbox"] md-list-item', (rows) => rows.length > 0));
  return tab;
}

/** As a link on the page leads there: the page is not loaded anew. */
async function choose(tab: Tab, { folder, uid }: DeliveredMail): Promise<void> {
  await tab.page((hash) => void (location.hash = hash), `#!/Mail/0/${folder}/${uid}`);
}

/** As the webmail shows it: one encoded word (RFC 2047), or none. */
function subjectOf({ subject }: DeliveredMail): string {
  const word = /^=\?UTF-8\?B\?(.*)\?=$/.exec(subject)?.[1];
  return word === undefined ? subject : Buffer.from(word, 'base64').toString('utf8');
}

async function markOf(surface: Surface, mail: DeliveredMail): Promise<SeenMark> {
  const { folder, uid } = mail;
  const subject = subjectOf(mail);
  return until(`the mark of ${subject}`, async () => {
    const [hash, heading] = await surface.look('#detailView h5', ([one]) => [location.hash, one?.textContent ?? '']);
    // a mailing list puts its name before
    if (hash !== `#!/Mail/0/${folder}/${uid}` || !heading?.endsWith(subject)) return null;
    const { marks } = await sight(surface);
    const [mark] = marks;
    return marks.length === 1 && mark!.state !== 'reading' && mark!.seal !== 'pending' && mark!;
  });
}

inEachBrowser('SOGo', { granted: [patternOf(GROUPWARE_URL), patternOf(resolver)] }, (at) => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await openSogo(at.browser);
  });

  it('mails in turn, the page never loaded anew', async () => {
    await tab.page(() => void ((window as any).untouched = true));
    const seen: Record<string, string> = {};
    for (const id of MAILS) {
      await choose(tab, mailOf(id));
      seen[id] = (await markOf(tab, mailOf(id))).state;
    }
    expect(seen).toEqual(Object.fromEntries(MAILS.map((id) => [id, mailOf(id).lock])));
    expect(await tab.page(() => (window as any).untouched)).toBe(true);
  });

  it('back through the history: the mark is that of the mail shown', async () => {
    await choose(tab, mailOf('plain'));
    await markOf(tab, mailOf('plain'));
    await choose(tab, mailOf('tls13'));
    await markOf(tab, mailOf('tls13'));
    await tab.page(() => history.back());
    expect((await markOf(tab, mailOf('plain'))).state).toBe(mailOf('plain').lock);
  });

  it('the source is the mail as it lies in the mailbox, with octets beyond ASCII', async () => {
    const { uid } = mailOf('name-japanese-raw');
    const answer = await tab.page(async (path) => {
      const octets = new Uint8Array(await (await fetch(path)).arrayBuffer());
      return new TextDecoder('utf-8', { fatal: true }).decode(octets);
    }, `/SOGo/so/${READER.user}/Mail/0/folderINBOX/${uid}`);
    expect(answer).toContain('From: 日本語 花子 <hanako@sender.example>');
  });

  it('stands beside the sender, and its panel opens', async () => {
    const mail = mailOf('tls13');
    await choose(tab, mail);
    await markOf(tab, mail);
    // on the sender's line, or on the next one where the pane is too narrow for both
    const lines = await tab.look(
      'hoplock-mark',
      ([mark], path) => {
        const [sender, own] = [document.querySelector(path)!, mark!].map((one) => one.getBoundingClientRect());
        return { below: (own!.top + own!.bottom - sender!.top - sender!.bottom) / 2, after: own!.left - sender!.right };
      },
      ADDRESS,
    );
    expect(lines.below).toBeGreaterThan(-10);
    expect(lines.below).toBeLessThan(30);
    expect(lines.after).toBeLessThan(40);
    await tab.click(MARK);
    const hops = await until('the panel with the path', () =>
      tab.look(`${PANEL} .path`, ([path]) => path && { count: path.querySelectorAll('.leg:not(.origin)').length }),
    );
    expect(hops.count).toBe(mail.hops);
    await tab.press('Escape');
  });

  it('the window of one mail', async () => {
    const mail = mailOf('plain');
    await choose(tab, mail);
    await markOf(tab, mail);
    await tab.click('button[ng-click="viewer.openInPopup()"]');
    const window = await at.browser.opened('UIxMailPopupView');
    expect((await markOf(window, mail)).state).toBe(mail.lock);
    await window.close();
    await tab.show();
  });

  it('the list alone has no mark', async () => {
    await tab.page(() => void (location.hash = '#!/Mail/0/INBOX'));
    await until('no mark', async () => (await sight(tab)).hosts === 0);
  });

  it('by DNS, each mail has its lock and its seal', { timeout: ALL_MS }, async () => {
    await askResolver(at.browser, resolver, sealers);
    await tab.show();
    const seen: Record<string, string> = {};
    for (const mail of mails) {
      await choose(tab, mail);
      const { state, seal } = await markOf(tab, mail);
      seen[mail.id] = `${state} ${seal}`;
    }
    expect(seen).toEqual(Object.fromEntries(mails.map(({ id, lock, seal }) => [id, `${lock} ${seal}`])));
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
