import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, expect, it, vi } from 'vitest';
import { changeSettings } from './settings';
import { silence } from './situation';

let found: unknown;

beforeEach(async () => {
  fakeBrowser.reset();
  found = null;
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
  (fakeBrowser as unknown as Record<string, unknown>)['scripting'] = {
    executeScript: async () => {
      if (found instanceof Error) throw found;
      return [{ result: found }];
    },
  };
  await changeSettings((before) => ({
    ...before,
    sites: [{ pattern: 'https://mail.example/*', webmail: null, on: true }],
  }));
});

it.each<[string, number | undefined, string | undefined, unknown, object]>([
  ['a site that is on', 1, 'https://mail.example/x', null, { kind: 'reload', host: 'mail.example' }],
  ['a webmail that is off', 1, 'https://other.example:8443/', 'roundcube', { kind: 'off', host: 'other.example' }],
  ['the same host in the clear', 1, 'http://mail.example/', 'roundcube', { kind: 'off', host: 'mail.example' }],
  [
    'a webmail known by its host',
    1,
    'https://mail.google.com/mail/u/0/',
    null,
    { kind: 'off', host: 'mail.google.com' },
  ],
  ['no webmail', 1, 'https://news.example/', null, { kind: 'unsupported', host: 'news.example' }],
  [
    'a page the browser keeps for itself',
    1,
    'https://store.example/',
    new Error('no'),
    { kind: 'unsupported', host: 'store.example' },
  ],
  ['a page of the browser', 1, 'about:config', 'roundcube', { kind: 'unsupported', host: null }],
  ['a file', 1, 'file:///x', 'roundcube', { kind: 'unsupported', host: null }],
  ['a tab without an address', 1, undefined, 'roundcube', { kind: 'unsupported', host: null }],
  ['no tab', undefined, 'https://mail.example/x', null, { kind: 'unsupported', host: null }],
])('%s', async (_, id, url, detected, expected) => {
  found = detected;
  expect(await silence({ id, url })).toEqual(expected);
});
