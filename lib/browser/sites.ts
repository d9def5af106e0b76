import { browser } from 'wxt/browser';
import type { Webmail } from '../webmail/webmail';
import { ASKED_FOR_KEY } from './ask-for-host';
import { inTurn } from './inTurn';
import { hostPattern } from './lookup-permission';
import { isUnder, parsePattern } from './pattern';
import type { Tell } from './protocol';
import { changeSettings, readSettings, type Settings } from './settings';

/** The content script's core; adapters stand before it, each in a file of its own. */
const CORE = '/content-scripts/webmail.js';

/** Ids of registered scripts begin so. */
const PREFIX = 'webmail-';

/** What the browser is told of a webmail: the file of its adapter, and its hosts, if they are fixed. */
type Adapter = Pick<Webmail, 'id' | 'matches'>;

interface Registration {
  readonly id: string;
  readonly matches: string[];
  readonly js: string[];
}

/**
 * One registration per webmail: patterns that overlap within one inject once. A site whose webmail neither the reader nor its
 * host tells gets all those that people run themselves.
 */
export function registrations(
  patterns: Settings['sites'],
  webmails: readonly Adapter[],
  show: Settings['show'],
): Registration[] {
  const groups = new Map<string, Registration>();
  for (const { pattern, webmail: told, on } of patterns) {
    if (!on) continue;
    const webmail = told ?? webmails.find(({ matches }) => matches.some((one) => covers(one, pattern)))?.id ?? null;
    const id = `${PREFIX}${webmail ?? 'any'}`;
    const files = filesOf(webmail, webmails, show);
    if (files === null) continue;
    const group = groups.get(id) ?? { id, matches: [], js: files };
    group.matches.push(pattern);
    groups.set(id, group);
  }
  return [...groups.values()];
}

/** Whether a webmail's own pattern takes in the one of a site. */
function covers(match: string, pattern: string): boolean {
  return match === pattern || isUnder(match, pattern.slice(0, -1));
}

function filesOf(webmail: string | null, webmails: readonly Adapter[], show: Settings['show']): string[] | null {
  const adapters = webmails.filter(({ id, matches }) => (webmail === null ? matches.length === 0 : id === webmail));
  if (adapters.length === 0) return null;
  return [...(show === 'warnings' ? ['/warnings-only.js'] : []), ...adapters.map(({ id }) => `/${id}.js`), CORE];
}

/** The sites that are on and that the browser grants. */
export async function activeSites(): Promise<Settings['sites']> {
  const { sites } = await readSettings();
  const granted = await Promise.all(
    sites.map(({ pattern, on }) => on && browser.permissions.contains({ origins: [pattern] }).catch(() => false)),
  );
  return sites.filter((_, index) => granted[index]);
}

/**
 * Brings what the browser runs in line with the settings and the permissions: scripts registered for later pages, scripts run
 * in tabs that were open before (`fresh`: in all of them, else where a pattern is new), marks taken from sites now off.
 * Idempotent; any number of calls end in the same state.
 */
export function reconcile(webmails: readonly Adapter[], fresh: boolean): Promise<void> {
  return inTurn('sites', async () => {
    const [sites, { show }] = await Promise.all([activeSites(), readSettings()]);
    const wanted = registrations(sites, webmails, show);
    const present = (await browser.scripting.getRegisteredContentScripts()).filter(({ id }) => id.startsWith(PREFIX));
    const before = new Set(present.flatMap(({ matches }) => matches ?? []));

    const stale = present.filter((one) => !wanted.some((other) => same(one, other)));
    if (stale.length > 0) await browser.scripting.unregisterContentScripts({ ids: stale.map(({ id }) => id) });
    const missing = wanted.filter((one) => !present.some((other) => same(other, one)));
    if (missing.length > 0) {
      await browser.scripting.registerContentScripts(
        missing.map((one) => ({
          ...one,
          allFrames: true,
          // the mark's place must be there before the first paint
          runAt: 'document_start' as const,
          persistAcrossSessions: true,
        })),
      );
    }
    for (const { matches, js } of wanted)
      await runInOpenTabs(
        matches.filter((one) => fresh || !before.has(one)),
        js,
      );
    await tellAll({ kind: 'sites', patterns: sites.map(({ pattern }) => pattern) });
  });
}

function same(
  one: { id: string; matches?: readonly string[] | undefined; js?: readonly string[] | undefined },
  other: Registration,
): boolean {
  const list = (of: readonly string[] = []): string =>
    of.map((item) => (item.startsWith('/') ? item.slice(1) : item)).join(' ');
  return one.id === other.id && list(one.matches) === list(other.matches) && list(one.js) === list(other.js);
}

async function runInOpenTabs(patterns: readonly string[], files: readonly string[]): Promise<void> {
  if (patterns.length === 0) return;
  const tabs = await browser.tabs.query({ url: [...patterns] });
  await Promise.all(
    tabs.map(({ id }) =>
      id === undefined
        ? undefined
        : // a tab that shows an error page, or that was closed meanwhile
          browser.scripting
            .executeScript({ target: { tabId: id, allFrames: true }, files: [...files] as never })
            .catch(() => undefined),
    ),
  );
}

/** Tells every page's script; tabs without one do not answer. */
export async function tellAll(tell: Tell): Promise<void> {
  const tabs = await browser.tabs.query({});
  await Promise.all(
    tabs.map(({ id }) => (id === undefined ? undefined : browser.tabs.sendMessage(id, tell).catch(() => undefined))),
  );
}

/**
 * Takes up origins that were just granted and switches off those just taken away. Where a page asked for the permission, the
 * prompt may have closed it: so the list is kept here, by the background, which hears of every grant.
 */
export async function followPermissions(added: readonly string[], removed: readonly string[]): Promise<void> {
  const { lookups, companion } = await readSettings();
  const noted: Record<string, unknown> = await browser.storage.session.get(ASKED_FOR_KEY).catch(() => ({}));
  const services: unknown[] = [hostPattern(lookups.resolver), hostPattern(companion.url), noted[ASKED_FOR_KEY]];
  // "all sites" is a permission, not a webmail; nor is the host of a resolver or of the companion one
  const hosts = added.filter((pattern) => parsePattern(pattern) !== null && !services.includes(pattern));
  if (hosts.length === 0 && removed.length === 0) return;
  await changeSettings((settings) => ({
    ...settings,
    sites: [
      ...settings.sites.map((site) =>
        hosts.includes(site.pattern)
          ? { ...site, on: true }
          : removed.includes(site.pattern)
            ? { ...site, on: false }
            : site,
      ),
      ...hosts
        .filter((pattern) => !settings.sites.some((site) => site.pattern === pattern))
        .map((pattern) => ({ pattern, webmail: null, on: true })),
    ],
  }));
}
