import { browser } from 'wxt/browser';
import { OPEN_MAILS_PORT, type Judged, type OpenMails } from './protocol';

/**
 * Listens to all frames of a tab for the mails they show. `heard` gets all of them at each change; the first call tells that
 * there is a script in the tab at all. Ends with `signal`.
 */
export function openMails(tabId: number, heard: (mails: readonly Judged[]) => void, signal: AbortSignal): void {
  const frames = new Map<string, readonly Judged[]>();
  const connect = (): void => {
    const port = browser.tabs.connect(tabId, { name: OPEN_MAILS_PORT });
    // a tab without a script ends the port at once; reading the error keeps the browser from reporting it
    port.onDisconnect.addListener(() => void browser.runtime.lastError);
    port.onMessage.addListener((told: OpenMails) => {
      if (signal.aborted) return;
      frames.set(told.frame, told.mails);
      heard([...frames.values()].flat());
    });
    signal.addEventListener('abort', () => port.disconnect());
  };
  connect();
  // a frame loaded since then has not heard of the port; what it shows, it tells the whole extension
  const onShowing = (
    ask: { readonly kind?: unknown },
    sender: { readonly tab?: { readonly id?: number | undefined } | undefined },
  ): void => {
    if (ask.kind === 'showing' && sender.tab?.id === tabId) connect();
  };
  browser.runtime.onMessage.addListener(onShowing);
  signal.addEventListener('abort', () => browser.runtime.onMessage.removeListener(onShowing));
}
