import { fakeBrowser } from 'wxt/testing/fake-browser';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changeSettings, readSettings, type Settings } from './settings';
import { activeSites, followPermissions, reconcile, registrations } from './sites';

const site = (host: string, on = true, webmail: string | null = null): Settings['sites'][number] => ({
  pattern: `https://${host}/*`,
  webmail,
  on,
});
const WEBMAILS = [
  { id: 'roundcube', matches: [] },
  { id: 'hosted', matches: ['https://hosted.example/*', 'https://*.hosted.example/*'] },
  { id: 'other', matches: [] },
];
const CORE = '/content-scripts/webmail.js';

interface Script {
  id: string;
  matches: string[];
  js: string[];
}

/** What the browser holds; the fake has no scripting and no permissions of its own. */
let registered: Map<string, Script>;
let granted: Set<string>;
let tabs: { id: number; url: string }[];
let ran: { tab: number; files: string[] }[];
let told: { tab: number; tell: unknown }[];

beforeEach(() => {
  fakeBrowser.reset();
  registered = new Map();
  granted = new Set();
  tabs = [];
  ran = [];
  told = [];
  const browser = fakeBrowser as unknown as Record<string, Record<string, unknown>>;
  browser['scripting'] = {
    getRegisteredContentScripts: async () =>
      [...registered.values()].map((one) => ({ ...one, js: one.js.map((file) => file.replace(/^\//, '')) })),
    registerContentScripts: async (scripts: Script[]) => {
      for (const one of scripts) {
        if (registered.has(one.id)) throw new Error(`duplicate ${one.id}`);
        registered.set(one.id, one);
      }
    },
    unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
      for (const id of ids) if (!registered.delete(id)) throw new Error(`no ${id}`);
    },
    executeScript: async ({ target, files }: { target: { tabId: number }; files: string[] }) => {
      if (tabs.find(({ id }) => id === target.tabId)?.url.includes('error')) throw new Error('an error page');
      ran.push({ tab: target.tabId, files });
    },
  };
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation((async ({ origins }: { origins: string[] }) =>
    origins.every((one) => granted.has(one))) as never);
  vi.spyOn(fakeBrowser.tabs, 'query').mockImplementation((async ({ url }: { url?: string[] }) =>
    tabs.filter((tab) => !url || url.some((one) => tab.url.startsWith(one.slice(0, -1))))) as never);
  vi.spyOn(fakeBrowser.tabs, 'sendMessage').mockImplementation((async (tab: number, tell: unknown) => {
    told.push({ tab, tell });
    throw new Error('no receiver');
  }) as never);
});

async function keep(sites: Settings['sites'], rest: Partial<Settings> = {}): Promise<void> {
  await changeSettings((before) => ({ ...before, ...rest, sites }));
}

describe('registrations', () => {
  it.each<[string, Settings['sites'], Settings['show'], object[]]>([
    ['none', [], 'always', []],
    ['a site that is off', [site('a.example', false)], 'always', []],
    ['an unknown webmail', [site('a.example', true, 'nobody')], 'always', []],
    [
      'any webmail',
      [site('a.example')],
      'always',
      [{ id: 'webmail-any', matches: ['https://a.example/*'], js: ['/roundcube.js', '/other.js', CORE] }],
    ],
    [
      'one webmail',
      [site('a.example', true, 'other')],
      'always',
      [{ id: 'webmail-other', matches: ['https://a.example/*'], js: ['/other.js', CORE] }],
    ],
    [
      'one whose host tells',
      [site('hosted.example'), site('eu.hosted.example'), site('*.hosted.example'), site('nothosted.example')],
      'always',
      [
        {
          id: 'webmail-hosted',
          matches: ['https://hosted.example/*', 'https://eu.hosted.example/*', 'https://*.hosted.example/*'],
          js: ['/hosted.js', CORE],
        },
        { id: 'webmail-any', matches: ['https://nothosted.example/*'], js: ['/roundcube.js', '/other.js', CORE] },
      ],
    ],
    [
      'the reader’s word before the host’s',
      [site('hosted.example', true, 'roundcube')],
      'always',
      [{ id: 'webmail-roundcube', matches: ['https://hosted.example/*'], js: ['/roundcube.js', CORE] }],
    ],
    [
      'only warnings',
      [site('a.example', true, 'other')],
      'warnings',
      [{ id: 'webmail-other', matches: ['https://a.example/*'], js: ['/warnings-only.js', '/other.js', CORE] }],
    ],
    [
      'together what is alike',
      [site('a.example'), site('b.example', true, 'roundcube'), site('c.example')],
      'always',
      [
        {
          id: 'webmail-any',
          matches: ['https://a.example/*', 'https://c.example/*'],
          js: ['/roundcube.js', '/other.js', CORE],
        },
        { id: 'webmail-roundcube', matches: ['https://b.example/*'], js: ['/roundcube.js', CORE] },
      ],
    ],
  ])('%s', (_, sites, show, expected) => {
    expect(registrations(sites, WEBMAILS, show)).toEqual(expected);
  });
});

describe('reconcile', () => {
  it('registers what is on and granted, early and in all frames', async () => {
    granted.add('https://a.example/*');
    await keep([site('a.example'), site('b.example')]);
    await reconcile(WEBMAILS, false);
    expect([...registered.values()]).toEqual([
      {
        id: 'webmail-any',
        matches: ['https://a.example/*'],
        js: ['/roundcube.js', '/other.js', CORE],
        allFrames: true,
        runAt: 'document_start',
        persistAcrossSessions: true,
      },
    ]);
  });

  it('runs in tabs already open, once; in all of them again after an update', async () => {
    granted.add('https://a.example/*');
    tabs = [
      { id: 1, url: 'https://a.example/x' },
      { id: 2, url: 'https://b.example/' },
      { id: 3, url: 'https://a.example/error' },
    ];
    await keep([site('a.example')]);
    await reconcile(WEBMAILS, false);
    expect(ran).toEqual([{ tab: 1, files: ['/roundcube.js', '/other.js', CORE] }]);
    await reconcile(WEBMAILS, false);
    expect(ran).toHaveLength(1);
    await reconcile(WEBMAILS, true);
    expect(ran).toHaveLength(2);
  });

  it('changes nothing when nothing changed', async () => {
    granted.add('https://a.example/*');
    await keep([site('a.example')]);
    await reconcile(WEBMAILS, false);
    const before = registered.get('webmail-any');
    await reconcile(WEBMAILS, false);
    expect(registered.get('webmail-any')).toBe(before);
  });

  it('takes away what is off, and tells every tab', async () => {
    granted.add('https://a.example/*').add('https://b.example/*');
    tabs = [{ id: 7, url: 'https://a.example/' }];
    await keep([site('a.example'), site('b.example')]);
    await reconcile(WEBMAILS, false);
    await keep([site('a.example', false), site('b.example')]);
    await reconcile(WEBMAILS, false);
    expect(registered.get('webmail-any')!.matches).toEqual(['https://b.example/*']);
    expect(told.at(-1)).toEqual({ tab: 7, tell: { kind: 'sites', patterns: ['https://b.example/*'] } });
    granted.clear();
    await reconcile(WEBMAILS, false);
    expect(registered.size).toBe(0);
  });

  it('called many times at once it ends in the same state', async () => {
    granted.add('https://a.example/*');
    await keep([site('a.example')]);
    await Promise.all(Array.from({ length: 8 }, () => reconcile(WEBMAILS, false)));
    expect(registered.size).toBe(1);
  });

  it('leaves scripts alone that are not its own', async () => {
    registered.set('else', { id: 'else', matches: ['https://x.example/*'], js: ['x.js'] });
    await reconcile(WEBMAILS, false);
    expect(registered.has('else')).toBe(true);
  });
});

describe('permissions', () => {
  it.each<[string, string[], string[], Settings['sites'], Settings['sites']]>([
    ['a grant adds the site', ['https://a.example/*'], [], [], [site('a.example')]],
    [
      'a grant switches it on',
      ['https://a.example/*'],
      [],
      [site('a.example', false, 'roundcube')],
      [site('a.example', true, 'roundcube')],
    ],
    [
      'a loss switches it off',
      [],
      ['https://a.example/*'],
      [site('a.example'), site('b.example')],
      [site('a.example', false), site('b.example')],
    ],
    ['all sites are no site', ['https://*/*', '<all_urls>'], [], [], []],
  ])('%s', async (_, added, removed, before, after) => {
    await keep(before);
    await followPermissions(added, removed);
    expect((await readSettings()).sites).toEqual(after);
  });

  it('a site is active when it is on and granted', async () => {
    granted.add('https://a.example/*').add('https://b.example/*');
    await keep([site('a.example'), site('b.example', false), site('c.example')]);
    expect(await activeSites()).toEqual([site('a.example')]);
  });
});
