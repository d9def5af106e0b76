/** What a reader does: allow the extension on the webmail, sign in, open a mail, click its mark. */
import type { Browser, Popup, Tab } from '../test/e2e/drivers/browser.ts';
import { until } from '../test/e2e/drivers/until.ts';
import type { DeliveredMail, Stack } from '../test/stack/stack.ts';

const PREVIEW = '#messagecontframe';
const MARK = 'hoplock-mark >>> button';
const PANEL = 'hoplock-panel >>> .panel';
/** From opening a mail to a mark that no longer says "reading". */
const MARK_MS = 30_000;

/** Adds the webmail on the extension's options page, as "add my own webmail". */
export async function allowWebmail(browser: Browser, url: string): Promise<void> {
  const options = await browser.open(`${browser.extension}/options.html`);
  await options.click('form.add input[inputmode="url"]');
  await options.type(url);
  await options.press('Enter');
  const pattern = `${new URL(url).origin}/*`;
  await until('the webmail to be among the sites', () =>
    browser.api<boolean>(
      async (api, wanted) => {
        const scripts = await api.scripting.getRegisteredContentScripts();
        return scripts.some((script: { matches?: string[] }) => script.matches?.includes(wanted));
      },
      [pattern],
    ),
  );
  await options.close();
}

export async function signIn(browser: Browser, stack: Stack): Promise<Tab> {
  const tab = await browser.open(stack.webmailUrl);
  await tab.click('#rcmloginuser');
  await tab.type(stack.user);
  await tab.click('#rcmloginpwd');
  await tab.type(stack.password);
  await tab.press('Enter');
  await until('the list of mails', () => tab.look('#messagelist tr.message', (rows) => rows.length > 0));
  return tab;
}

/** Shows a folder's list; the marks stand in the frame beside it. */
export async function openFolder(tab: Tab, stack: Stack, folder: string): Promise<void> {
  await tab.goto(`${stack.webmailUrl}?_task=mail&_mbox=${encodeURIComponent(folder)}`);
  await until(`the list of ${folder}`, () => tab.look('#messagelist tr.message', (rows) => rows.length > 0));
}

export interface Mark {
  /** `data-state` of the mark: the lock, or what keeps one from being shown. */
  readonly lock: string;
  /** `data-seal`, once it is no longer being looked up. */
  readonly seal: string;
  /** From the click on the mail's row to the mark; up to one frame (16 ms) too long. */
  readonly milliseconds: number;
  /** Of that, what came after the webmail had first painted the mail. */
  readonly afterPaint: number;
  /** From the click to the seal. */
  readonly toSeal: number;
}

/** Clicks a mail in the list and waits for its mark, lock and seal. */
export async function openMail(tab: Tab, mail: DeliveredMail): Promise<Mark> {
  // Roundcube names a row by its UID in base64, without padding.
  const row = `#rcmrow${Buffer.from(String(mail.uid)).toString('base64').replace(/=+$/, '')}`;
  const frame = tab.frame(PREVIEW);
  await until(`${mail.id} in the list`, () => tab.look(row, (found) => found.length === 1));
  const clicked = Date.now();
  await tab.click(`${row} td.subject`);
  await until(`${mail.id} in the frame`, () =>
    frame.page((uid) => new URLSearchParams(location.search).get('_uid') === uid, String(mail.uid)),
  );
  const seen = await until(`the mark of ${mail.id}`, () =>
    frame.look(
      'html',
      async (_, patience) => {
        const door = (globalThis as any).chrome.dom;
        let lock: { state: string; at: number } | undefined;
        let seal: { seal: string; sealedAt: number } | undefined;
        for (const end = Date.now() + patience; Date.now() < end;) {
          const host = document.querySelector('hoplock-mark');
          const data = host && door.openOrClosedShadowRoot(host)?.querySelector('button')?.dataset;
          if (data && data.state !== 'reading') lock ??= { state: String(data.state), at: Date.now() };
          if (lock && data.seal !== 'pending') seal ??= { seal: String(data.seal), sealedAt: Date.now() };
          const painted = performance.getEntriesByName('first-contentful-paint')[0];
          if (lock && seal && painted) return { ...lock, ...seal, painted: performance.timeOrigin + painted.startTime };
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
        return null;
      },
      MARK_MS,
    ),
  );
  return {
    lock: seen.state,
    seal: seen.seal,
    milliseconds: seen.at - clicked,
    afterPaint: Math.max(0, seen.at - seen.painted),
    toSeal: seen.sealedAt - clicked,
  };
}

/** Opens the panel by a click on the mark; answers how many hops it draws. */
export async function openPanel(tab: Tab): Promise<number> {
  const frame = tab.frame(PREVIEW);
  await frame.click(MARK);
  return until('the panel', () =>
    frame.look(PANEL, ([panel]) =>
      panel?.getAnimations().every(({ playState }) => playState === 'finished')
        ? panel.querySelectorAll('.path li.leg:not(.origin)').length
        : null,
    ),
  );
}

export async function closePanel(tab: Tab): Promise<void> {
  await tab.press('Escape');
  await until('the panel to close', () => tab.frame(PREVIEW).look(PANEL, (found) => found.length === 0));
}

/** Opens the toolbar popup and waits until it shows the mail, in its full size. */
export async function openPopup(browser: Browser, tab: Tab): Promise<Popup> {
  const popup = await browser.openPopup(tab);
  await until('the mail in the popup', () =>
    popup.look('.panel .path', ([path]) => path !== undefined && path.getBoundingClientRect().width <= innerWidth),
  );
  return popup;
}
