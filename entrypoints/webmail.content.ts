import { h, render } from 'preact';
import { browser } from 'wxt/browser';
import { defineContentScript } from 'wxt/utils/define-content-script';
import { Mark } from '../components/Mark';
import css from '../components/mark.css?inline';
import { pageScheme } from '../components/page-scheme';
import { ask } from '../lib/browser/ask';
import { isUnder } from '../lib/browser/pattern';
import { LEFT_PORT, OPEN_MAILS_PORT, type Ask, type Tell } from '../lib/browser/protocol';
import { keyOf, speak, type Language } from '../lib/browser/words';
import { isHead } from '../lib/verify/rfc/is-head';
import { engine, type Drawing } from '../lib/webmail/engine/engine';
import { registry } from '../lib/webmail/engine/registry';

/** Registered per site at run time, after the adapters' files; see lib/browser/sites.ts. */
export default defineContentScript({
  matches: [],
  registration: 'runtime',
  noScriptStartedPostMessage: true,
  main(ctx) {
    const meeting = registry();
    // the same file may run twice in a frame: registered, and at an update or a new permission
    meeting.retire?.();
    const retire = (): void => ctx.abort();
    meeting.retire = retire;

    const question = <A extends Ask>(asked: A, signal: AbortSignal) => ask(browser.runtime, asked, signal, retire);
    const say = (key: string): string => browser.i18n.getMessage(key as never) || key;

    const running = engine({
      document,
      webmails: meeting.webmails,
      fetch: (input, init) => fetch(input, init),
      isHead,
      ask: question,
      mount,
      visible: meeting.warningsOnly !== true,
      first: () => ({
        label: say('engine_label_reading'),
        sentence: say('engine_reading'),
        language: say('engine_language') as Language,
      }),
      async explain(failure, signal) {
        const texts = await question({ kind: 'words' }, signal);
        const language = texts?.language ?? (say('engine_language') as Language);
        const words = texts === null ? say : speak(texts);
        const key = keyOf('ui_failure', failure);
        const sentence = [words(key), words(`${key}_next`)].join(language === 'ja' ? '' : ' ');
        return { label: words('engine_label_unreadable'), sentence, language };
      },
      openPanel(request) {
        meeting.pending = request;
        if (meeting.openPanel) meeting.openPanel(request);
        else void question({ kind: 'panel' }, request.signal);
      },
      left() {
        try {
          browser.runtime.connect({ name: LEFT_PORT });
        } catch {
          // the extension was replaced meanwhile
        }
      },
      signal: ctx.signal,
    });

    const onTold = (tell: Tell): void => {
      if (tell.kind === 'judge-again') running.judgeAgain();
      else if (!tell.patterns.some((pattern) => isUnder(pattern, location.href))) retire();
    };
    const onConnect = (port: ReturnType<typeof browser.runtime.connect>): void => {
      if (port.name !== OPEN_MAILS_PORT) return;
      const post = (): void => {
        try {
          port.postMessage(running.mails());
        } catch {
          // the popup has just been closed
        }
      };
      running.onChange(post);
      post();
    };
    browser.runtime.onMessage.addListener(onTold);
    browser.runtime.onConnect.addListener(onConnect);
    ctx.onInvalidated(() => {
      if (meeting.retire === retire) delete meeting.retire;
      try {
        browser.runtime.onMessage.removeListener(onTold);
        browser.runtime.onConnect.removeListener(onConnect);
      } catch {
        // the extension was replaced: its listeners are gone with it
      }
    });
  },
});

function mount(host: HTMLElement, onOpen: () => void): Drawing {
  const root = host.attachShadow({ mode: 'closed', delegatesFocus: true });
  const style = document.createElement('style');
  style.textContent = css;
  const paper = document.createElement('span');
  root.append(style, paper);
  // Called once the page's styles and layout are computed, before the mark is painted: asked at any other time, they would be
  // computed for us alone. Without a paper the system's preference decides.
  const laidOut = new ResizeObserver(() => {
    const scheme = host.isConnected ? pageScheme(host) : null;
    if (scheme !== null) paper.style.colorScheme = scheme;
  });
  return {
    draw(judged, language, expanded) {
      render(h(Mark, { judged, language, expanded, onOpen }), paper);
      // observed anew it is called anew
      laidOut.unobserve(host);
      laidOut.observe(host);
    },
    focus: () => paper.querySelector('button')?.focus(),
  };
}
