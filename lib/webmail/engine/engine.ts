import type { Answers, Ask, Judged, OpenMails } from '../../browser/protocol';
import type { Language } from '../../browser/words';
import type { Expected, Opened, RawSource, Webmail } from '../webmail';
import { ahead, contextOf } from './ahead';
import { fetchBody } from './fetchBody';
import { fetchSource } from './fetchSource';
import { PANEL_HOST, type PanelRequest } from './registry';
import { mark as timed } from './timing';
import { watch } from './watch';

/** The element that a mark lives in; the page sees this much and no more. */
export const HOST = 'hoplock-mark';

/** How often a mark is put back that the page took away. After that the page has its way: no war of two scripts. */
export const PLACE_LIMIT = 30;

/** The toolbar hears that a mail is being read only if that takes longer than this, ms: most verdicts are there sooner. */
export const READING_UNTOLD = 150;

/** A mark's drawing in its host. */
export interface Drawing {
  readonly draw: (judged: Judged, language: Language, expanded: boolean) => void;
  readonly focus: () => void;
}

/** Words for a mark, and the language that they are in. */
export interface Said extends Pick<Judged, 'label' | 'sentence'> {
  readonly language: Language;
}

/** All that the engine uses of its surroundings; each failure is a value. */
export interface Surroundings {
  readonly document: Document;
  readonly webmails: readonly Webmail[];
  readonly fetch: typeof fetch;
  readonly isHead: (text: string) => boolean;
  /** Asks the background, again if it was stopped; null if it does not answer. */
  readonly ask: <A extends Ask>(ask: A, signal: AbortSignal) => Promise<Answers[A['kind']] | null>;
  /** Draws into an empty host that is not in the document yet. */
  readonly mount: (host: HTMLElement, onOpen: () => void) => Drawing;
  /** Words for the mark before the background has spoken. */
  readonly first: () => Said;
  /** Words for why there is no verdict, by text key. */
  readonly explain: (failure: string, signal: AbortSignal) => Promise<Said>;
  readonly openPanel: (request: PanelRequest) => void;
  /** Tells the background that this document is left; there is no time for an answer. */
  readonly left: () => void;
  /** Whether a mark stands from the start, its room kept, or only once it has something to say. */
  readonly visible: boolean;
  readonly signal: AbortSignal;
}

export interface Engine {
  readonly mails: () => OpenMails;
  /** Called on every change of `mails`, until the engine ends. */
  readonly onChange: (listener: () => void) => void;
  /** Asks the background again for every mail shown: settings changed. */
  readonly judgeAgain: () => void;
}

interface Mark {
  opened: Opened;
  readonly webmail: Webmail;
  readonly host: HTMLElement;
  drawing: Drawing | null;
  readonly gone: AbortController;
  source: Extract<RawSource, { ok: true }> | null;
  /** Null where it could not be had; undefined until it was asked for. */
  body: Blob | null | undefined;
  judged: Judged;
  language: Language;
  expanded: boolean;
  placed: number;
  /** Counts the questions, so that only the last one's answer is shown. */
  turn: number;
}

