import { h, render } from 'preact';
import { browser } from 'wxt/browser';
import { Options } from '../../components/Options';
import type { Done } from '../../components/settings-view';
import { dictionary } from '../../lib/browser/dictionary';
import { addSite, removeSite, switchSite, type Granted } from '../../lib/browser/grants';
import { forgetLearned, listLearned } from '../../lib/browser/learned';
import {
  changeSettings,
  exportSettings,
  parseExport,
  readSettings,
  SETTINGS_KEY,
  type Parsed,
} from '../../lib/browser/settings';
import { speak, type Words } from '../../lib/browser/words';

const app = document.getElementById('app') as HTMLElement;
let words: Words;

async function draw(): Promise<void> {
  const [settings, learned] = await Promise.all([readSettings(), listLearned()]);
  words = speak(await dictionary(settings.language));
  document.documentElement.lang = words.language;
  render(
    h(Options, {
      settings,
      words,
      builtIn: [],
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
      onExport: () => void save(),
      onImport: take,
    }),
    app,
  );
}

async function save(): Promise<void> {
  const url = URL.createObjectURL(new Blob([exportSettings(await readSettings())], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'hoplock-settings.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Sites come in switched off where the browser has not granted them: a file cannot give permissions. */
async function take(text: string): Promise<Done> {
  const read = parseExport(text);
  if (!read.ok) return kept(read);
  const sites = await Promise.all(
    read.settings.sites.map(async (site) => ({
      ...site,
      on: site.on && (await browser.permissions.contains({ origins: [site.pattern] }).catch(() => false)),
    })),
  );
  const before = await readSettings();
  const after = await changeSettings(() => ({ ...read.settings, sites }));
  // what is no longer listed is not kept as a permission either
  const dropped = before.sites.filter((site) => !sites.some(({ pattern }) => pattern === site.pattern));
  if (after.ok)
    for (const { pattern } of dropped) await browser.permissions.remove({ origins: [pattern] }).catch(() => false);
  return kept(after);
}

function kept(parsed: Parsed): Done {
  if (parsed.ok) return { ok: true };
  return { ok: false, reason: words(`engine_refused_${parsed.code.replaceAll('-', '_')}`, { path: parsed.path }) };
}

async function granted(asked: Promise<Granted>): Promise<Done> {
  const done = await asked;
  return done.ok ? done : { ok: false, reason: done.code };
}

browser.storage.onChanged.addListener((changes, area) => {
  if (area === 'local' && SETTINGS_KEY in changes) void draw();
});
await draw();
