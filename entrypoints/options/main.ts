import { h, render } from 'preact';
import { browser } from 'wxt/browser';
import { Options } from '../../components/Options';
import type { Done } from '../../components/settings-view';
import { dictionary } from '../../lib/browser/dictionary';
import { chooseCompanion, forgetCompanion } from '../../lib/browser/choose-companion';
import { chooseResolver, stopLookups, type Chosen } from '../../lib/browser/choose-resolver';
import { clearDnsLog, DNS_LOG_KEY, exportDnsLog, readDnsLog } from '../../lib/browser/dns-log';
import { giveBack } from '../../lib/browser/give-back';
import { addSite, removeSite, switchSite, type Granted } from '../../lib/browser/grants';
import { forgetLearned, listLearned } from '../../lib/browser/learned';
import { mayAskCompanion, mayLookUp, missingForLookups, hostPattern } from '../../lib/browser/lookup-permission';
import { saveJson } from '../../lib/browser/save-json';
import {
  changeSettings,
  exportSettings,
  parseExport,
  readSettings,
  SETTINGS_KEY,
  type Parsed,
  type Settings,
} from '../../lib/browser/settings';
import { testKeptCompanion } from '../../lib/browser/test-kept-companion';
import { testResolver } from '../../lib/browser/test-resolver';
import { resolverOf } from '../../lib/companion/companion-url';
import { keyOf, speak, type Words } from '../../lib/browser/words';
import { WEBMAILS } from '../../lib/webmail/index';

/** Hosts of webmails that everybody has at the same place: listed from the start, and off until the reader switches them on. */
const BUILT_IN = WEBMAILS.flatMap(({ matches }) => matches);

const app = document.getElementById('app') as HTMLElement;
let words: Words;

async function draw(): Promise<void> {
  const [settings, learned, left] = await Promise.all([readSettings(), listLearned(), readDnsLog()]);
  const { companion } = settings;
  const [missing, mayAsk] = await Promise.all([missingForLookups(settings.lookups), mayAskCompanion(companion)]);
  words = speak(await dictionary(settings.language));
  document.documentElement.lang = words.language;
  render(
    h(Options, {
      settings: { ...settings, sites: withBuiltIn(settings.sites) },
      words,
      builtIn: BUILT_IN,
      learned,
      onChange: async (change) => kept(await changeSettings((before) => ({ ...before, ...change(before) }))),
      onAddSite: (typed) => granted(addSite(typed)),
      onSwitchSite: (pattern, on) => granted(switchSite(pattern, on)),
      onRemoveSite: (pattern) => granted(removeSite(pattern)),
      onForget: async (name) => {
        await forgetLearned(name);
        await draw();
        return { ok: true };
      },
      missing,
      onLookups: (on) => switchLookups(on, settings.lookups.resolver ?? ''),
      onUseResolver: (typed) => granted(chooseResolver(typed)),
      onTestResolver: async () => testResolver((await readSettings()).lookups.resolver ?? ''),
      companionBlocked: companion.url !== null && !mayAsk,
      onUseCompanion: (typed, token) => granted(chooseCompanion(typed, token)),
      onForgetCompanion: forget,
      onTestCompanion: testKeptCompanion,
      onCompanionResolves: () => granted(chooseResolver(resolverOf(companion.url ?? ''))),
      left,
      onClearLeft: clear,
      onExportLeft: () => void readDnsLog().then((log) => saveJson('hoplock-lookups.json', exportDnsLog(log))),
      onExport: () => void readSettings().then((all) => saveJson('hoplock-settings.json', exportSettings(all))),
      onImport: take,
    }),
    app,
  );
}

/** The reader's own sites first. */
function withBuiltIn(sites: Settings['sites']): Settings['sites'] {
  const kept = (pattern: string) => sites.find((site) => site.pattern === pattern);
  return [
    ...sites.filter(({ pattern }) => !BUILT_IN.includes(pattern)),
    ...BUILT_IN.map((pattern) => kept(pattern) ?? { pattern, webmail: null, on: false }),
  ];
}

/** In the click itself. */
async function switchLookups(on: boolean, resolver: string): Promise<Done> {
  if (on) return granted(chooseResolver(resolver));
  await stopLookups();
  return { ok: true };
}

async function forget(): Promise<Done> {
  await forgetCompanion();
  return { ok: true };
}

async function clear(): Promise<Done> {
  await clearDnsLog();
  return { ok: true };
}

/** Sites and lookups come in switched off where the browser has not granted them: a file cannot give permissions. */
async function take(text: string): Promise<Done> {
  const read = parseExport(text);
  if (!read.ok) return kept(read);
  const sites = await Promise.all(
    read.settings.sites.map(async (site) => ({
      ...site,
      on: site.on && (await browser.permissions.contains({ origins: [site.pattern] }).catch(() => false)),
    })),
  );
  const may = await mayLookUp(read.settings.lookups);
  const lookups = { ...read.settings.lookups, mode: may ? read.settings.lookups.mode : ('none' as const) };
  const before = await readSettings();
  // no file has a token
  const same = read.settings.companion.url === before.companion.url && read.settings.companion.token === null;
  const companion = same ? before.companion : read.settings.companion;
  const after = await changeSettings(() => ({ ...read.settings, sites, lookups, companion }));
  // what is no longer listed is not kept as a permission either
  const dropped = before.sites.filter((site) => !sites.some(({ pattern }) => pattern === site.pattern));
  const services = [before.lookups.resolver, before.companion.url];
  const patterns = [...dropped.map(({ pattern }) => pattern), ...services.map(hostPattern)];
  if (after.ok) for (const pattern of patterns) await giveBack(pattern);
  return kept(after);
}

function kept(parsed: Parsed): Done {
  if (parsed.ok) return { ok: true };
  return { ok: false, reason: words(keyOf('engine_refused', parsed.code), { path: parsed.path }) };
}

async function granted(asked: Promise<Granted | Chosen>): Promise<Done> {
  const done = await asked;
  return done.ok ? done : { ok: false, reason: done.code };
}

browser.storage.onChanged.addListener((changes, area) => {
  if (area === 'local' && (SETTINGS_KEY in changes || DNS_LOG_KEY in changes)) void draw();
});
// given or taken back in the browser's own settings
browser.permissions.onAdded.addListener(() => void draw());
browser.permissions.onRemoved.addListener(() => void draw());
await draw();
