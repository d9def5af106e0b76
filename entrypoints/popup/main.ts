import { h, render } from 'preact';
import { browser } from 'wxt/browser';
import { Popup, type Situation } from '../../components/Popup';
import { ask } from '../../lib/browser/ask';
import { dictionary } from '../../lib/browser/dictionary';
import { followDomain } from '../../lib/browser/follow-domain';
import { addSite } from '../../lib/browser/grants';
import { openMails } from '../../lib/browser/openMails';
import { saveReport } from '../../lib/browser/save-report';
import { readSettings } from '../../lib/browser/settings';
import { silence } from '../../lib/browser/situation';
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
      onAnalyze: () =>
        void browser.tabs.create({ url: browser.runtime.getURL('/analyze.html') }).then(() => window.close()),
      onWrong: wrong,
      onLookUp: (key, domain, signal) =>
        followDomain(
          { domain, key, tab: tab?.id ?? null, private: tab?.incognito === true },
          (question) => ask(browser.runtime, question, signal),
          signal,
        ),
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

async function wrong(key: string): Promise<boolean> {
  const saved =
    tab?.id === undefined ? null : await ask(browser.runtime, { kind: 'wrong', tab: tab.id, key }, closed.signal);
  if (saved !== null) saveReport(saved);
  return saved !== null;
}

async function begin(): Promise<void> {
  if (tab?.id === undefined) return draw({ kind: 'unsupported', host: null });
  draw({ kind: 'loading' });
  let answered = false;
  openMails(
    tab.id,
    (mails) => {
      answered = true;
      draw({ kind: 'mails', mails });
    },
    closed.signal,
  );
  await new Promise((resolve) => setTimeout(resolve, PATIENCE));
  if (answered) return;
  const why = await silence(tab);
  if (!answered) draw(why);
}

await begin();
