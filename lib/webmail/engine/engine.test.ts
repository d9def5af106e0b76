import { Window } from 'happy-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ask, Judged } from '../../browser/protocol';
import type { Opened, Webmail } from '../webmail';
import { engine, HOST, PLACE_LIMIT, READING_UNTOLD, type Engine, type Surroundings } from './engine';
import { PANEL_HOST, type PanelRequest } from './registry';

const HEAD = 'Received: x\r\n\r\n';

/** A webmail whose mails are `<article data-key>` with a `<b>` sender inside. */
const webmail: Webmail = {
  id: 'plain',
  matches: [],
  attributes: ['data-key'],
  find: (document) =>
    [...document.querySelectorAll('article[data-key]')].map((root): Opened => ({
      key: root.getAttribute('data-key')!,
      root,
      anchor: { element: root.querySelector('b')!, place: 'after' },
      sender: { name: null, address: null },
      subject: root.getAttribute('title'),
      mailbox: null,
      folder: null,
      attached: false,
    })),
  routes: [
    {
      name: 'only',
      fidelity: 'exact',
      url: (opened) => ({ url: new URL(`?source=${opened.key}`, 'https://mail.example/') }),
    },
  ],
};

let window: Window;
let document: Document;
let end: AbortController;
let asked: Ask[];
let drawn: Map<Element, { states: string[]; focused: number; click: () => void }>;
let panels: PanelRequest[];
let lefts: number;
/** Held answers: a test lets them go one by one. */
let sources: { key: string; answer: (head: string) => void; aborted: () => boolean }[];
let verdicts: {
  key: string;
  answer: (lock: Judged['state'] | null, visible?: boolean, more?: 'lookups' | 'body' | null) => void;
}[];

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));

function start(part: Partial<Surroundings> = {}): Engine {
  return engine({
    document,
    webmails: [webmail],
    fetch: ((url: string, init: RequestInit) =>
      new Promise<Response>((resolve, reject) => {
        init.signal!.addEventListener('abort', () => reject(new Error('aborted')));
        sources.push({
          key: new URL(url).searchParams.get('source')!,
          answer: (head) => resolve(new Response(head)),
          aborted: () => init.signal!.aborted,
        });
      })) as typeof fetch,
    isHead: (text) => text.startsWith('Received:'),
    ask: (async (ask: Ask) => {
      asked.push(ask);
      if (ask.kind !== 'judge') return null;
      return new Promise<never>((resolve) =>
        verdicts.push({
          key: ask.context.key,
          answer: (lock, visible = true, more = null) =>
            resolve(
              (lock && {
                state: lock,
                label: lock,
                sentence: lock,
                seal: null,
                alarm: false,
                visible,
                more,
                report: null,
                language: 'en',
              }) as never,
            ),
        }),
      );
    }) as Surroundings['ask'],
    mount(host, onOpen) {
      const one = { states: [] as string[], focused: 0, click: onOpen };
      drawn.set(host, one);
      return { draw: (judged) => one.states.push(judged.state), focus: () => one.focused++ };
    },
    first: () => ({ label: '…', sentence: '…', language: 'en' }),
    explain: async (failure) => ({ label: failure, sentence: failure, language: 'ja' }),
    openPanel: (request) => panels.push(request),
    left: () => lefts++,
    visible: true,
    signal: end.signal,
    ...part,
  });
}

const article = (key: string): string => `<article data-key="${key}" title="t"><p>From <b>s</b> today</p></article>`;
const hosts = (): Element[] => [...document.querySelectorAll(HOST)];
const states = (): string[] => hosts().map((host) => drawn.get(host)!.states.at(-1)!);
const judged = async (lock: Judged['state'] | null = 'closed'): Promise<void> => {
  for (const source of sources.splice(0)) source.answer(`${HEAD}body`);
  await settle();
  for (const verdict of verdicts.splice(0)) verdict.answer(lock);
  await settle();
};

