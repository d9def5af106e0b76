import { browser } from 'wxt/browser';
import { giveBack } from './give-back';
import { patternOf } from './pattern';
import { changeSettings } from './settings';

export type Granted =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'permission-refused' | 'site-empty' | 'site-not-web' | 'site-not-a-host' };

/**
 * Asks the browser for a site and switches it on. Must be called in the click itself: nothing is awaited before the browser's
 * prompt. The prompt may close the page that asked, so the background takes the site up as well.
 */
export async function addSite(typed: string): Promise<Granted> {
  const site = patternOf(typed);
  if (!site.ok) return site;
  return switchSite(site.pattern, true);
}

/** Switching off gives the permission back. */
export async function switchSite(pattern: string, on: boolean): Promise<Granted> {
  if (on && !(await browser.permissions.request({ origins: [pattern] }).catch(() => false)))
    return { ok: false, code: 'permission-refused' };
  await changeSettings((settings) => {
    const known = settings.sites.some((site) => site.pattern === pattern);
    const sites = settings.sites.map((site) => (site.pattern === pattern ? { ...site, on } : site));
    return { ...settings, sites: known ? sites : [...sites, { pattern, webmail: null, on }] };
  });
  if (!on) await giveBack(pattern);
  return { ok: true };
}

/** Gives the permission back and forgets the site. */
export async function removeSite(pattern: string): Promise<Granted> {
  await changeSettings((settings) => ({
    ...settings,
    sites: settings.sites.filter((site) => site.pattern !== pattern),
  }));
  await giveBack(pattern);
  return { ok: true };
}
