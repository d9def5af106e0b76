/** A reader with Roundcube before him, who opens mails in the list's preview frame. */
import { setTimeout as pause } from 'node:timers/promises';
import { allowWebmail, signIn } from '../scripts/demo-browser.ts';
import { askResolver } from '../test/e2e/ask-resolver.ts';
import type { Browser, BrowserName, Surface, Tab } from '../test/e2e/drivers/browser.ts';
import { launchChromium, pageOf } from '../test/e2e/drivers/chromium.ts';
import { launchFirefox, windowOf } from '../test/e2e/drivers/firefox.ts';
import { until } from '../test/e2e/drivers/until.ts';
import { markOf } from '../test/e2e/marks.ts';
import { buildFolder } from '../test/e2e/place.ts';
import { PREVIEW, choose, openList } from '../test/e2e/roundcube.ts';
import type { DeliveredMail, Stack } from '../test/stack/stack.ts';

/** Nothing is asked of the page for so long after a click: questions of ours would run on the thread that is measured, ms. */
const UNDISTURBED = 1_500;
/** The header of a mail in Roundcube's elastic skin. */
const HEADER = '#message-header';
/** Marks of the bench's own: the header is in the document; the first frame after that begins. */
const STOOD = 'bench:header';
const FRAMED = 'bench:frame';

/** How a mail came to be seen, whoever else is there; ms from the start of the frame's document. */
export interface Showing {
  /** The first octet of the document came. */
  readonly begun: number;
  /** The mail's header was in the document. */
  readonly header: number;
  /** The header was painted: the first paint of the frame, or the first frame with the header, whichever is later. */
  readonly painted: number;
}

/** Times of one opening. */
export interface Times extends Showing {
  /** Hoplock's own marks; see lib/webmail/engine/timing.ts. */
  readonly asked: number;
  readonly found: number;
  readonly placed: number;
  readonly fetched: number;
  readonly shown: number;
  /** The webmail's answer to the request for the source: request sent to first octet, ms; null without a request. */
  readonly answer: number | null;
}

export interface Reader {
  readonly browser: Browser;
  readonly tab: Tab;
  readonly frame: Surface;
  /** An empty preview frame, as before the first mail. */
  empty(): Promise<void>;
  /** Opens a mail by a click in the list and leaves the page alone for two seconds. */
  open(mail: DeliveredMail): Promise<void>;
  /** How the mail that was opened last came to be seen. */
  showing(): Promise<Showing>;
  /** Waits for the right mark, then reads the times of the mail that was opened last. Throws if the mark is wrong. */
  times(mail: DeliveredMail): Promise<Times>;
  close(): Promise<void>;
}

/**
 * A browser with the list of mails; with Hoplock switched on for the webmail, or installed and of no effect there; asking the
 * stack's resolver, or nobody.
 */
