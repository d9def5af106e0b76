import { h, render } from 'preact';
import { browser } from 'wxt/browser';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Panel } from '../components/Panel';
import css from '../components/panel.css?inline';
import { placePanel } from '../components/place-panel';
import { ask } from '../lib/browser/ask';
import { followDomain } from '../lib/browser/follow-domain';
import { speak, type Words } from '../lib/browser/words';
import { PANEL_HOST, registry, type PanelRequest } from '../lib/webmail/engine/registry';

/** Runs in a frame at the first click on a mark there, in the same isolated world as the mark. */
export default defineUnlistedScript(() => {
  const meeting = registry();
  let close: () => void = () => {};

  meeting.openPanel = (request) => {
    delete meeting.pending;
    // a second click on the mark of an open panel closes it
    const again = opened.has(request.host);
    close();
    if (again) return;
    close = open(request, () => (close = () => {}));
    opened.set(request.host, close);
  };
  if (meeting.pending) meeting.openPanel(meeting.pending);
});

const opened = new WeakMap<HTMLElement, () => void>();

/** Opens the panel of one mail; returns what closes it. */
function open(request: PanelRequest, onClosed: () => void): () => void {
  const host = document.createElement(PANEL_HOST);
  const root = host.attachShadow({ mode: 'closed' });
  const style = document.createElement('style');
  style.textContent = css;
  const paper = document.createElement('div');
  root.append(style, paper);
  const standing = new AbortController();
  const signal = AbortSignal.any([standing.signal, request.signal]);

  const close = (): void => {
    if (standing.signal.aborted) return;
    standing.abort();
    render(null, paper);
    host.remove();
    opened.delete(request.host);
    onClosed();
    request.expanded(false);
  };

  // in the top layer nothing of the page, a mail's own HTML least of all, can lie over it
  host.popover = 'manual';
  document.documentElement.append(host);
  host.showPopover?.();
  request.expanded(true);
  request.signal.addEventListener('abort', close, { signal: standing.signal });
  window.addEventListener('keydown', (event) => event.key === 'Escape' && close(), { signal, capture: true });
  // a press outside closes it; presses inside a closed root are told as presses on its host
  window.addEventListener('pointerdown', ({ target }) => target !== host && target !== request.host && close(), {
    signal,
    capture: true,
  });

  let words: Words | null = null;
  const draw = (): void => {
    if (words === null || standing.signal.aborted) return;
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    render(
      h(Panel, {
        judged: request.judged(),
        words,
        surface: 'page',
        place: placePanel(request.box(), view),
        onClose: close,
        onPopup: request.popup,
        onConfirmRelay: request.confirmRelay,
        onLookUp: (domain, asking) =>
          followDomain(
            { domain, key: request.judged().key, tab: null, private: false },
            (question) => ask(browser.runtime, question, asking),
            asking,
          ),
        onCopy: copy,
      }),
      paper,
    );
  };
  request.onChange(draw);
  window.addEventListener('resize', draw, { signal });
  void ask(browser.runtime, { kind: 'words' }, signal, close).then((texts) => {
    if (texts === null) return close();
    words = speak(texts);
    draw();
  });
  return close;
}

/** False where the browser refuses: on plain http, for one. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
