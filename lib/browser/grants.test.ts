import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, expect, it, vi } from 'vitest';
import { addSite, removeSite, switchSite } from './grants';
import { readSettings } from './settings';

let answer: boolean | Error;
const asked: string[] = [];

beforeEach(() => {
  fakeBrowser.reset();
  asked.length = 0;
  answer = true;
  const act = (name: string) => async (what: { origins?: string[] }) => {
    asked.push(`${name} ${what.origins?.join()}`);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  vi.spyOn(fakeBrowser.permissions, 'request').mockImplementation(act('request') as never);
  vi.spyOn(fakeBrowser.permissions, 'remove').mockImplementation(act('remove') as never);
});

it('asks in the click itself: nothing is awaited before', () => {
  void addSite('https://mail.example.org/');
  expect(asked).toEqual(['request https://mail.example.org/*']);
});

it.each([
  ['http://mail.example.org:8080/x', 'http://mail.example.org/*'],
  ['mail.example.org', 'https://mail.example.org/*'],
])('adds %s without its port', async (typed, pattern) => {
  expect(await addSite(typed)).toEqual({ ok: true });
  expect((await readSettings()).sites).toEqual([{ pattern, webmail: null, on: true }]);
});

it('does not ask for what is no site', async () => {
  expect(await addSite('*')).toEqual({ ok: false, code: 'site-not-a-host' });
  expect(asked).toEqual([]);
});

it.each([false, new Error('not in a click')])('keeps nothing when the browser says no: %s', async (no) => {
  answer = no;
  expect(await addSite('mail.example.org')).toEqual({ ok: false, code: 'permission-refused' });
  expect((await readSettings()).sites).toEqual([]);
});

it('switching off gives the permission back and keeps the site; on again asks again', async () => {
  await addSite('mail.example.org');
  await switchSite('https://mail.example.org/*', false);
  expect((await readSettings()).sites).toEqual([{ pattern: 'https://mail.example.org/*', webmail: null, on: false }]);
  await switchSite('https://mail.example.org/*', true);
  expect((await readSettings()).sites).toEqual([{ pattern: 'https://mail.example.org/*', webmail: null, on: true }]);
  expect(asked.map((one) => one.split(' ')[0])).toEqual(['request', 'remove', 'request']);
});

it('removing gives the permission back and forgets the site', async () => {
  await addSite('mail.example.org');
  await removeSite('https://mail.example.org/*');
  expect(asked.at(-1)).toBe('remove https://mail.example.org/*');
  expect((await readSettings()).sites).toEqual([]);
});
