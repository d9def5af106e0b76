import { beforeEach, describe, expect, it } from 'vitest';
import type { Ask } from '../../browser/protocol';
import type { Expected, RawSource, Webmail } from '../webmail';
import { ahead, contextOf, type Ahead } from './ahead';

const SOURCE: RawSource = { ok: true, head: 'Received: x\r\n\r\n', fidelity: 'exact', route: 'save' };
const MAIL: Expected = { key: 'INBOX;uid=1', mailbox: 'box.example', folder: null, attached: false };

/** What the address of the page says it will show; a test changes it as a page does. */
let expected: Expected | null;
let reachable: boolean;
let readyState: DocumentReadyState;
let sent: { mail: Expected; signal: AbortSignal; answer: (source: RawSource) => void }[];
let judged: { ask: Extract<Ask, { kind: 'judge' }>; signal: AbortSignal }[];
let end: AbortController;

const webmail: Webmail = {
  id: 'one',
  matches: [],
  find: () => [],
  ahead: () => expected,
  routes: [
    {
      name: 'best',
      fidelity: 'exact',
      url: () => (reachable ? { url: new URL('https://mail.example/') } : null),
    },
    { name: 'worse', fidelity: 'normalised', url: () => ({ url: new URL('https://mail.example/worse') }) },
  ],
};
const other: Webmail = { ...webmail, id: 'other' };

function start(): Ahead {
  return ahead({
    document: {
      get readyState() {
        return readyState;
      },
    } as Document,
    webmails: [{ ...webmail, id: 'none', ahead: () => null }, webmail],
    ask(ask, signal) {
      judged.push({ ask, signal });
      return Promise.resolve(null);
    },
    send: (_, mail, signal) => new Promise((answer) => sent.push({ mail, signal, answer })),
    signal: end.signal,
  });
}
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

beforeEach(() => {
  expected = MAIL;
  reachable = true;
  readyState = 'loading';
  sent = [];
  judged = [];
  end = new AbortController();
});

describe('the source of the mail that a page is going to show', () => {
  it('is sent for once, however often the document changes', () => {
    const early = start();
    early.look();
    early.look();
    expect(sent.map(({ mail }) => mail)).toEqual([MAIL]);
  });

  it.each<[string, () => void]>([
    ['a page that shows none', () => (expected = null)],
    ['a page that stands', () => (readyState = 'interactive')],
    ['a page whose best route is not known yet', () => (reachable = false)],
  ])('is not sent for by %s', (_, make) => {
    make();
    start().look();
    expect(sent).toEqual([]);
  });

  it('is sent for as soon as the best route is known', () => {
    reachable = false;
    const early = start();
    early.look();
    reachable = true;
    early.look();
    expect(sent).toHaveLength(1);
  });

  it('is handed to that mail alone, once, and ends with it', async () => {
    const early = start();
    early.look();
    const gone = new AbortController();
    expect(early.take(webmail, 'INBOX;uid=2', gone.signal)).toBeNull();
    expect(early.take(other, MAIL.key, gone.signal)).toBeNull();
    const taken = early.take(webmail, MAIL.key, gone.signal);
    expect(early.take(webmail, MAIL.key, gone.signal)).toBeNull();
    sent[0]!.answer(SOURCE);
    expect(await taken!.source).toBe(SOURCE);
    expect(sent[0]!.signal.aborted).toBe(false);
    gone.abort();
    expect(sent[0]!.signal.aborted).toBe(true);
  });

  it('is stopped where the page shows something else', () => {
    const early = start();
    early.look();
    early.end();
    expect(sent[0]!.signal.aborted).toBe(true);
    expect(early.take(webmail, MAIL.key, end.signal)).toBeNull();
  });

  it('is stopped with the engine', () => {
    start().look();
    end.abort();
    expect(sent[0]!.signal.aborted).toBe(true);
  });
});

describe('its verdict', () => {
  const context = contextOf(webmail, MAIL, SOURCE);

  it('is asked for as soon as the source is there, and taken by the mail that the page tells the same of', async () => {
    const early = start();
    early.look();
    sent[0]!.answer(SOURCE);
    await settle();
    expect(judged.map(({ ask }) => ask)).toEqual([{ kind: 'judge', head: SOURCE.head, context, pass: 'head' }]);
    expect(early.take(webmail, MAIL.key, end.signal)!.verdict(context)).toBeInstanceOf(Promise);
  });

  it.each([
    ['mailbox', { mailbox: 'elsewhere.example' }],
    ['folder', { folder: 'sent' as const }],
    ['being attached', { attached: true }],
  ])('is not that of a mail whose %s the page tells differently', async (_, difference) => {
    const early = start();
    early.look();
    sent[0]!.answer(SOURCE);
    await settle();
    expect(early.take(webmail, MAIL.key, end.signal)!.verdict({ ...context, ...difference })).toBeNull();
  });

  it.each<[string, RawSource, () => void]>([
    ['the source could not be had', { ok: false, failure: 'network' }, () => undefined],
    ['the address now says another mail', SOURCE, () => (expected = { ...MAIL, key: 'INBOX;uid=2' })],
    ['the address now says none', SOURCE, () => (expected = null)],
    ['the engine has ended', SOURCE, () => end.abort()],
  ])('is not asked for where %s', async (_, source, make) => {
    const early = start();
    early.look();
    make();
    sent[0]!.answer(source);
    await settle();
    expect(judged).toEqual([]);
  });

  it('is forgotten when settings change; the source is not', async () => {
    const early = start();
    early.look();
    sent[0]!.answer(SOURCE);
    await settle();
    early.forget();
    const taken = early.take(webmail, MAIL.key, end.signal)!;
    expect(taken.verdict(context)).toBeNull();
    expect(await taken.source).toBe(SOURCE);
  });
});
