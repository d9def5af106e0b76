import { browser } from 'wxt/browser';
import { WEBMAILS } from '../webmail/index';
import { isUnder } from './pattern';
import { activeSites } from './sites';

/** Where the code is that tells which webmail a page is; see entrypoints/detect.ts. */
const DETECT = '/detect.js';

/** Why no script of ours answers from a tab. */
export type Silence =
  | { readonly kind: 'unsupported'; readonly host: string | null }
  | { readonly kind: 'off'; readonly host: string }
  | { readonly kind: 'reload'; readonly host: string };

/** Looks at a tab that stays silent. The click on the icon lets its page be looked at, for as long as it is shown. */
export async function silence(tab: {
  readonly id?: number | undefined;
  readonly url?: string | undefined;
}): Promise<Silence> {
  const address = tab.url ?? '';
  const host = webHost(address);
  if (host === null || tab.id === undefined) return { kind: 'unsupported', host: null };
  const sites = await activeSites();
  if (sites.some(({ pattern }) => isUnder(pattern, address))) return { kind: 'reload', host };
  const fixed = WEBMAILS.some(({ matches }) => matches.some((pattern) => isUnder(pattern, address)));
  return { kind: fixed || (await detect(tab.id)) !== null ? 'off' : 'unsupported', host };
}

async function detect(tabId: number): Promise<string | null> {
  try {
    const [answer] = await browser.scripting.executeScript({ target: { tabId }, files: [DETECT as never] });
    return typeof answer?.result === 'string' ? answer.result : null;
  } catch {
    // the browser's own pages, its store, and what it keeps from all extensions
    return null;
  }
}

function webHost(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.hostname : null;
  } catch {
    return null;
  }
}
