import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, {
  type Browser as Puppeteer,
  type CDPSession,
  type ElementHandle,
  type Frame,
  type KeyInput,
  type Page,
  type Target,
} from 'puppeteer-core';
import type { Audit, Browser, Launch, Plain, Popup, Surface, Tab } from './browser.ts';
import { newerThan } from './newer-than.ts';
import { childProcesses, commandLine, program } from './processes.ts';
import { axeSource, fromJson, lookSource, pageSource, spotOf, type Spot } from './inside.ts';
import { nextFile } from './next-file.ts';
import { openScreen, type Screen } from './screen.ts';
import { until } from './until.ts';
import { followWorlds, type Worlds } from './worlds.ts';

/** The extension's own world has this door; a world without it sees open roots only. */
const SHADOW_OF = `((element) =>
  globalThis.chrome?.dom && element instanceof HTMLElement ? chrome.dom.openOrClosedShadowRoot(element) : element.shadowRoot)`;

/** Chromium ignores keys that come sooner after its question appears, lest somebody be tricked into answering, ms. */
const PROMPT_GUARD = 1_000;

const FLAGS = [
  '--no-sandbox', // As root it starts no other way; the pages are ours.
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-default-browser-check',
  '--no-pings',
  '--window-size=1280,900',
  '--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions',
];

export async function launchChromium(launch: Launch): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'hoplock-chromium-'));
  const build = join(home, 'extension');
  cpSync(launch.build, build, { recursive: true });
  const screen = launch.screen === true ? await openScreen() : null;
  const headless = screen === null && launch.screen !== 'desktop';
  const start = () => startPuppeteer(home, build, screen, headless, launch.language ?? 'en');
  let puppet: Puppeteer | null = null;
  try {
    if (launch.granted !== undefined) await seedPermissions(build, launch.granted, start);
    puppet = await start();
    return await drive(puppet, build, join(home, 'downloads'), screen, async () => {
      await puppet!.close();
      await screen?.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    });
  } catch (error) {
    await puppet?.close();
    await screen?.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    throw error;
  }
}

function startPuppeteer(
  home: string,
  build: string,
  screen: Screen | null,
  headless: boolean,
  language: 'en' | 'ja',
): Promise<Puppeteer> {
  const locale = language === 'ja' ? { LANGUAGE: 'ja', LANG: 'ja_JP.UTF-8' } : { LANGUAGE: 'en', LANG: 'C.UTF-8' };
  return puppeteer.launch({
    executablePath: program('chromium'),
    pipe: true,
    enableExtensions: true,
    headless,
    userDataDir: join(home, 'profile'),
    defaultViewport: null,
    protocolTimeout: 120_000,
    args: [...FLAGS, `--lang=${language}`, `--disable-extensions-except=${build}`, `--load-extension=${build}`],
    env: { ...process.env, ...locale, ...(screen === null ? {} : { DISPLAY: screen.display }) },
  });
}

/**
 * Without a screen Chromium's question cannot be answered. A permission that the manifest once demanded stays granted, so the
 * browser starts once with the very pattern demanded, and then with the manifest as it ships.
 */
async function seedPermissions(
  build: string,
  patterns: readonly string[],
  start: () => Promise<Puppeteer>,
): Promise<void> {
  const file = join(build, 'manifest.json');
  const shipped = readFileSync(file, 'utf8');
  const manifest = JSON.parse(shipped) as { host_permissions?: string[] };
  writeFileSync(
    file,
    JSON.stringify({ ...manifest, host_permissions: [...(manifest.host_permissions ?? []), ...patterns] }),
  );
  const puppet = await start();
  await extensionId(puppet);
  await puppet.close();
  writeFileSync(file, shipped);
}

async function extensionId(puppet: Puppeteer): Promise<string> {
  return until('Chromium to load the extension', async () => [...(await puppet.extensions()).keys()][0]);
}

