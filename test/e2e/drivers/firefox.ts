import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Audit, Browser, Launch, Plain, Popup, Surface, Tab } from './browser.ts';
import { endGuarded, guarded } from './guard.ts';
import { axeSource, fromJson, lookSource, pageSource, spotOf, type Spot } from './inside.ts';
import { connectMarionette, type Marionette } from './marionette.ts';
import { newerThan } from './newer-than.ts';
import { nextFile } from './next-file.ts';
import { program } from './processes.ts';
import { until } from './until.ts';

/** The system sandbox sees closed roots, in plain pages and in those of extensions. */
const SHADOW_OF = `((element) => element.openOrClosedShadowRoot)`;

/** Fixes the host of the extension's pages, which Firefox would draw by lot. */
const UUID = '5d0f7f1e-9c7b-4a55-8a68-0d6b8f6d2b11';

const PREFERENCES: Readonly<Record<string, string | number | boolean>> = {
  'marionette.port': 0, // A free one; Firefox writes it into the profile.
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.startup.homepage': 'about:blank',
  'browser.newtabpage.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.enabled': false,
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'extensions.update.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'network.http.speculative-parallel-limit': 0,
  'services.settings.server': 'data:,',
  'devtools.jsonview.enabled': false, // manifest.json is to stay a page of the extension.
  'security.notification_enable_delay': 0, // The guard against answering by accident.
  'xpinstall.signatures.required': false,
  'extensions.langpacks.signatures.required': false,
  'extensions.autoDisableScopes': 0,
  'dom.ipc.processPrelaunch.enabled': false,
};

export async function launchFirefox(launch: Launch): Promise<Browser> {
  const home = mkdtempSync(join(tmpdir(), 'hoplock-firefox-'));
  const build = join(home, 'extension');
  const profile = join(home, 'profile');
  cpSync(launch.build, build, { recursive: true });
  mkdirSync(profile);
  const id = extensionId(build);
  const downloads = join(home, 'downloads');
  mkdirSync(downloads);
  writeFileSync(join(profile, 'user.js'), userJs(id, downloads, launch.language ?? 'en'));
  const process_ = guarded(
    program('firefox-esr'),
    ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote', '--profile', profile],
    { ...process.env, HOME: home, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '1000' },
  );
  const end = async (): Promise<void> => {
    await endGuarded(process_);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const alive = () => process_.exitCode === null;
    const port = await until(
      'Firefox to start',
      () => Number(readFileSync(join(profile, 'MarionetteActivePort'), 'utf8')),
      60_000,
    );
    const remote = await connectMarionette(port, alive);
    await remote.send('WebDriver:NewSession', { acceptInsecureCerts: true });
    await remote.send('WebDriver:SetTimeouts', { script: 120_000, pageLoad: 60_000, implicit: 0 });
    await remote.send('Addon:Install', { path: build, temporary: true });
    return await drive(remote, id, build, downloads, launch.granted ?? [], async () => {
      remote.close();
      await end();
    });
  } catch (error) {
    await end();
    throw error;
  }
}

function extensionId(build: string): string {
  const manifest = JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8')) as {
    browser_specific_settings: { gecko: { id: string } };
  };
  return manifest.browser_specific_settings.gecko.id;
}