export async function reader(name: BrowserName, stack: Stack, on = true, lookups = false): Promise<Reader> {
  const launch = name === 'chromium' ? launchChromium : launchFirefox;
  // Firefox's extension takes a site up as soon as it is granted.
  const hosts = [...(on ? [stack.webmailUrl] : []), ...(lookups ? [stack.resolver] : [])];
  const granted = on ? { granted: hosts.map((url) => `${new URL(url).origin}/*`) } : {};
  const browser = await launch({ build: buildFolder(name), ...granted });
  try {
    if (on) await allowWebmail(browser, stack.webmailUrl);
    if (lookups) await askResolver(browser, stack.resolver, stack.sealers);
    const tab = await signIn(browser, stack);
    const frame = tab.frame(PREVIEW);
    const answer = await (name === 'chromium' ? listenInChromium(tab) : listenInFirefox(browser, tab));
    await openList(tab, 'INBOX', stack.webmailUrl);
    const painted = async (): Promise<Showing | null> => {
      const read = await frame.page(
        (stood, framed) => {
          const at = (name: string) => performance.getEntriesByName(name)[0]?.startTime ?? -1;
          const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
          const [first] = performance.getEntriesByName('first-contentful-paint') as PaintEntry[];
          return {
            begun: page?.responseStart ?? -1,
            header: at(stood),
            framed: at(framed),
            first: first?.paintTime ?? first?.startTime ?? -1,
          };
        },
        STOOD,
        FRAMED,
      );
      const { begun, header, framed, first } = read;
      return Math.min(begun, header, framed, first) < 0 ? null : { begun, header, painted: Math.max(framed, first) };
    };
    const showing = (): Promise<Showing> => until('a painted mail', painted);
    return {
      browser,
      tab,
      frame,
      async empty() {
        await tab.page((selector) => {
          const frame = document.querySelector<HTMLIFrameElement>(selector);
          frame?.contentWindow?.location.replace('about:blank');
        }, PREVIEW);
        await until('an empty frame', () => frame.page((header) => document.querySelector(header) === null, HEADER));
      },
      async open(mail) {
        await choose(tab, mail);
        await pause(UNDISTURBED);
      },
      showing,
      async times(mail) {
        const mark = await markOf(frame, mail);
        if (mark.state !== mail.lock) throw new Error(`${mail.id} shows ${mark.state}, not ${mail.lock}`);
        const steps = await frame.page(() => {
          const at = (name: string) => performance.getEntriesByName(`hoplock:${name}`).at(-1)?.startTime ?? -1;
          return {
            asked: at('asked'),
            found: at('found'),
            placed: at('placed'),
            fetched: at('fetched'),
            shown: at('shown'),
          };
        });
        if (steps.shown < 0) throw new Error(`${mail.id}: times are missing: ${JSON.stringify(steps)}`);
        return { ...(await showing()), ...steps, answer: await answer(mail.uid) };
      },
      close: () => browser.close(),
    };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/** Chromium tells when the page's own thread had painted; `startTime` is when the picture stood on the screen, frames later. */
interface PaintEntry extends PerformanceEntry {
  readonly paintTime?: number;
}

type Answer = (uid: number) => Promise<number | null>;

const isSourceOf = (url: string, uid: number): boolean =>
  url.includes('_action=viewsource') && url.includes(`_uid=${uid}&`);

/** Marks the moment when the header is there, in every document, and hears of every answer: pages see none of a script's. */
async function listenInChromium(tab: Tab): Promise<Answer> {
  const page = pageOf(tab);
  await page.evaluateOnNewDocument(
    (header, stood, framed) => {
      new MutationObserver((_, observer) => {
        if (document.querySelector(header) === null) return;
        observer.disconnect();
        performance.mark(stood);
        requestAnimationFrame(() => performance.mark(framed));
      }).observe(document, { childList: true, subtree: true });
    },
    HEADER,
    STOOD,
    FRAMED,
  );
  const answers: { url: string; milliseconds: number }[] = [];
  page.on('response', (response) => {
    const timing = response.timing();
    if (timing) answers.push({ url: response.url(), milliseconds: timing.receiveHeadersEnd - timing.sendStart });
  });
  return async (uid) => answers.findLast(({ url }) => isSourceOf(url, uid))?.milliseconds ?? null;
}

/** The same from a script of the browser's own that sees each document before the page's scripts do. */
async function listenInFirefox(browser: Browser, tab: Tab): Promise<Answer> {
  await tab.show();
  await windowOf(browser)(
    (header: string, stood: string, framed: string) => {
      const { Services } = globalThis as any;
      const script = `addEventListener('DOMWindowCreated', ({ target: document }) => {
        const view = document.defaultView;
        new view.MutationObserver((_, observer) => {
          if (document.querySelector(${JSON.stringify(header)}) === null) return;
          observer.disconnect();
          view.performance.mark(${JSON.stringify(stood)});
          view.requestAnimationFrame(() => view.performance.mark(${JSON.stringify(framed)}));
        }).observe(document, { childList: true, subtree: true });
      }, true);`;
      const { selectedBrowser } = Services.wm.getMostRecentWindow('navigator:browser').gBrowser;
      selectedBrowser.messageManager.loadFrameScript(
        `data:application/javascript;charset=utf-8,${encodeURIComponent(script)}`,
        true,
      );
    },
    HEADER,
    STOOD,
    FRAMED,
  );
  return (uid) =>
    tab.frame(PREVIEW).page((uid) => {
      const requests = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const last = requests.findLast(
        ({ name }) => name.includes('_action=viewsource') && name.includes(`_uid=${uid}&`),
      );
      return last === undefined ? null : last.responseStart - last.requestStart;
    }, uid);
}
