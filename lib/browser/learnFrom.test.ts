import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it } from 'vitest';
import { forgetLearned, LEARNED_KEY, learnedNames, listLearned } from './learned';
import { ACCOUNTS_LIMIT, learnFrom } from './learnFrom';

const account = { site: 'mail.box.example', mailbox: 'box.example' };
const report = (by: string | null, author: string | null) => ({ hops: by === null ? [] : [{ by }], author }) as never;
const senders = ['a.example', 'b.example', 'c.example', 'd.example', 'e.example'];

beforeEach(() => fakeBrowser.reset());

async function hear(by: string, authors: readonly string[], of = account): Promise<void> {
  for (const author of authors) await learnFrom(of, report(by, author));
}

describe('learning', () => {
  it('a server that stands on top of mails from unrelated senders', async () => {
    await hear('mx.hoster.example', senders);
    expect(await learnedNames(account)).toEqual(['mx.hoster.example']);
    expect(await listLearned()).toEqual([{ mailbox: 'box.example', host: 'mx.hoster.example' }]);
  });

  it.each<[string, string, readonly string[]]>([
    ['too few senders', 'mx.hoster.example', senders.slice(0, 2)],
    [
      'one sender, many of its hosts',
      'mx.hoster.example',
      ['a.sender.example', 'b.sender.example', 'c.sender.example', 'sender.example'],
    ],
    ['its own mail', 'mx.hoster.example', senders.map(() => 'hoster.example')],
  ])('not from %s', async (_, by, authors) => {
    await hear(by, authors);
    expect(await learnedNames(account)).toEqual([]);
  });

  it('each mailbox and each webmail for itself', async () => {
    await hear('mx.hoster.example', senders);
    expect(await learnedNames({ ...account, mailbox: 'other.example' })).toEqual([]);
    expect(await learnedNames({ ...account, mailbox: null })).toEqual([]);
    expect(await learnedNames({ ...account, site: 'elsewhere.example' })).toEqual([]);
  });

  it('from mails that come at once', async () => {
    await Promise.all(senders.map((author) => learnFrom(account, report('mx.hoster.example', author))));
    expect(await learnedNames(account)).toEqual(['mx.hoster.example']);
  });

  it('nothing where a mail does not tell', async () => {
    await learnFrom(account, report(null, 'a.example'));
    await learnFrom(account, report('mx.hoster.example', null));
    expect(await fakeBrowser.storage.local.get(LEARNED_KEY)).toEqual({});
  });
});

describe('what is kept', () => {
  it('no sender by name, and another hash on another device', async () => {
    await hear('mx.hoster.example', senders);
    const first = JSON.stringify(await fakeBrowser.storage.local.get(LEARNED_KEY));
    for (const sender of senders) expect(first).not.toContain(sender);
    fakeBrowser.reset();
    await hear('mx.hoster.example', senders);
    const second = JSON.stringify(await fakeBrowser.storage.local.get(LEARNED_KEY));
    const hashes = (text: string): string[] => [...text.matchAll(/"author":"([^"]*)"/g)].map(([, hash]) => hash!);
    expect(hashes(first)).toHaveLength(senders.length);
    expect(hashes(first).filter((hash) => hashes(second).includes(hash))).toEqual([]);
  });

  it('mailboxes up to the limit, the newest first', async () => {
    for (let at = 0; at <= ACCOUNTS_LIMIT; at++)
      await hear('mx.hoster.example', senders, { ...account, site: `${at}.example` });
    expect(await listLearned()).toHaveLength(ACCOUNTS_LIMIT);
    expect(await learnedNames({ ...account, site: '0.example' })).toEqual([]);
    expect(await learnedNames({ ...account, site: `${ACCOUNTS_LIMIT}.example` })).toEqual(['mx.hoster.example']);
  });

  it('is forgotten when the reader says so, and may be learned again', async () => {
    await hear('mx.hoster.example', senders);
    await forgetLearned({ mailbox: 'box.example', host: 'mx.hoster.example' });
    expect(await listLearned()).toEqual([]);
    await hear('mx.hoster.example', senders.slice(0, 1));
    expect(await listLearned()).toEqual([]);
    await hear('mx.hoster.example', senders);
    expect(await listLearned()).toHaveLength(1);
  });
});