beforeEach(() => {
  window = new Window({ url: 'https://mail.example/' });
  document = window.document as unknown as Document;
  vi.stubGlobal('MutationObserver', window.MutationObserver);
  end = new AbortController();
  asked = [];
  drawn = new Map();
  panels = [];
  lefts = 0;
  sources = [];
  verdicts = [];
});

afterEach(async () => {
  end.abort();
  vi.unstubAllGlobals();
  await window.happyDOM.close();
});

describe('marks', () => {
  it('one mail: beside the sender at once, then with its verdict', async () => {
    document.body.innerHTML = article('1');
    start();
    expect(hosts()).toHaveLength(1);
    expect(document.querySelector('b')!.nextSibling).toBe(hosts()[0]);
    expect(states()).toEqual(['reading']);
    await judged('open');
    expect(states()).toEqual(['open']);
    expect(asked.find((ask) => ask.kind === 'judge')).toEqual({
      kind: 'judge',
      head: HEAD,
      context: { webmail: 'plain', key: '1', mailbox: null, folder: null, attached: false, fidelity: 'exact' },
      pass: 'head',
    });
  });

  it('wakes the background before the source is there', async () => {
    document.body.innerHTML = article('1');
    start();
    await settle();
    expect(asked.map(({ kind }) => kind)).toContain('wake');
    expect(asked.map(({ kind }) => kind)).not.toContain('judge');
  });

  it('several mails: each has its own, bound to its own source', async () => {
    document.body.innerHTML = article('1') + article('2') + article('3');
    start();
    expect(sources.map(({ key }) => key)).toEqual(['1', '2', '3']);
    for (const source of sources.splice(0).reverse()) source.answer(HEAD);
    await settle();
    const locks = { 1: 'open', 2: 'closed', 3: 'house' } as const;
    for (const { key, answer } of verdicts) answer(locks[key as '1']);
    await settle();
    expect(states()).toEqual(['open', 'closed', 'house']);
  });

  it('mails that come later, many changes in one scan', async () => {
    const find = vi.fn(webmail.find);
    start({ webmails: [{ ...webmail, find }] });
    await settle();
    find.mockClear();
    for (let at = 0; at < 50; at++) document.body.append(document.createElement('i'));
    document.body.insertAdjacentHTML('beforeend', article('1'));
    await settle();
    expect(hosts()).toHaveLength(1);
    // one for the changes, one for the mark that was put in, and the checks after each await
    expect(find.mock.calls.length).toBeLessThan(5);
  });

  it('is put back when the page takes it away, but not without end', async () => {
    document.body.innerHTML = article('1');
    start();
    for (let at = 0; at < PLACE_LIMIT + 5; at++) {
      hosts()[0]?.remove();
      await settle();
    }
    expect(hosts()).toHaveLength(0);
  });

  it('follows its anchor', async () => {
    document.body.innerHTML = article('1');
    start();
    document.querySelector('p')!.outerHTML = '<h1><b>s</b></h1>';
    await settle();
    expect(hosts()).toHaveLength(1);
    expect(document.querySelector('h1 b')!.nextSibling).toBe(hosts()[0]);
  });

  it('never two in one place, even over the remains of another instance', async () => {
    document.body.innerHTML = article('1');
    document.querySelector('b')!.after(document.createElement(HOST));
    document.body.append(document.createElement(PANEL_HOST));
    start();
    expect(hosts()).toHaveLength(1);
    expect(document.querySelector(PANEL_HOST)).toBeNull();
    expect(drawn.has(hosts()[0]!)).toBe(true);
  });

  it('all are taken away at the end, and nothing is done after it', async () => {
    document.body.innerHTML = article('1');
    start();
    end.abort();
    expect(hosts()).toHaveLength(0);
    expect(sources[0]!.aborted()).toBe(true);
    document.body.insertAdjacentHTML('beforeend', article('2'));
    await settle();
    expect(hosts()).toHaveLength(0);
  });
});