async function drive(
  puppet: Puppeteer,
  build: string,
  downloads: string,
  screen: Screen | null,
  end: () => Promise<void>,
): Promise<Browser> {
  const id = await extensionId(puppet);
  const extension = `chrome-extension://${id}`;
  const errors = collectErrors(puppet, extension);
  const held = new Map<Page, Tab>();
  const browserSession = puppet.target().createCDPSession();
  mkdirSync(downloads);
  await (await browserSession).send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });

  const isBackground = (target: Target): boolean =>
    target.type() === 'service_worker' && target.url().startsWith(`${extension}/`);

  const wrap = async (page: Page): Promise<Tab> => {
    const session = await page.createCDPSession();
    const tab = tabOf(page, session, await followWorlds(session, extension));
    held.set(page, tab);
    page.once('close', () => held.delete(page));
    return tab;
  };

  const run = async <R>(source: Function | string, args: readonly Plain[]): Promise<R> => {
    // A page of the extension that runs none of its code.
    const { targetId } = await (
      await browserSession
    ).send('Target.createTarget', {
      url: `${extension}/manifest.json`,
      background: true,
    });
    const target = await puppet.waitForTarget(
      (one) => (one as unknown as { _targetId: string })._targetId === targetId,
    );
    const page = await target.asPage();
    await until('a page with the rights of the extension', () => page.evaluate('chrome.runtime?.id !== undefined'));
    try {
      return fromJson<R>(await page.evaluate(pageSource(`(...args) => (${String(source)})(chrome, ...args)`, args)));
    } finally {
      await page.close();
    }
  };

  const popup = async (): Promise<Popup> => {
    const target = await puppet.waitForTarget((one) => one.url().startsWith(`${extension}/popup.html`), {
      timeout: 30_000,
    });
    return popupOf(await target.asPage());
  };

  return {
    name: 'chromium',
    extension,
    background: {
      running: async () => puppet.targets().some(isBackground),
      stop: async () => {
        const old = puppet.targets().filter(isBackground);
        // One that is only just starting does not hear it, so it is told again.
        await until('the background to stop', async () => {
          const left = old.filter((target) => puppet.targets().includes(target));
          for (const target of left) await endWorker(target);
          return left.length === 0;
        });
      },
    },
    api: run,
    open: async (url) => {
      const tab = await wrap(await puppet.newPage());
      await tab.goto(url);
      return tab;
    },
    tabs: () => [...held.values()],
    opened: async (part) => {
      const page = await until(`a new tab with ${part}`, async () =>
        (await puppet.pages()).find((one) => !held.has(one) && one.url().includes(part)),
      );
      return wrap(page);
    },
    openPopup: async (tab) => {
      await tab.show();
      const found = (await puppet.extensions()).get(id)!;
      await pageOf(tab).triggerExtensionAction(found);
      return popup();
    },
    popup,
    answer: async (answer) => {
      if (screen === null) throw new Error('Chromium can be answered on a screen only: launch with screen: true');
      await answerOnScreen(screen, answer);
    },
    update: async () => {
      const file = join(build, 'manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
      writeFileSync(file, JSON.stringify({ ...manifest, version: newerThan(manifest.version) }));
      await puppet.installExtension(build);
    },
    saved: () => nextFile(downloads),
    iconTitle: async (tab) => {
      await tab.show();
      return run<string>(async (chrome: any) => {
        const [active] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        // An empty title is shown as the extension's name.
        return (await chrome.action.getTitle({ tabId: active.id })) || chrome.runtime.getManifest().name;
      }, []);
    },
    errors: async () => errors.splice(0),
    processes: async () => {
      const pids = childProcesses(puppet.process()!.pid!).filter((pid) => commandLine(pid).includes('--type=renderer'));
      const ofExtension = (pid: number): boolean => commandLine(pid).includes('--extension-process');
      return { extension: pids.filter(ofExtension), pages: pids.filter((pid) => !ofExtension(pid)) };
    },
    close: end,
  };
}

/** A worker stops once it was told so and nobody is attached to it. */
async function endWorker(target: Target): Promise<void> {
  const worker = await target.worker().catch(() => null);
  // It may have gone between the two steps.
  await worker?.close().catch(() => {});
}

/** What extension scripts throw or log as an error, wherever they run, and what a page's policy refused them. */
function collectErrors(puppet: Puppeteer, extension: string): string[] {
  const errors: string[] = [];
  const ours = (text: string): boolean => text.includes(extension) || /extension context/i.test(text);
  const listen = async (target: Target): Promise<void> => {
    if (!['page', 'service_worker', 'other', 'background_page'].includes(target.type())) return;
    // A session of our own on the background would keep it from stopping.
    const session =
      target.type() === 'service_worker' ? (await target.worker())!.client : await target.createCDPSession();
    const own = () => target.url().startsWith(extension);
    session.on('Runtime.exceptionThrown', ({ exceptionDetails: details }) => {
      const text = `${details.text} ${details.exception?.description ?? ''} ${details.url ?? ''} ${JSON.stringify(details.stackTrace ?? '')}`;
      if (own() || ours(text)) errors.push(text);
    });
    session.on('Runtime.consoleAPICalled', (event) => {
      const text = `${event.args.map((one) => one.description ?? String(one.value)).join(' ')} ${JSON.stringify(event.stackTrace ?? '')}`;
      if (event.type === 'error' && (own() || ours(text))) errors.push(text);
    });
    session.on('Log.entryAdded', ({ entry }) => {
      const text = `${entry.text} ${entry.url ?? ''} ${JSON.stringify(entry.stackTrace ?? '')}`;
      if (entry.level === 'error' && (own() || ours(text))) errors.push(text);
    });
    await Promise.all([session.send('Runtime.enable'), session.send('Log.enable')]);
  };
  // A target may be gone before it can be listened to.
  const tryListen = (target: Target): void => void listen(target).catch(() => {});
  puppet.targets().forEach(tryListen);
  puppet.on('targetcreated', tryListen);
  return errors;
}

