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
 * What the browser must have granted before a resolver is asked. The host, because most resolvers (Unbound, BIND) send no CORS
 * headers and their answers cannot be read without; it is asked for where they do as well, so that the browser's own list of
 * permissions says whom this extension may ask. In Firefox, also the consent.
 */
export function lookupPermission(resolver: string): Browser.permissions.Permissions {
  return { ...originOf(resolver), ...consent() };
}

/** The host of a resolver as a match pattern; null if it has none. */
export function resolverPattern(resolver: string | null): string | null {
  const site = resolver === null ? null : patternOf(resolver);
  return site?.ok ? site.pattern : null;
}

/** Whether the settings allow lookups and the browser does still. */
export async function mayLookUp({ mode, resolver }: Settings['lookups']): Promise<boolean> {
  return mode !== 'none' && resolver !== null && holds(lookupPermission(resolver));
}

/** What was taken back, in the browser's own settings, of lookups that are on; null where nothing is missing, or they are off. */
export async function missingForLookups({ mode, resolver }: Settings['lookups']): Promise<Missing | null> {
  if (mode === 'none' || resolver === null) return null;
  if (!(await holds(originOf(resolver)))) return 'permission';
  return (await holds(consent())) ? null : 'consent';
}

function originOf(resolver: string): { origins: string[] } {
  const pattern = resolverPattern(resolver);
  return { origins: pattern === null ? [] : [pattern] };
}

/** Chromium knows no such thing, and refuses a request that has it. */
function consent(): object {
  return 'browser_specific_settings' in browser.runtime.getManifest() ? { data_collection: COLLECTED } : {};
}

function holds(permissions: Browser.permissions.Permissions): Promise<boolean> {
  return browser.permissions.contains(permissions).catch(() => false);
}
