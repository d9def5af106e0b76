import type { Browser, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';

/** The sections of the options, in their order on the page. */
export const SECTION = {
  sites: 'main > section:nth-of-type(1)',
  domains: 'main > section:nth-of-type(2)',
  provider: 'main > section:nth-of-type(3)',
  lookups: 'main > section:nth-of-type(4)',
  companion: 'main > section:nth-of-type(5)',
  left: 'main > section:nth-of-type(6)',
  appearance: 'main > section:nth-of-type(7)',
  transfer: 'main > section:nth-of-type(8)',
} as const;

export async function openOptions(browser: Browser): Promise<Tab> {
  const tab = await browser.open(`${browser.extension}/options.html`);
  await until('the options', () => tab.look(SECTION.transfer, (found) => found.length === 1));
  return tab;
}

export interface ListedSite {
  readonly host: string;
  readonly on: boolean;
}

/** The sites that the reader added, without scheme; each with whether it is on. */
export async function sites(options: Tab): Promise<ListedSite[]> {
  return (await listed(options)).filter(({ builtIn }) => !builtIn).map(({ host, on }) => ({ host, on }));
}

/** Those that are listed from the start. */
export async function builtInSites(options: Tab): Promise<ListedSite[]> {
  return (await listed(options)).filter(({ builtIn }) => builtIn).map(({ host, on }) => ({ host, on }));
}

function listed(options: Tab): Promise<(ListedSite & { builtIn: boolean })[]> {
  return options.look(`${SECTION.sites} .rows li`, (rows) =>
    rows.map((row) => ({
      host: (row.querySelector('bdi')?.textContent ?? '').replace('http://', ''),
      on: row.querySelector('input')!.checked,
      builtIn: row.querySelector('button') === null,
    })),
  );
}

/** Types an address into "add your webmail" and presses Enter; the browser may ask now. */
export async function typeSite(options: Tab, url: string): Promise<void> {
  await options.click(`${SECTION.sites} form input`);
  await options.type(url);
  await options.press('Enter');
}

/** What the last change of a section said: "Saved", or why not. */
export async function note(options: Tab, section: keyof typeof SECTION): Promise<string> {
  return until(`a note in ${section}`, () =>
    options.look(`${SECTION[section]} .done`, (found) => found.map((one) => one.textContent?.trim()).find(Boolean)),
  );
}

/** Chooses in a drop-down list by keyboard: the first letters of the words. */
export async function pick(options: Tab, path: string, value: string): Promise<void> {
  await options.look(path, ([select]) => (select as HTMLElement).focus());
  const at = await options.look(
    path,
    ([select], value) => {
      const { selectedIndex, options } = select as HTMLSelectElement;
      return Array.from(options).findIndex((option) => option.value === value) - selectedIndex;
    },
    value,
  );
  const keys = Array<string>(Math.abs(at)).fill(at > 0 ? 'ArrowDown' : 'ArrowUp');
  if (keys.length > 0) await options.press(...keys);
  await until(`${value} to be chosen`, () =>
    options.look(path, ([select], value) => (select as HTMLSelectElement).value === value, value),
  );
}
