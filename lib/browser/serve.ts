import { browser, type Browser } from 'wxt/browser';
import { analyze } from './analyze';
import { dictionary } from './dictionary';
import { drawIcon, gravest, type Art } from './icon';
import { judge } from './judge';
import { lookUpDomain } from './look-up-domain';
import { forgetLately, judgedLately } from './judged-lately';
import type { Answers, Ask, Shown } from './protocol';
import { reportOf } from './report-of';
import { changeSettings, readSettings } from './settings';
import { speak, type Words } from './words';

/** Where the panel's code is; see entrypoints/panel.ts. */
const PANEL = '/panel.js';

/** What answers need beside the browser. */
export interface Served {
  readonly art: Art;
}

type Sender = Pick<Browser.runtime.MessageSender, 'tab' | 'frameId' | 'url'>;

/**
 * Answers what a page's script asks. Each answer stands alone: the background may have been stopped before and may be stopped
 * after. Expected trouble is told in the answer; what throws is a bug, and the page asks again.
 */
export async function serve(ask: Ask, sender: Sender, served: Served): Promise<Answers[Ask['kind']]> {
  switch (ask.kind) {
    case 'wake': {
      // whatever a verdict needs is read from disk while the page fetches the source
      const { language } = await readSettings();
      await dictionary(language);
      return null;
    }
    case 'judge':
      return judge(ask, {
        site: siteOf(sender),
        tab: sender.tab?.id ?? null,
        private: sender.tab?.incognito === true,
      });
    case 'analyze':
      return analyze(ask, sender.tab?.incognito === true);
    case 'domain':
      return lookUpDomain(ask, {
        site: sender.tab === undefined ? null : siteOf(sender),
        tab: sender.tab?.id ?? null,
        private: ask.private || sender.tab?.incognito === true,
      });
    case 'wrong': {
      const lately = judgedLately(ask.tab, ask.key);
      return lately && reportOf(lately.digest, lately.report, lately.at);
    }
    case 'showing':
      await show(ask.states, sender, served.art);
      return null;
    case 'panel':
      return { ok: await runPanel(sender) };
    case 'popup':
      return { ok: await openPopup(sender) };
    case 'words': {
      const { language } = await readSettings();
      return dictionary(language);
    }
    case 'confirm-relay':
      return { ok: await confirmRelay(ask.address) };
  }
}

/** What each frame of each tab shows. Only a cache: what is lost with the background is told again by the next change. */
const frames = new Map<number, Map<number, Extract<Ask, { kind: 'showing' }>['states']>>();

async function show(states: Extract<Ask, { kind: 'showing' }>['states'], sender: Sender, art: Art): Promise<void> {
  const tabId = sender.tab?.id;
  if (tabId === undefined) return;
  const tab = frames.get(tabId) ?? new Map();
  frames.set(tabId, tab);
  if (states.length > 0) tab.set(sender.frameId ?? 0, states);
  else tab.delete(sender.frameId ?? 0);
  if (tab.size === 0) frames.delete(tabId);
  const { language } = await readSettings();
  const words = speak(await dictionary(language));
  // read after the waiting, so that of two changes that come at once the last one is drawn last
  const shown = gravest([...(frames.get(tabId)?.values() ?? [])].flat());
  const title = shown === null ? '' : titleOf(shown, words);
  // a tab that was closed meanwhile has no icon
  await drawIcon(tabId, shown, title, art).catch(() => undefined);
}

function titleOf({ state, seal, alarm }: Shown, words: Words): string {
  const lock = words(alarm ? 'icon_alarm' : `icon_${state}`);
  return seal === null ? lock : words('icon_both', { lock, seal: words(`icon_seal_${seal}`) });
}

/** Forgets a closed tab. */
export function forgetTab(tabId: number): void {
  frames.delete(tabId);
  forgetLately(tabId);
}

function siteOf(sender: Sender): string | null {
  try {
    return sender.url === undefined ? null : new URL(sender.url).host;
  } catch {
    return null;
  }
}

async function runPanel({ tab, frameId }: Sender): Promise<boolean> {
  if (tab?.id === undefined || frameId === undefined) return false;
  try {
    await browser.scripting.executeScript({ target: { tabId: tab.id, frameIds: [frameId] }, files: [PANEL as never] });
    return true;
  } catch {
    return false;
  }
}

async function openPopup({ tab }: Sender): Promise<boolean> {
  try {
    await browser.action.openPopup(tab?.windowId === undefined ? {} : { windowId: tab.windowId });
    return true;
  } catch {
    return false;
  }
}

async function confirmRelay(address: string): Promise<boolean> {
  const changed = await changeSettings((settings) => ({
    ...settings,
    provider: { ...settings.provider, networks: [...new Set([...settings.provider.networks, address])] },
  }));
  return changed.ok;
}
