import { browser, type Browser } from 'wxt/browser';
import { patternOf } from './pattern';
import type { Settings } from './settings';

/**
 * What Firefox calls the data that a lookup hands to the resolver. The names come out of mails and tell with whom the reader has
 * to do; of Mozilla's kinds that is "personal communications", though nothing of a mail's text is among it.
 */
const COLLECTED = ['personalCommunications'];

/** What is missing for lookups that are switched on: the right to ask that host, or Firefox's consent to hand data over. */
export type Missing = 'permission' | 'consent';

/**
 * What the browser must have granted before a resolver or a companion is asked. The host, because most resolvers (Unbound, BIND) send no CORS
 * headers and their answers cannot be read without; it is asked for where they do as well, so that the browser's own list of
 * permissions says whom this extension may ask. In Firefox, also the consent.
 */
export function lookupPermission(url: string): Browser.permissions.Permissions {
  return { ...originOf(url), ...consent() };
}

/** The host of a resolver or a companion as a match pattern; null if it has none. */
export function hostPattern(url: string | null): string | null {
  const site = url === null ? null : patternOf(url);
  return site?.ok ? site.pattern : null;
}

/** Whether the settings allow lookups and the browser does still. */
export async function mayLookUp({ mode, resolver }: Settings['lookups']): Promise<boolean> {
  return mode !== 'none' && resolver !== null && holds(lookupPermission(resolver));
}

/** Whether the browser lets the companion be asked. */
export async function mayAskCompanion({ url }: Settings['companion']): Promise<boolean> {
  return url !== null && holds(lookupPermission(url));
}

/** Gives the consent back, unless lookups or the companion need it. */
export async function giveConsentBack({ lookups, companion }: Settings): Promise<void> {
  const { data_collection: kinds } = consent() as { data_collection?: string[] };
  if (kinds === undefined || lookups.mode !== 'none' || companion.url !== null) return;
  await browser.permissions.remove({ data_collection: kinds } as object).catch(() => false);
}

/** What was taken back, in the browser's own settings, of lookups that are on; null where nothing is missing, or they are off. */
export async function missingForLookups({ mode, resolver }: Settings['lookups']): Promise<Missing | null> {
  if (mode === 'none' || resolver === null) return null;
  if (!(await holds(originOf(resolver)))) return 'permission';
  return (await holds(consent())) ? null : 'consent';
}

function originOf(url: string): { origins: string[] } {
  const pattern = hostPattern(url);
  return { origins: pattern === null ? [] : [pattern] };
}

/** Chromium knows no such thing, and refuses a request that has it. */
function consent(): object {
  return 'browser_specific_settings' in browser.runtime.getManifest() ? { data_collection: COLLECTED } : {};
}

function holds(permissions: Browser.permissions.Permissions): Promise<boolean> {
  return browser.permissions.contains(permissions).catch(() => false);
}