const pages = new WeakMap<Tab, Page>();

/** What the driver holds of a Chromium tab, for what no test needs and a bench does: traces, scripts that run before a page's. */
export function pageOf(tab: Tab): Page {
  return pages.get(tab)!;
}

function tabOf(page: Page, session: CDPSession, worlds: Worlds): Tab {
  const at = (frame: () => Promise<Frame>): Surface => surfaceOf(page, frame, worlds);
  const tab: Tab = {
    ...at(async () => page.mainFrame()),
    frame: (path) => at(() => childFrame(page, path)),
    url: async () => page.url(),
    goto: async (url) => void (await page.goto(url, { waitUntil: 'load', timeout: 60_000 })),
    reload: async () => void (await page.reload({ waitUntil: 'load', timeout: 60_000 })),
    show: () => page.bringToFront(),
    press: (...keys) => pressKeys(page, keys),
    chooseFile: async (path, file) => {
      const input = await page.$(path);
      await (input as ElementHandle<HTMLInputElement>).uploadFile(file);
    },
    type: (text) => page.keyboard.type(text),
    resize: (width, height) => page.setViewport({ width, height }),
    emulate: async ({ dark, forcedColors }) => {
      await session.send('Emulation.setEmulatedMedia', {
        features: [
          { name: 'prefers-color-scheme', value: dark === true ? 'dark' : 'light' },
          { name: 'forced-colors', value: forcedColors === true ? 'active' : 'none' },
        ],
      });
    },
    screenshot: async (file) => void (await page.screenshot({ path: file as `${string}.png` })),
    close: () => page.close(),
  };
  pages.set(tab, page);
  return tab;
}

function popupOf(page: Page): Popup {
  return {
    ...surfaceOf(page, async () => page.mainFrame(), null),
    press: (...keys) => pressKeys(page, keys),
    screenshot: async (file) => void (await page.screenshot({ path: file as `${string}.png` })),
    isOpen: async () => !page.isClosed(),
    close: async () => {
      await page.close().catch(() => {});
    },
  };
}

async function childFrame(page: Page, path: string): Promise<Frame> {
  let frame = page.mainFrame();
  for (const selector of path.split(' >>> ')) {
    const handle = await frame.$(selector);
    const inner = await handle?.contentFrame();
    await handle?.dispose();
    if (inner === null || inner === undefined) throw new Error(`No frame at ${path}`);
    frame = inner;
  }
  return frame;
}

/** `worlds` is null where the page itself is the extension's. */
function surfaceOf(page: Page, frame: () => Promise<Frame>, worlds: Worlds | null): Surface {
  const inside = async <R>(path: string, run: Function | string, args: readonly Plain[]): Promise<R> => {
    const at = await frame();
    const source = lookSource(SHADOW_OF, path, run, args);
    // puppeteer keeps no public id of a frame.
    const { _id } = at as unknown as { readonly _id: string };
    const inWorld = await bounded(worlds?.evaluate(_id, source) ?? Promise.resolve(null));
    return fromJson<R>(inWorld === null ? await bounded(at.evaluate(source)) : inWorld.value);
  };
  return {
    page: async (run, ...args) => fromJson(await bounded((await frame()).evaluate(pageSource(run, args)))),
    look: (path, run, ...args) => inside(path, run, args),
    click: async (path) => {
      // What a person clicks is before them; a hidden page draws nothing, so nothing in it ever lies still.
      await page.bringToFront();
      const spot = await until(`${path} to be there`, () => inside<Spot | null>(path, spotOf, []));
      if (spot.covered !== null) throw new Error(`${path} is covered by ${spot.covered}`);
      await page.mouse.click(spot.x, spot.y);
    },
    axe: (path) => inside<Audit>(path, axeSource(SHADOW_OF), []),
  };
}

/** puppeteer waits for a world that a frame once had until the frame goes away; a test wants to know and ask again. */
function bounded<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The page did not answer in time')), 60_000);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

async function pressKeys(page: Page, keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    const parts = key.split('+') as KeyInput[];
    const last = parts.pop()!;
    for (const held of parts) await page.keyboard.down(held);
    await page.keyboard.press(last);
    for (const held of parts.reverse()) await page.keyboard.up(held);
  }
}

/** Chromium draws its question inside its window and dims the page behind it; no protocol tells of it. */
async function answerOnScreen(screen: Screen, answer: 'allow' | 'deny'): Promise<void> {
  const dimmed = (): boolean => Math.max(...screen.pixel(1200, 850)) < 0x90;
  await until('the permission prompt', dimmed);
  await new Promise((resolve) => setTimeout(resolve, PROMPT_GUARD));
  // "Deny" has the focus.
  await screen.press(...(answer === 'allow' ? ['Tab', 'Return'] : ['Return']));
  await until('the permission prompt to close', () => !dimmed());
}