/** Finds the mails that a document shows, marks them, and keeps the marks right until `signal` ends. Nothing outlives a mail. */
export function engine(around: Surroundings): Engine {
  const { document, signal } = around;
  // `randomUUID` is missing on plain http, where many a webmail of one's own lives
  const frame = crypto.getRandomValues(new Uint32Array(4)).join('-');
  const marks = new Set<Mark>();
  const changes = new EventTarget();
  let shown = '[]';
  let telling: ReturnType<typeof setTimeout> | undefined;
  /** The document is no longer the one on the screen; it may come back by the browser's "back". */
  let away = false;

  // left by an instance that had no time to tidy up: the extension was switched off or replaced
  for (const orphan of document.querySelectorAll(`${HOST}, ${PANEL_HOST}`)) orphan.remove();

  const mails = (): OpenMails => ({ frame, mails: away ? [] : [...marks].map((mark) => mark.judged) });

  function changed(): void {
    changes.dispatchEvent(new Event('change'));
    clearTimeout(telling);
    const reading = mails().mails.some(({ state }) => state === 'reading');
    if (reading && !signal.aborted) telling = setTimeout(tell, READING_UNTOLD);
    else tell();
  }

  function tell(): void {
    const states = mails().mails.map(({ state, seal, alarm }) => ({ state, seal: seal?.state ?? null, alarm }));
    const now = JSON.stringify(states);
    if (now === shown) return;
    shown = now;
    void around.ask({ kind: 'showing', states }, new AbortController().signal);
  }

  function draw(mark: Mark): void {
    mark.host.hidden = !mark.judged.visible;
    mark.drawing?.draw(mark.judged, mark.language, mark.expanded);
  }

  function update(mark: Mark, part: Partial<Judged>, language: Language): void {
    mark.judged = { ...mark.judged, ...part };
    mark.language = language;
    draw(mark);
    timed('shown');
    changed();
  }

  /** Whether the element still shows the very mail that the work was begun for. */
  function current(mark: Mark): boolean {
    if (mark.gone.signal.aborted) return false;
    const found = mark.webmail.find(document);
    if (found.some((one) => one.root === mark.opened.root && one.key === mark.opened.key)) return true;
    drop(mark);
    return false;
  }

  /** The source of a mail. The background needs a moment to start: it gets the time that the source takes. */
  function send(webmail: Webmail, mail: Expected, signal: AbortSignal): Promise<RawSource> {
    timed('asked');
    void around.ask({ kind: 'wake' }, signal);
    return fetchSource(webmail, mail, { ...around, signal });
  }

  async function judge(mark: Mark): Promise<void> {
    const turn = ++mark.turn;
    const { opened, webmail } = mark;
    const sent = mark.source === null ? early.take(webmail, opened.key, mark.gone.signal) : null;
    if (mark.source === null) {
      const source = await (sent?.source ?? send(webmail, opened, mark.gone.signal));
      if (!current(mark) || turn !== mark.turn) return;
      timed('fetched');
      if (!source.ok) return fail(mark, source.failure);
      mark.source = source;
    }
    const context = contextOf(webmail, opened, mark.source);
    const { head } = mark.source;
    const answer = await (sent?.verdict(context) ??
      around.ask({ kind: 'judge', head, context, pass: 'head' }, mark.gone.signal));
    if (!current(mark) || turn !== mark.turn) return;
    if (answer === null) return fail(mark, 'no-answer');
    const { language, more, ...judged } = answer;
    update(mark, { ...judged, failure: null }, language);
    if (more !== null) await lookUp(mark, turn, more);
  }

  /** The second pass: with what the reader allows to be looked up. The lock stands meanwhile, and the seal is pending. */
  async function lookUp(mark: Mark, turn: number, more: 'lookups' | 'body'): Promise<void> {
    const { opened, webmail, source } = mark;
    if (source === null) return;
    const { signal } = mark.gone;
    if (more === 'body' && mark.body === undefined) {
      const body = await fetchBody(webmail, opened, source, { ...around, signal });
      if (!current(mark) || turn !== mark.turn) return;
      mark.body = body;
    }
    const context = contextOf(webmail, opened, source);
    const pass = { body: more === 'body' ? (mark.body ?? null) : null };
    const answer = await around.ask({ kind: 'judge', head: source.head, context, pass }, signal);
    if (!current(mark) || turn !== mark.turn) return;
    if (answer === null) return fail(mark, 'no-answer');
    const { language, more: _, ...judged } = answer;
    update(mark, { ...judged, failure: null }, language);
  }

  async function fail(mark: Mark, failure: string): Promise<void> {
    const turn = mark.turn;
    const { language, ...words } = await around.explain(failure, mark.gone.signal);
    if (!current(mark) || turn !== mark.turn) return;
    update(
      mark,
      { ...words, state: 'unreadable', seal: null, alarm: false, visible: true, report: null, failure },
      language,
    );
  }

  function open(mark: Mark): void {
    const listeners = changes;
    around.openPanel({
      judged: () => mark.judged,
      box: () => mark.host.getBoundingClientRect(),
      host: mark.host,
      signal: mark.gone.signal,
      onChange: (listener) => listeners.addEventListener('change', listener, { signal: mark.gone.signal }),
      expanded(now) {
        mark.expanded = now;
        draw(mark);
        if (!now && !mark.gone.signal.aborted) mark.drawing?.focus();
      },
      popup: () => void around.ask({ kind: 'popup' }, mark.gone.signal),
      confirmRelay: (address) => void around.ask({ kind: 'confirm-relay', address }, mark.gone.signal),
    });
  }

  function place(mark: Mark): void {
    const { element, place: where } = mark.opened.anchor;
    const { host } = mark;
    const stands =
      where === 'after'
        ? element.nextSibling === host
        : where === 'before'
          ? element.previousSibling === host
          : where === 'append'
            ? element.lastChild === host
            : element.firstChild === host;
    if (stands || mark.placed >= PLACE_LIMIT) return;
    mark.placed++;
    element[where](host);
  }

  function begin(webmail: Webmail, opened: Opened): void {
    timed('found');
    const host = document.createElement(HOST);
    const { key, subject, sender } = opened;
    const { label, sentence, language } = around.first();
    const mark: Mark = {
      opened,
      webmail,
      host,
      drawing: null,
      gone: new AbortController(),
      source: null,
      body: undefined,
      judged: {
        key,
        subject,
        sender,
        state: 'reading',
        label,
        sentence,
        seal: null,
        alarm: false,
        visible: around.visible,
        report: null,
        failure: null,
      },
      language,
      expanded: false,
      placed: 0,
      turn: 0,
    };
    marks.add(mark);
    mark.drawing = around.mount(host, () => open(mark));
    place(mark);
    draw(mark);
    timed('placed');
    changed();
    void judge(mark);
  }

  function drop(mark: Mark): void {
    marks.delete(mark);
    mark.gone.abort();
    mark.source = null;
    mark.host.remove();
    changed();
  }

  function scan(): boolean {
    if (marks.size === 0) early.look();
    const found = around.webmails.flatMap((webmail) => webmail.find(document).map((opened) => ({ webmail, opened })));
    for (const mark of [...marks]) {
      const same = found.find(({ opened }) => opened.root === mark.opened.root && opened.key === mark.opened.key);
      if (!same) drop(mark);
      else {
        mark.opened = same.opened;
        place(mark);
      }
    }
    const marked = new Set([...marks].map((mark) => mark.opened.root));
    for (const { webmail, opened } of found) {
      if (marked.has(opened.root)) continue;
      marked.add(opened.root);
      begin(webmail, opened);
    }
    if (document.readyState === 'complete') early.end();
    return found.length > 0;
  }

  const early = ahead({ document, webmails: around.webmails, ask: around.ask, send, signal });
  const attributes = [...new Set(around.webmails.flatMap((webmail) => webmail.attributes ?? []))];
  signal.addEventListener('abort', () => {
    for (const mark of [...marks]) drop(mark);
  });
  document.defaultView?.addEventListener(
    'pagehide',
    () => {
      if (marks.size === 0) return;
      away = true;
      shown = '[]';
      clearTimeout(telling);
      around.left();
      changes.dispatchEvent(new Event('change'));
    },
    { signal },
  );
  document.defaultView?.addEventListener(
    'pageshow',
    () => {
      away = false;
      changed();
    },
    { signal },
  );
  watch(document, attributes, scan, signal);

  return {
    mails,
    onChange: (listener) => changes.addEventListener('change', listener, { signal }),
    judgeAgain() {
      early.forget();
      for (const mark of marks) void judge(mark);
    },
  };
}