describe('the second pass', () => {
  const passes = () => asked.flatMap((ask) => (ask.kind === 'judge' ? [ask.pass] : []));
  const first = async (more: 'lookups' | 'body'): Promise<void> => {
    document.body.innerHTML = article('1');
    start();
    for (const source of sources.splice(0)) source.answer(`${HEAD}body`);
    await settle();
    verdicts.shift()!.answer('open', true, more);
    await settle();
  };

  it('asks with lookups, and fetches no body where none is wanted', async () => {
    await first('lookups');
    expect(states()).toEqual(['open']);
    expect(sources).toEqual([]);
    expect(passes()).toEqual(['head', { body: null }]);
    verdicts.shift()!.answer('closed');
    await settle();
    expect(states()).toEqual(['closed']);
  });

  it('hands over the octets after the blank line, once fetched for all passes', async () => {
    await first('body');
    expect(sources.map(({ key }) => key)).toEqual(['1']);
    expect(passes()).toEqual(['head']);
    sources.shift()!.answer(`${HEAD}body`);
    await settle();
    const last = passes().at(-1) as { body: Blob };
    expect(await last.body.text()).toBe('body');
    verdicts.shift()!.answer('closed');
    await settle();
    expect(states()).toEqual(['closed']);
  });

  it.each([
    ['another mail', `Received: other\r\n\r\nbody`],
    ['a page', '<html>'],
  ])('goes on without a body where %s comes instead', async (_, answer) => {
    await first('body');
    sources.shift()!.answer(answer);
    await settle();
    expect(passes().at(-1)).toEqual({ body: null });
  });

  it('ends with the mail', async () => {
    await first('body');
    document.body.innerHTML = '';
    await settle();
    expect(sources[0]!.aborted()).toBe(true);
    expect(passes()).toEqual(['head']);
  });

  it('says so where no answer comes', async () => {
    await first('lookups');
    verdicts.shift()!.answer(null);
    await settle();
    expect(states()).toEqual(['unreadable']);
  });
});

describe('nothing stale is ever shown', () => {
  it('the element shows another mail before the source came', async () => {
    document.body.innerHTML = article('1');
    start();
    const [first] = sources.splice(0);
    document.querySelector('article')!.setAttribute('data-key', '2');
    first!.answer(HEAD);
    await settle();
    expect(verdicts.map(({ key }) => key)).toEqual([]);
    await judged('closed');
    expect(
      asked.filter(({ kind }) => kind === 'judge').map((ask) => (ask as { context: { key: string } }).context.key),
    ).toEqual(['2']);
    expect(states()).toEqual(['closed']);
  });

  it('the element shows another mail before the verdict came', async () => {
    document.body.innerHTML = article('1');
    start();
    sources.splice(0)[0]!.answer(HEAD);
    await settle();
    const [first] = verdicts.splice(0);
    document.querySelector('article')!.setAttribute('data-key', '2');
    first!.answer('closed');
    await settle();
    expect(states()).toEqual(['reading']);
    await judged('open');
    expect(states()).toEqual(['open']);
  });

  it('the mail is gone: its request ends, its mark goes', async () => {
    document.body.innerHTML = article('1') + article('2');
    start();
    document.querySelector('article')!.remove();
    await settle();
    expect(sources[0]!.aborted()).toBe(true);
    expect(sources[1]!.aborted()).toBe(false);
    expect(hosts()).toHaveLength(1);
  });

  it('an older question’s answer does not undo a newer one’s', async () => {
    document.body.innerHTML = article('1');
    const running = start();
    await judged('closed');
    running.judgeAgain();
    running.judgeAgain();
    await settle();
    const [older, newer] = verdicts.splice(0);
    newer!.answer('open');
    await settle();
    older!.answer('closed');
    await settle();
    expect(states()).toEqual(['open']);
  });
});

