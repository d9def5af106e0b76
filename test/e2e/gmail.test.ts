import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { BrowserName, Surface, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { openGmail, type GmailServer } from './gmail-server.ts';
import { errorsOf, inEachBrowser } from './in-browser.ts';
import { MARK, PANEL } from './marks.ts';
import { builtInSites, openOptions, SECTION } from './options-page.ts';

const ENCRYPTED = '18b3d491b43200ff';
const WRITTEN = '18b3d491b4320abc';
const PLAIN = '18b3d491b4320200';
const HOSTILE = '18b3d491b43202bc';

/** A mail as Google's own lines stand on it, received with or without TLS. */
function received(from: string, encrypted: boolean): Buffer {
  const by = encrypted ? 'ESMTPS id x1' : 'ESMTP id x1';
  const version = encrypted ? '\r\n        (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)' : '';
  return Buffer.from(
    [
      'Delivered-To: kim@corp.example',
      'Received: by 2002:a05:6000:1234:b0:1:2:3 with SMTP id a1csp1; Tue, 24 Nov 2026 02:23:01 -0800 (PST)',
      'Received: from out.far.example (out.far.example. [203.0.113.9])',
      `        by mx.google.com with ${by}`,
      `        for <kim@corp.example>${version};`,
      '        Tue, 24 Nov 2026 02:23:00 -0800 (PST)',
      `From: ${from}`,
      'To: kim@corp.example',
      'Subject: Lunch <on> "Friday" & so on',
      '',
      'At the harbour?',
      '',
    ].join('\r\n'),
  );
}

const written = Buffer.from(
  'From: Kim <kim@corp.example>\r\nTo: noor@far.example\r\nSubject: x\r\n\r\nAt the harbour.\r\n',
);
const MAILS = new Map([
  [ENCRYPTED, received('Noor <noor@far.example>', true)],
  [WRITTEN, written],
  [PLAIN, received('Lee <lee@near.example>', false)],
  [HOSTILE, received('Mallory <mallory@evil.example>', false)],
]);
const PERMANENT = new Map([ENCRYPTED, PLAIN, HOSTILE].map((id) => [`msg-f:${BigInt(`0x${id}`)}`, id]));

let gmail: GmailServer;
beforeAll(async () => {
  gmail = await openGmail(MAILS, PERMANENT);
});
afterAll(() => gmail?.close());
beforeEach(() => gmail.forget());

interface Seen {
  readonly id: string | null;
  readonly state: string;
  /** Of the heading it stands in. */
  readonly sender: string | null;
  readonly tooltip: string;
}

/** Each mark, with the id of the mail around it. */
function marksIn(surface: Surface): Promise<Seen[]> {
  return surface.look(MARK, (found) =>
    found.map((mark) => {
      const { host } = mark.getRootNode() as ShadowRoot;
      return {
        id: host.closest('[data-legacy-message-id]')?.getAttribute('data-legacy-message-id') ?? null,
        state: mark.getAttribute('data-state') ?? '',
        sender: host.closest('h3')?.querySelector('[email]')?.getAttribute('email') ?? null,
        tooltip: mark.getAttribute('title') ?? '',
      };
    }),
  );
}

/** The marks, once there are as many as that and each has come to its verdict. */
async function marksOf(surface: Surface, count = 1): Promise<Seen[]> {
  let last: Seen[] = [];
  try {
    return await until(`${count} marks`, async () => {
      last = await marksIn(surface);
      return last.length === count && last.every(({ state }) => state !== 'reading') && last;
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}; last seen: ${JSON.stringify(last)}`, { cause: error });
  }
}

const view = (tab: Tab, hash: string): Promise<void> =>
  tab.page((to) => {
    location.hash = to;
  }, hash);

/** Chromium cannot be asked without a screen; Firefox takes up at once what it was granted, and is asked instead. */
const launch = (name: BrowserName) => (name === 'chromium' ? { granted: ['https://mail.google.com/*'] } : {});

inEachBrowser('Gmail', launch, (at, name) => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await at.browser.open('about:blank');
  });

  it('is off until it is switched on in the options', async () => {
    const scripts = () =>
      at.browser.api<{ matches: string[]; js: string[] }[]>(
        async (api) => api.scripting.getRegisteredContentScripts(),
        [],
      );
    await tab.goto(`${gmail.url}#inbox/encrypted`);
    const options = await openOptions(at.browser);
    expect(await builtInSites(options)).toContainEqual({ host: 'mail.google.com', on: false });
    expect(await scripts()).toEqual([]);
    expect(await marksIn(tab)).toEqual([]);

    const index = (await builtInSites(options)).findIndex(({ host }) => host === 'mail.google.com');
    await options.click(`${SECTION.sites} .rows li:nth-of-type(${index + 1}) input[role="switch"]`);
    if (name === 'firefox') await at.browser.answer('allow');
    await until('it to be on', async () => (await builtInSites(options))[index]?.on);
    await until('its script', async () => (await scripts()).length > 0);
    expect((await scripts()).map(({ matches, js }) => [matches, js.map((file) => file.replace(/^\//, ''))])).toEqual([
      [['https://mail.google.com/*'], ['gmail.js', 'content-scripts/webmail.js']],
    ]);
    await options.close();
    // the page that was open before
    expect((await marksOf(tab))[0]).toMatchObject({ id: ENCRYPTED, state: 'closed' });
  });

  it('all mails of a thread that are unfolded, each with its own source', async () => {
    await tab.goto(`${gmail.url}#inbox/thread`);
    expect(await marksOf(tab, 3)).toMatchObject([
      { id: ENCRYPTED, state: 'closed', sender: 'noor@far.example' },
      { id: WRITTEN, state: 'plane', sender: 'kim@corp.example' },
      { id: PLAIN, state: 'open', sender: 'lee@near.example' },
    ]);
  });

  it('the source comes from the host that Gmail sends on to, and the session stays at home', async () => {
    await tab.goto(`${gmail.url}#inbox`);
    gmail.forget();
    await view(tab, 'inbox/encrypted');
    expect((await marksOf(tab))[0]).toMatchObject({ state: 'closed' });
    expect(gmail.asked.map(({ host }) => host).slice(0, 2)).toEqual([
      'mail.google.com',
      'mail-attachment.googleusercontent.com',
    ]);
    const there = gmail.asked.filter(({ host }) => host !== 'mail.google.com');
    expect(there.map(({ cookie }) => cookie)).toEqual(there.map(() => null));
    expect(gmail.asked.every(({ path }) => path.startsWith(`/mail/u/0/?view=att&th=${ENCRYPTED}&`))).toBe(true);
  });

  it('the next mail without a new page, and the list', async () => {
    await tab.goto(`${gmail.url}#inbox/encrypted`);
    expect(await marksOf(tab)).toMatchObject([{ id: ENCRYPTED, state: 'closed' }]);
    await view(tab, 'inbox/plain');
    await until('the next mail', async () => (await marksIn(tab))[0]?.id === PLAIN);
    expect(await marksOf(tab)).toMatchObject([{ id: PLAIN, state: 'open' }]);
    await view(tab, 'inbox');
    await until('the marks to go', async () => (await marksIn(tab)).length === 0);
    await view(tab, 'inbox/plain');
    expect(await marksOf(tab)).toMatchObject([{ id: PLAIN, state: 'open' }]);
  });

  it('a mail that imitates others has one mark, its own', async () => {
    await tab.goto(`${gmail.url}#inbox/hostile`);
    expect(await marksOf(tab)).toMatchObject([{ id: HOSTILE, state: 'open', sender: 'mallory@evil.example' }]);
    expect(gmail.asked.every(({ path }) => !path.includes(ENCRYPTED))).toBe(true);
    // one that comes later, in an element the mail made for it
    await tab.page(() => {
      const body = document.querySelector('.a3s')!;
      body.append(document.querySelector('.adn .adn')!.cloneNode(true));
    });
    await view(tab, 'inbox/plain');
    await until('the next mail', async () => (await marksIn(tab))[0]?.id === PLAIN);
    expect(await marksOf(tab)).toMatchObject([{ id: PLAIN, state: 'open' }]);
    expect(gmail.asked.every(({ path }) => !path.includes(ENCRYPTED))).toBe(true);
  });

  it('an element that is used for another mail: the source that was on its way is not believed', async () => {
    let release = (): void => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    gmail.instead(async ({ path }) => path.includes(ENCRYPTED) && held.then(() => false));
    await tab.goto(`${gmail.url}#inbox/encrypted`);
    await until('the source to be asked for', () => gmail.asked.length > 0);
    expect(await marksIn(tab)).toMatchObject([{ id: ENCRYPTED, state: 'reading' }]);
    await tab.page(
      ([legacy, permanent]) => {
        const mail = document.querySelector('.adn')!;
        mail.setAttribute('data-legacy-message-id', legacy!);
        mail.setAttribute('data-message-id', `#${permanent}`);
      },
      [PLAIN, `msg-f:${BigInt(`0x${PLAIN}`)}`],
    );
    release();
    expect(await marksOf(tab)).toMatchObject([{ id: PLAIN, state: 'open' }]);
  });

  it('a mail is folded: its mark goes; unfolded again: it is back', async () => {
    const toggle = () => tab.page(() => void document.querySelector('.adn')!.parentElement!.classList.toggle('kv'));
    await tab.goto(`${gmail.url}#inbox/plain`);
    await marksOf(tab);
    await toggle();
    await until('the mark to go', async () => (await marksIn(tab)).length === 0);
    await toggle();
    expect(await marksOf(tab)).toMatchObject([{ id: PLAIN, state: 'open' }]);
  });

  it('a window of its own, and the panel in it', async () => {
    await tab.goto(`${gmail.url}popout?ver=x#inbox/plain`);
    expect(await marksOf(tab)).toMatchObject([{ id: PLAIN, state: 'open' }]);
    await tab.click(MARK);
    await until('the panel', () => tab.look(PANEL, (found) => found.length === 1));
  });

  it('“show original”', async () => {
    await tab.goto(`${gmail.url}?ik=0a1b2c3d4e&view=om&permmsgid=msg-f:${BigInt(`0x${ENCRYPTED}`)}`);
    expect(await marksOf(tab)).toMatchObject([{ state: 'closed' }]);
  });

  describe('instead of the source comes', () => {
    const answer = (status: number, type: string, text: string): void =>
      gmail.instead((_, response) => {
        response.writeHead(status, { 'content-type': type }).end(text);
        return true;
      });

    it.each<[string, () => void]>([
      [
        'a sign-in elsewhere',
        () =>
          gmail.instead((_, response) => {
            response.writeHead(302, { location: 'https://accounts.google.com/ServiceLogin' }).end();
            return true;
          }),
      ],
      ['a sign-in here', () => answer(200, 'text/html', '<form action="https://accounts.google.com/signin">')],
      ['401', () => answer(401, 'text/html', '')],
      ['500', () => answer(500, 'text/html', received('x@far.example', true).toString())],
      ['a page', () => answer(200, 'text/html', '<!doctype html>\n\n<p>Received: from x by mx.google.com with ESMTPS')],
      ['nothing', () => answer(200, 'text/plain', '')],
      [
        'what breaks off',
        () =>
          gmail.instead((_, response) => {
            response.writeHead(200, { 'content-type': 'text/plain', 'content-length': '5000' });
            response.write(received('x@far.example', true).subarray(0, 200), () => response.destroy());
            return true;
          }),
      ],
    ])('%s: it is said that nothing could be read', async (_, arrange) => {
      await tab.goto('about:blank');
      arrange();
      await tab.goto(`${gmail.url}#inbox/encrypted`);
      const [mark] = await marksOf(tab);
      expect(mark).toMatchObject({ id: ENCRYPTED, state: 'unreadable' });
      expect(mark!.tooltip).not.toMatch(/_|\$|undefined/);
    });

    it.each([
      [
        'another error by the older id: the permanent one is tried',
        (path: string) => path.includes('&th='),
        'permmsgid=',
      ],
      [
        'an error from “download original”: “show original” is read',
        (path: string) => path.includes('view=att'),
        'view=om',
      ],
    ])('%s', async (_, fails, next) => {
      await tab.goto('about:blank');
      gmail.instead(({ path }, response) => {
        if (!fails(path)) return false;
        response.writeHead(403).end();
        return true;
      });
      await tab.goto(`${gmail.url}#inbox/plain`);
      expect(await marksOf(tab)).toMatchObject([{ id: PLAIN, state: 'open' }]);
      expect(gmail.asked.map(({ path }) => path).filter((path) => path.includes(next)).length).toBeGreaterThan(0);
    });
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
