import { h, render } from 'preact';
import { browser } from 'wxt/browser';
import { Popup, type Situation } from '../../components/Popup';
import { dictionary } from '../../lib/browser/dictionary';
import { addSite } from '../../lib/browser/grants';
import { openMails } from '../../lib/browser/openMails';
import { isUnder } from '../../lib/browser/pattern';
import { readSettings } from '../../lib/browser/settings';
import { activeSites } from '../../lib/browser/sites';
import { speak } from '../../lib/browser/words';

/** Milliseconds in which the frames of a tab answer, if there are scripts in them. */
const PATIENCE = 400;

const app = document.getElementById('app') as HTMLElement;
const closed = new AbortController();
window.addEventListener('pagehide', () => closed.abort());

const [{ language }, [tab]] = await Promise.all([
  readSettings(),
  browser.tabs.query({ active: true, currentWindow: true }),
]);
const words = speak(await dictionary(language));
document.documentElement.lang = words.language;

function draw(situation: Situation): void {
  render(
    h(Popup, {
      situation,
      words,
      onSwitchOn: () => {
        // the address, not the host alone: plain http is asked for as such. In the click: nothing is awaited before
        void addSite(tab?.url ?? '').then((granted) => void (granted.ok && begin()));
      },
      onReload: () => {
        if (tab?.id !== undefined) void browser.tabs.reload(tab.id).then(() => window.close());
      },
      onOptions: () => void browser.runtime.openOptionsPage().then(() => window.close()),
      onConfirmRelay: (address: string) => void browser.runtime.sendMessage({ kind: 'confirm-relay', address }),
      onCopy: (text: string) =>
        navigator.clipboard.writeText(text).then(
          () => true,
          () => false,
        ),
    }),
    app,
  );
}

async function begin(): Promise<void> {
  const tabId = tab?.id;
  if (tabId === undefined) return draw({ kind: 'unsupported', host: null });
  draw({ kind: 'loading' });
  let answered = false;
  openMails(
    tabId,
    (mails) => {
      answered = true;
      draw({ kind: 'mails', mails });
    },
    closed.signal,
  );
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  if (!answered) draw(await silent(tabId));
}

/** What to say of a tab that no script of ours answers from. */
async function silent(tabId: number): Promise<Situation> {
  const host = webHost(tab?.url);
  if (host === null) return { kind: 'unsupported', host: null };
  const sites = await activeSites();
  if (sites.some(({ pattern }) => isUnder(pattern, tab?.url ?? ''))) return { kind: 'reload', host };
  return (await detect(tabId)) === null ? { kind: 'unsupported', host } : { kind: 'off', host };
}

/** Looks whether the page is a webmail. The click on the icon allows that for this tab, for as long as it shows this page. */
async function detect(tabId: number): Promise<string | null> {
  try {
    const [answer] = await browser.scripting.executeScript({ target: { tabId }, files: ['/detect.js' as never] });
    return typeof answer?.result === 'string' ? answer.result : null;
  } catch {
    return null;
  }
}

function webHost(address: string | undefined): string | null {
  try {
    const url = new URL(address ?? '');
    return ['http:', 'https:'].includes(url.protocol) ? url.hostname : null;
  } catch {
    return null;
  }
}

await begin();