describe('trouble', () => {
  it.each([
    ['no mail', () => sources[0]!.answer('<html>'), 'not-a-message'],
    ['no answer of the background', async () => judged(null), 'no-answer'],
  ])('%s', async (_, happen, failure) => {
    document.body.innerHTML = article('1');
    const running = start();
    await happen();
    await settle();
    expect(running.mails().mails[0]).toMatchObject({ state: 'unreadable', failure, label: failure, report: null });
    expect(states()).toEqual(['unreadable']);
  });

  it('is asked again when the settings change', async () => {
    document.body.innerHTML = article('1');
    const running = start();
    await judged(null);
    running.judgeAgain();
    await judged('open');
    expect(running.mails().mails[0]).toMatchObject({ state: 'open', failure: null });
    expect(asked.filter(({ kind }) => kind === 'wake')).toHaveLength(1);
  });
});

describe('what others hear', () => {
  it('the mails of this frame, with each change', async () => {
    document.body.innerHTML = article('1');
    const running = start();
    const heard = vi.fn();
    running.onChange(heard);
    await judged('open');
    expect(heard).toHaveBeenCalled();
    expect(running.mails()).toMatchObject({ mails: [{ key: '1', subject: 't', state: 'open' }] });
    document.querySelector('article')!.remove();
    await settle();
    expect(running.mails().mails).toEqual([]);
    expect(asked.filter(({ kind }) => kind === 'showing')).toEqual([
      { kind: 'showing', states: [{ state: 'open', seal: null, alarm: false }] },
      { kind: 'showing', states: [] },
    ]);
  });

  it('that one is being read only if it takes a while', async () => {
    document.body.innerHTML = article('1');
    start();
    await settle();
    expect(asked.filter(({ kind }) => kind === 'showing')).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, READING_UNTOLD));
    expect(asked.filter(({ kind }) => kind === 'showing')).toEqual([
      { kind: 'showing', states: [{ state: 'reading', seal: null, alarm: false }] },
    ]);
  });

  it('nothing of a document that was left, and all of it when it comes back', async () => {
    document.body.innerHTML = article('1');
    const running = start();
    await judged('open');
    asked = [];
    window.dispatchEvent(new window.Event('pagehide'));
    expect(running.mails().mails).toEqual([]);
    window.dispatchEvent(new window.Event('pageshow'));
    expect(running.mails().mails).toHaveLength(1);
    expect(lefts).toBe(1);
    expect(asked).toEqual([{ kind: 'showing', states: [{ state: 'open', seal: null, alarm: false }] }]);
  });

  it('a frame without mails says nothing of itself', async () => {
    start();
    await settle();
    window.dispatchEvent(new window.Event('pagehide'));
    expect([asked, lefts]).toEqual([[], 0]);
  });
});

describe('only warnings', () => {
  it('holds no place until there is one', async () => {
    document.body.innerHTML = article('1');
    start({ visible: false });
    expect((hosts()[0] as HTMLElement).hidden).toBe(true);
    await judged('open');
    expect((hosts()[0] as HTMLElement).hidden).toBe(false);
  });

  it('hides what is no warning', async () => {
    document.body.innerHTML = article('1');
    start();
    sources.splice(0)[0]!.answer(HEAD);
    await settle();
    verdicts[0]!.answer('closed', false);
    await settle();
    expect((hosts()[0] as HTMLElement).hidden).toBe(true);
  });
});

describe('the panel', () => {
  it('hears of changes, gives the focus back, ends with the mail', async () => {
    document.body.innerHTML = article('1');
    start();
    const one = drawn.get(hosts()[0]!)!;
    one.click();
    const [request] = panels;
    const changed = vi.fn();
    request!.onChange(changed);
    expect(request!.judged().state).toBe('reading');
    await judged('open');
    expect(changed).toHaveBeenCalled();
    expect(request!.judged().state).toBe('open');
    request!.expanded(true);
    expect(one.focused).toBe(0);
    request!.expanded(false);
    expect(one.focused).toBe(1);
    request!.popup();
    request!.confirmRelay('10.0.0.1');
    expect(asked.slice(-2)).toEqual([{ kind: 'popup' }, { kind: 'confirm-relay', address: '10.0.0.1' }]);
    document.querySelector('article')!.remove();
    await settle();
    expect(request!.signal.aborted).toBe(true);
    request!.expanded(false);
    expect(one.focused).toBe(1);
  });
});
