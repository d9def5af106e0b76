import { readFileSync } from 'node:fs';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { analyze } from './analyze';
import { readDnsLog } from './dns-log';
import type { AnalyzeAsk } from './protocol';
import { changeSettings } from './settings';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'latin1');
const octets = (text: string): Blob => new Blob([Uint8Array.from(text, (letter) => letter.charCodeAt(0))]);
const fetched = vi.fn();

beforeEach(() => {
  fakeBrowser.reset();
  fetched.mockReset();
  vi.spyOn(fakeBrowser.i18n, 'getMessage').mockReturnValue('en');
  vi.spyOn(fakeBrowser.runtime, 'getURL').mockImplementation(((path: string) => `ext:${path}`) as never);
  vi.stubGlobal('fetch', async (url: string) => {
    const [, language] = /_locales\/(\w+)\//.exec(url) ?? [];
    if (language === undefined) {
      fetched(url);
      return new Response('no', { status: 404 });
    }
    return new Response(readFileSync(new URL(`public/_locales/${language}/messages.json`, ROOT), 'utf8'));
  });
});

const given = (part: Partial<AnalyzeAsk>): AnalyzeAsk => ({
  kind: 'analyze',
  source: octets(read('public/samples/author.eml')),
  pasted: false,
  receiver: { kind: 'domain', domain: 'reader.example' },
  answers: null,
  ...part,
});
const sample = (id: string): AnalyzeAsk =>
  given({
    source: octets(read(`public/samples/${id}.eml`)),
    answers: JSON.parse(read(`public/samples/${id}.json`)) as NonNullable<AnalyzeAsk['answers']>,
  });

async function judged(ask: AnalyzeAsk) {
  const found = await analyze(ask, false);
  if (!found.ok) throw new Error(found.code);
  return found;
}

describe('the samples', () => {
  it.each([
    ['author', 'closed', 'whole', 'aligned'],
    ['newsletter', 'closed', 'half', 'third-party'],
    ['spoof', 'closed', 'broken', 'reject'],
  ])('%s: %s, %s, without a question to anybody', async (id, lock, seal, code) => {
    const found = await judged(sample(id));
    expect(found.judged).toMatchObject({ state: lock, seal: { state: seal } });
    expect(found.saved.verdict.sender).toBe(code);
    expect(found.saved.faithful).toBe(true);
    expect(fetched).not.toHaveBeenCalled();
  });

  it('are shown with their sender and subject', async () => {
    const { judged: shown } = await judged(sample('author'));
    expect(shown).toMatchObject({
      subject: 'Tulip bulbs for Saturday',
      sender: { name: 'Noor', address: 'noor@garden.example' },
    });
  });
});

describe('who received it', () => {
  it('nobody: the lock cannot be told, a signature stands by itself', async () => {
    const { judged: shown } = await judged({ ...sample('author'), receiver: { kind: 'nobody' } });
    expect(shown).toMatchObject({ state: 'dotted', seal: { state: 'whole' } });
  });

  it('a known provider: its lines are its own, and no others', async () => {
    const { judged: shown } = await judged({ ...sample('author'), receiver: { kind: 'provider', id: 'gmail' } });
    expect(shown.state).toBe('dotted');
  });
});

describe('the source', () => {
  it('headers alone: judged as such', async () => {
    const [head = ''] = read('public/samples/author.eml').split('\r\n\r\n');
    const { judged: shown, saved } = await judged({ ...sample('author'), source: octets(head), pasted: true });
    expect(saved).toMatchObject({ fidelity: 'headers-only', bodies: null });
    expect(shown.seal?.state).not.toBe('broken');
  });

  it('changed: of a file that is said; what was pasted may have lost something on the way', async () => {
    const text = read('public/samples/author.eml').replace('Hello Kim,', 'Hello Kim.');
    const asFile = await judged({ ...sample('author'), source: octets(text), receiver: { kind: 'nobody' } });
    const asText = await judged({
      ...sample('author'),
      source: octets(text),
      receiver: { kind: 'nobody' },
      pasted: true,
    });
    expect([asFile.judged.seal?.state, asText.judged.seal?.state]).toEqual(['cracked', 'dotted']);
  });

  it('with LF alone, as files are kept: the same', async () => {
    const text = read('public/samples/author.eml').replaceAll('\r\n', '\n');
    expect((await judged({ ...sample('author'), source: octets(text) })).judged.seal?.state).toBe('whole');
  });

  it.each([
    ['empty', ''],
    ['no-mail', '<!doctype html><p>Sign in'],
  ])('%s', async (code, text) => {
    expect(await analyze(given({ source: octets(text) }), false)).toEqual({ ok: false, code });
  });

  it('gone meanwhile', async () => {
    const source = Object.assign(new Blob(['From: a@b.example']), {
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }),
    });
    expect(await analyze(given({ source }), false)).toEqual({ ok: false, code: 'unreadable' });
  });
});

it('with lookups off nobody is asked', async () => {
  const { judged: shown } = await judged(given({}));
  expect(fetched).not.toHaveBeenCalled();
  expect(shown.report?.asked.every(({ answer }) => !answer.ok && answer.failure === 'not-asked')).toBe(true);
  expect(shown.seal?.state).toBe('dotted');
});

it('with lookups on the resolver is asked, and the list of what left tells that it was for a file', async () => {
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({} as never);
  const lookups = { mode: 'dns' as const, resolver: 'https://dns.example/dns-query', trusted: false };
  await changeSettings((before) => ({ ...before, lookups }));
  await judged(given({}));
  expect(fetched.mock.calls.every(([url]) => String(url).startsWith('https://dns.example/dns-query?dns='))).toBe(true);
  expect(fetched).toHaveBeenCalled();
  await vi.waitFor(async () =>
    expect((await readDnsLog())[0]).toMatchObject({ kind: 'file', author: 'garden.example', resolver: 'dns.example' }),
  );
});

it('a sample asks nobody, though lookups are on', async () => {
  vi.spyOn(fakeBrowser.permissions, 'contains').mockResolvedValue(true as never);
  vi.spyOn(fakeBrowser.runtime, 'getManifest').mockReturnValue({} as never);
  const lookups = { mode: 'dns' as const, resolver: 'https://dns.example/dns-query', trusted: false };
  await changeSettings((before) => ({ ...before, lookups }));
  await judged(sample('spoof'));
  expect(fetched).not.toHaveBeenCalled();
});
