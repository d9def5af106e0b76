import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import type { Browser, BrowserName, Launch, Tab } from './drivers/browser.ts';
import { launchChromium } from './drivers/chromium.ts';
import { launchFirefox } from './drivers/firefox.ts';
import { until } from './drivers/until.ts';
import { given } from './given.ts';
import { openOptions, sites, typeSite } from './options-page.ts';
import { buildFolder, outFile } from './place.ts';
import { signIn } from './roundcube.ts';

const ALL: readonly BrowserName[] = ['chromium', 'firefox'];
const wanted = process.env['HOPLOCK_E2E_BROWSER'];

/** Both, or the one of `HOPLOCK_E2E_BROWSER`. */
const BROWSERS: readonly BrowserName[] = ALL.filter((name) => wanted === undefined || wanted === name);

export interface InBrowser {
  /** There from the first test on. */
  readonly browser: Browser;
}

async function launch(name: BrowserName, options: Omit<Launch, 'build'> = {}): Promise<Browser> {
  const start = name === 'chromium' ? launchChromium : launchFirefox;
  const browser = await start({ build: buildFolder(name), ...options });
  // Once installed, the extension opens its options. Left alone, they would come before whatever a test is looking at.
  // Chromium with a permission given beforehand was installed in an earlier start.
  const installed = name === 'firefox' || options.granted === undefined;
  // Not closed: it may have come in place of the browser's only tab.
  if (installed) await (await browser.opened('/options.html')).goto('about:blank');
  return browser;
}

/** What browsers write into the log although nothing is wrong. */
const HARMLESS: readonly RegExp[] = [
  // Chromium tells of the icon of a tab that was closed meanwhile, though the failure is caught.
  /Unchecked runtime\.lastError: No tab with id/,
  // A page was left, or a background stopped, while something was on its way to it: the answer has nobody to go to.
  /The page keeping the extension port is moved into back\/forward cache/,
  /Promise (?:rejected|resolved) after context unloaded/,
  /WebExtension context not found! resource:\/\/gre\//,
  // What a test has the server refuse.
  /Failed to load resource/,
];

/** Errors of the extension since the last call. */
export async function errorsOf(browser: Browser): Promise<readonly string[]> {
  return (await browser.errors()).filter((text) => !HARMLESS.some((one) => one.test(text)));
}

/** Match pattern of an address's host, as the extension makes it. */
export function patternOf(url: string): string {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}/*`;
}

/**
 * Declares tests in each browser, with one browser for all of them. When one fails, its tabs are photographed and the HTML of
 * each is kept in OUT.
 */
export function inEachBrowser(
  title: string,
  options: Omit<Launch, 'build'> | ((name: BrowserName) => Omit<Launch, 'build'>),
  declare: (at: InBrowser, name: BrowserName) => void,
): void {
  describe.each(BROWSERS)(`${title} (%s)`, (name) => {
    let browser: Browser;
    const at: InBrowser = {
      get browser() {
        return browser;
      },
    };
    beforeAll(async () => {
      browser = await launch(name, typeof options === 'function' ? options(name) : options);
    });
    afterAll(async () => browser?.close());
    beforeEach((context) => {
      context.onTestFailed(() => keepSight(browser, `${title} ${context.task.name}`));
    });
    declare(at, name);
  });
}

async function keepSight(browser: Browser, title: string): Promise<void> {
  for (const [index, tab] of browser.tabs().entries()) {
    const base = `${title} ${browser.name} ${index}`;
    try {
      await tab.screenshot(outFile('failed', `${base}.png`));
      const html = await tab.look('html', (found) => {
        const frames = Array.from(document.querySelectorAll('iframe'), (frame) => {
          try {
            return `\n\n<!-- ${frame.contentDocument?.location.href} -->\n${frame.contentDocument?.documentElement.outerHTML}`;
          } catch {
            return '';
          }
        });
        return `<!-- ${location.href} -->\n${found[0]?.outerHTML ?? ''}${frames.join('')}`;
      });
      writeFileSync(outFile('failed', `${base}.html`), html);
    } catch {
      // A tab that is just going away: the others are still worth keeping.
    }
  }
}

/** Adds a site in the options, by hand. Where the browser has already allowed it, it asks nothing. */
export async function addSite(browser: Browser, url: string): Promise<void> {
  const options = await openOptions(browser);
  await typeSite(options, url);
  const { host } = new URL(url);
  await until(`${url} to be listed`, async () => (await sites(options)).some((site) => site.host === host && site.on));
  await options.close();
}

/** A tab with Roundcube signed in and Hoplock on. */
export async function openWebmail(browser: Browser, url: string = given().webmailUrl): Promise<Tab> {
  await addSite(browser, url);
  const tab = await browser.open('about:blank');
  await signIn(tab, url);
  return tab;
}
