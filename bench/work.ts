import type { Browser, Tab } from '../test/e2e/drivers/browser.ts';
import type { Work } from './tasks.ts';
import { traceInChromium } from './work-chromium.ts';
import { profileInFirefox } from './work-firefox.ts';

/** Runs `open` and tells what the main thread of the tab's page did meanwhile. */
export function workDuring(browser: Browser, tab: Tab, open: () => Promise<void>): Promise<Work> {
  return browser.name === 'chromium' ? traceInChromium(browser, tab, open) : profileInFirefox(browser, open);
}