function userJs(id: string, downloads: string, language: 'en' | 'ja'): string {
  const all = {
    ...PREFERENCES,
    'extensions.webextensions.uuids': JSON.stringify({ [id]: UUID }),
    'browser.download.folderList': 2,
    'browser.download.dir': downloads,
    'intl.locale.requested': language === 'ja' ? 'ja' : 'en-US',
  };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

async function drive(
  remote: Marionette,
  id: string,
  build: string,
  downloads: string,
  granted: readonly string[],
  end: () => Promise<void>,
): Promise<Browser> {
  const extension = `moz-extension://${UUID}`;
  const firefox = talkTo(remote);
  /** Handles not to be mistaken for new tabs; null where no test holds them. */
  const held = new Map<string, Tab | null>();

  const chrome = <R>(run: Function, ...args: readonly Plain[]): Promise<R> => firefox.chrome<R>(run, args);
  const wrap = (handle: string): Tab => {
    const tab = tabOf(firefox, handle, () => held.delete(handle));
    held.set(handle, tab);
    return tab;
  };
  const open = async (url: string): Promise<Tab> => {
    const handle = await firefox.newTab();
    const tab = wrap(handle);
    await tab.goto(url);
    return tab;
  };
  const api = async <R>(run: Function, args: readonly Plain[]): Promise<R> => {
    const handle = await firefox.newTab(false);
    held.set(handle, null);
    try {
      // A page of the extension that runs none of its code.
      await firefox.inTab(handle, null, () => remote.send('WebDriver:Navigate', { url: `${extension}/manifest.json` }));
      return await firefox.evaluate<R>(
        handle,
        null,
        pageSource(`(...args) => (${String(run)})(browser, ...args)`, args),
        false,
      );
    } finally {
      await firefox.close(handle);
    }
  };
  const popup = async (): Promise<Popup> => {
    await until('the popup', () => chrome<boolean>(popupReady, extension));
    return popupOf(firefox, remote);
  };

  if (granted.length > 0) await chrome(grant, id, granted);
  const browser: Browser = {
    name: 'firefox',
    extension,
    background: {
      running: () =>
        chrome<boolean>(
          (id: string) => (globalThis as any).WebExtensionPolicy.getByID(id).extension.backgroundState === 'running',
          id,
        ),
      stop: async () => {
        await chrome(stopBackground, id);
      },
    },
    api: (run, args) => api(run, args),
    open,
    tabs: () => [...held.values()].filter((tab) => tab !== null),
    opened: async (part) => {
      const handle = await until(`a new tab with ${part}`, async () => {
        for (const one of await firefox.handles()) {
          if (!held.has(one) && (await firefox.url(one)).includes(part)) return one;
        }
        return null;
      });
      return wrap(handle);
    },
    openPopup: async (tab) => {
      await tab.show();
      await chrome(openPopup, id);
      return popup();
    },
    popup,
    answer: async (answer) => {
      await until('the permission prompt', () => chrome<boolean>(promptReady));
      await chrome(answerPrompt, answer === 'allow');
      await until('the permission prompt to close', async () => !(await chrome<boolean>(promptReady)));
    },
    update: async () => {
      const file = join(build, 'manifest.json');
      const manifest = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
      writeFileSync(file, JSON.stringify({ ...manifest, version: newerThan(manifest.version) }));
      await firefox.exclusively(() => remote.send('Addon:Install', { path: build, temporary: true }));
    },
    saved: () => nextFile(downloads),
    iconTitle: async (tab) => {
      await tab.show();
      return chrome<string>(iconTitle, id);
    },
    errors: () => chrome<string[]>(takeErrors, extension),
    processes: () => chrome(listProcesses),
    close: end,
  };
  windows.set(browser, chrome);
  return browser;
}

type InWindow = <R>(run: Function, ...args: readonly Plain[]) => Promise<R>;

const windows = new WeakMap<Browser, InWindow>();

/** Runs functions in the window of a Firefox itself, for what no test needs and a bench does: its profiler, its channels. */
export function windowOf(browser: Browser): InWindow {
  return windows.get(browser)!;
}

/** One conversation at a time: Marionette has one current window, frame and context. */
interface Firefox {
  exclusively<R>(talk: () => Promise<R>): Promise<R>;
  inTab<R>(handle: string, frame: string | null, talk: () => Promise<R>): Promise<R>;
  evaluate<R>(handle: string, frame: string | null, source: string, system: boolean): Promise<R>;
  /** Runs a function in the window of the browser itself. */
  chrome<R>(run: Function, args: readonly Plain[]): Promise<R>;
  newTab(focus?: boolean): Promise<string>;
  show(handle: string): Promise<void>;
  handles(): Promise<readonly string[]>;
  url(handle: string): Promise<string>;
  close(handle: string): Promise<void>;
  remote: Marionette;
}

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

function talkTo(remote: Marionette): Firefox {
  let last: Promise<unknown> = Promise.resolve();
  const exclusively = <R>(talk: () => Promise<R>): Promise<R> => {
    const mine = last.then(talk, talk);
    last = mine.catch(() => {});
    return mine;
  };
  const value = async <R>(command: string, parameters?: Record<string, unknown>): Promise<R> =>
    (await remote.send<{ value: R }>(command, parameters)).value;

  const inTab = <R>(handle: string, frame: string | null, talk: () => Promise<R>): Promise<R> =>
    exclusively(async () => {
      await remote.send('Marionette:SetContext', { value: 'content' });
      await remote.send('WebDriver:SwitchToWindow', { handle, focus: false });
      await remote.send('WebDriver:SwitchToFrame', { id: null });
      for (const selector of frame?.split(' >>> ') ?? []) {
        const element = await value<Record<string, string>>('WebDriver:FindElement', {
          using: 'css selector',
          value: selector,
        });
        await remote.send('WebDriver:SwitchToFrame', { element: element[ELEMENT] });
      }
      return talk();
    });

  return {
    remote,
    exclusively,
    inTab,
    evaluate: <R>(handle: string, frame: string | null, source: string, system: boolean) =>
      inTab(handle, frame, async () => {
        const script = `return ${source}`;
        const sandbox = system ? { sandbox: 'system' } : {};
        return fromJson<R>(await value('WebDriver:ExecuteScript', { script, args: [], ...sandbox }));
      }),
    chrome: <R>(run: Function, args: readonly Plain[]) =>
      exclusively(async () => {
        await remote.send('Marionette:SetContext', { value: 'chrome' });
        return fromJson<R>(
          await value('WebDriver:ExecuteScript', { script: `return ${pageSource(run, args)}`, args: [] }),
        );
      }),
    newTab: (focus = true) =>
      exclusively(async () => {
        await remote.send('Marionette:SetContext', { value: 'content' });
        return (await remote.send<{ handle: string }>('WebDriver:NewWindow', { type: 'tab', focus })).handle;
      }),
    show: (handle) =>
      exclusively(async () => {
        await remote.send('Marionette:SetContext', { value: 'content' });
        await remote.send('WebDriver:SwitchToWindow', { handle, focus: true });
      }),
    handles: () => exclusively(() => remote.send<string[]>('WebDriver:GetWindowHandles')),
    close: (handle) =>
      inTab(handle, null, async () => {
        // Even commands that concern no window are refused while the current one is gone.
        const [left] = await remote.send<string[]>('WebDriver:CloseWindow');
        if (left !== undefined) await remote.send('WebDriver:SwitchToWindow', { handle: left, focus: false });
      }),
    url: (handle) => inTab(handle, null, () => value<string>('WebDriver:GetCurrentURL')),
  };
}

function tabOf(firefox: Firefox, handle: string, onClose: () => void): Tab {
  const { remote } = firefox;
  const inTab = <R>(talk: () => Promise<R>): Promise<R> => firefox.inTab(handle, null, talk);
  const show = () => firefox.show(handle);
  return {
    ...surfaceOf(firefox, handle, null),
    frame: (path) => surfaceOf(firefox, handle, path),
    url: () => firefox.url(handle),
    goto: async (url) => void (await inTab(() => remote.send('WebDriver:Navigate', { url }))),
    reload: async () => void (await inTab(() => remote.send('WebDriver:Refresh'))),
    show,
    press: (...keys) => inTab(() => pressKeys(remote, keys)),
    type: (text) => inTab(() => pressKeys(remote, [...text])),
    chooseFile: (path, file) =>
      inTab(async () => {
        const { value } = await remote.send<{ value: Record<string, string> }>('WebDriver:FindElement', {
          using: 'css selector',
          value: path,
        });
        await remote.send('WebDriver:ElementSendKeys', { id: value[ELEMENT], text: file });
      }),
    resize: async (width, height) => {
      await show();
      await firefox.chrome(resizePage, [width, height]);
      await until(`a page of ${width} pixels`, () =>
        firefox.evaluate<boolean>(
          handle,
          null,
          pageSource((width: number) => window.innerWidth === width, [width]),
          true,
        ),
      );
    },
    emulate: async ({ dark, forcedColors }) => {
      await show();
      await firefox.chrome(emulate, [dark === true, forcedColors === true]);
    },
    screenshot: (file) =>
      inTab(async () => {
        const { value } = await remote.send<{ value: string }>('WebDriver:TakeScreenshot', { full: false });
        writeFileSync(file, Buffer.from(value, 'base64'));
      }),
    close: async () => {
      onClose();
      await firefox.close(handle);
    },
  };
}

function surfaceOf(firefox: Firefox, handle: string, frame: string | null): Surface {
  const inside = <R>(path: string, run: Function | string, args: readonly Plain[]): Promise<R> =>
    firefox.evaluate<R>(handle, frame, lookSource(SHADOW_OF, path, run, args), true);
  return {
    page: (run, ...args) => firefox.evaluate(handle, frame, pageSource(run, args), false),
    look: (path, run, ...args) => inside(path, run, args),
    click: async (path) => {
      // What a person clicks is before them; a hidden page draws nothing, so nothing in it ever lies still.
      await firefox.show(handle);
      const spot = await until(`${path} to be there`, () => inside<Spot | null>(path, spotOf, []));
      if (spot.covered !== null) throw new Error(`${path} is covered by ${spot.covered}`);
      await firefox.inTab(handle, null, () => clickAt(firefox.remote, spot));
    },
    axe: (path) => inside<Audit>(path, axeSource(SHADOW_OF), []),
  };
}

async function clickAt(remote: Marionette, spot: Spot): Promise<void> {
  const [x, y] = [Math.floor(spot.x), Math.floor(spot.y)];
  await remote.send('WebDriver:PerformActions', {
    actions: [
      {
        type: 'pointer',
        id: 'mouse',
        parameters: { pointerType: 'mouse' },
        actions: [
          { type: 'pointerMove', x, y, origin: 'viewport', duration: 0 },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      },
    ],
  });
}

/** WebDriver's code points for keys without a character. */
const KEYS: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  Space: ' ',
  Backspace: '\uE003',
  Delete: '\uE017',
  Home: '\uE011',
  End: '\uE010',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
};

async function pressKeys(remote: Marionette, keys: readonly string[]): Promise<void> {
  const actions = keys.flatMap((key) => {
    const values = key === '+' ? ['+'] : key.split('+').map((part) => KEYS[part] ?? part);
    return [
      ...values.map((value) => ({ type: 'keyDown', value })),
      ...values.toReversed().map((value) => ({ type: 'keyUp', value })),
    ];
  });
  await remote.send('WebDriver:PerformActions', { actions: [{ type: 'key', id: 'keys', actions }] });
}

function popupOf(firefox: Firefox, remote: Marionette): Popup {
  const run = async <R>(source: string, system: boolean): Promise<R> =>
    fromJson<R>(await firefox.chrome<string>(runInPopup, [`return ${source}`, system]));
  const inside = <R>(path: string, code: Function | string, args: readonly Plain[]): Promise<R> =>
    run<R>(lookSource(SHADOW_OF, path, code, args), true);
  return {
    page: (code, ...args) => run(pageSource(code, args), false),
    look: (path, code, ...args) => inside(path, code, args),
    click: async (path) => {
      const spot = await until(`${path} to be there`, () => inside<Spot | null>(path, spotOf, []));
      if (spot.covered !== null) throw new Error(`${path} is covered by ${spot.covered}`);
      await firefox.chrome(clickInPopup, [spot.x, spot.y]);
    },
    axe: (path) => inside<Audit>(path, axeSource(SHADOW_OF), []),
    press: (...keys) =>
      firefox.exclusively(async () => {
        await remote.send('Marionette:SetContext', { value: 'chrome' });
        await pressKeys(remote, keys);
      }),
    screenshot: async (file) => {
      writeFileSync(file, Buffer.from(await firefox.chrome<string>(shootPopup, []), 'base64'));
    },
    isOpen: () => firefox.chrome<boolean>(popupOpen, []),
    close: async () => {
      await firefox.chrome(closePopup, []);
      await until('the popup to close', async () => !(await firefox.chrome<boolean>(popupOpen, [])));
    },
  };
}

/* What follows runs in the window of the browser itself: each function is self-contained, and its source travels. */

declare const Services: any, ChromeUtils: any, WebExtensionPolicy: any, Cc: any, Ci: any;

async function grant(id: string, origins: readonly string[]): Promise<void> {
  const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
  await ExtensionPermissions.add(id, { origins, permissions: [] }, WebExtensionPolicy.getByID(id).extension);
}

async function stopBackground(id: string): Promise<void> {
  const { extension } = WebExtensionPolicy.getByID(id);
  await extension.terminateBackground({ ignoreDevToolsAttached: true, disableResetIdleForTest: true });
}

async function openPopup(id: string): Promise<void> {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { browserActionFor } = ExtensionParent.apiManager.global;
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  // What a click on the icon does: it also lets the extension see this tab for as long as it shows this page (activeTab).
  await browserActionFor(WebExtensionPolicy.getByID(id).extension).triggerAction(window);
}

function popupReady(extension: string): boolean {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const browser = window.document.querySelector('.webextension-popup-browser');
  const inside = browser?.browsingContext?.currentWindowGlobal;
  return (
    inside !== null &&
    inside !== undefined &&
    inside.documentURI.spec.startsWith(extension) &&
    !browser.webProgress.isLoadingDocument &&
    browser.closest('panel')?.state === 'open'
  );
}

function popupOpen(): boolean {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  return window.document.querySelector('.webextension-popup-browser') !== null;
}

function closePopup(): void {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  window.document.querySelector('.webextension-popup-browser')?.closest('panel')?.hidePopup();
}

async function runInPopup(script: string, system: boolean): Promise<string> {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const browser = window.document.querySelector('.webextension-popup-browser');
  const actor = browser.browsingContext.currentWindowGlobal.getActor('MarionetteCommands');
  return actor.executeScript(script, [], { timeout: 120_000, ...(system ? { sandboxName: 'system' } : {}) });
}

async function shootPopup(): Promise<string> {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const browser = window.document.querySelector('.webextension-popup-browser');
  const picture = await browser.browsingContext.currentWindowGlobal.drawSnapshot(null, 1, 'white');
  const canvas = window.document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d').drawImage(picture, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1];
}

/** The protocol has no pointer in a popup; its own machinery for one has. */
async function clickInPopup(x: number, y: number): Promise<void> {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const browser = window.document.querySelector('.webextension-popup-browser');
  const actor = browser.browsingContext.currentWindowGlobal.getActor('MarionetteCommands');
  const send = (eventData: object) => actor.dispatchEvent('synthesizeMouseAtPoint', { x, y, eventData });
  await send({ type: 'mousemove', button: 0 });
  await send({ type: 'mousedown', button: 0, clickCount: 1 });
  await send({ type: 'mouseup', button: 0, clickCount: 1 });
}

function promptReady(): boolean {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const { panel } = window.PopupNotifications;
  return panel.state === 'open' && panel.firstElementChild !== null;
}

function answerPrompt(allow: boolean): void {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const question = window.PopupNotifications.panel.firstElementChild;
  (allow ? question.button : question.secondaryButton).click();
}

function iconTitle(id: string): string {
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const { browserActionFor } = ExtensionParent.apiManager.global;
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const { extension } = WebExtensionPolicy.getByID(id);
  // An empty title is shown as the extension's name.
  return browserActionFor(extension).action.getContextData(window.gBrowser.selectedTab).title || extension.name;
}

function resizePage(width: number, height: number): void {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const browser = window.gBrowser.selectedBrowser;
  browser.style.cssText = `flex: none; width: ${width}px; min-width: ${width}px; max-width: ${width}px; height: ${height}px; min-height: ${height}px; max-height: ${height}px`;
}

function emulate(dark: boolean, forcedColors: boolean): void {
  const window = Services.wm.getMostRecentWindow('navigator:browser');
  const context = window.gBrowser.selectedBrowser.browsingContext;
  context.prefersColorSchemeOverride = dark ? 'dark' : 'light';
  context.forcedColorsOverride = forcedColors ? 'active' : 'none';
}

function takeErrors(extension: string): string[] {
  const errors: string[] = [];
  const ours = (text: string) => text.includes(extension) || /extension context/i.test(text);
  for (const message of Services.console.getMessageArray() ?? []) {
    if (!(message instanceof Ci.nsIScriptError)) continue;
    const text = `${message.errorMessage} ${message.sourceName}`;
    if ((message.flags & Ci.nsIScriptError.warningFlag) === 0 && ours(text)) errors.push(text);
  }
  Services.console.reset();
  const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
  for (const event of storage.getEvents()) {
    const text = `${Array.from(event.arguments as unknown[])
      .map(String)
      .join(' ')} ${event.filename}`;
    if (event.level === 'error' && ours(text)) errors.push(text);
  }
  storage.clearEvents();
  return errors;
}

async function listProcesses(): Promise<{ extension: number[]; pages: number[] }> {
  const { children } = await ChromeUtils.requestProcInfo();
  const of = (wanted: (type: string) => boolean): number[] =>
    children.filter((child: { type: string }) => wanted(child.type)).map((child: { pid: number }) => child.pid);
  return { extension: of((type) => type === 'extension'), pages: of((type) => type.startsWith('web')) };
}
