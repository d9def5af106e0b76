/**
 * Photographs the gallery and runs axe over it: `node test/gallery/shoot.ts [folder] [pattern of <scene>.<look> …]`.
 * Ends with exit code 1 if axe finds anything, or if a scene is wider than its window.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Page } from 'puppeteer-core';
import { build, preview } from 'vite';
import { SCENES } from './scenes.ts';

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const [folder = join(tmpdir(), 'hoplock-gallery'), ...parts] = process.argv.slice(2);

interface Look {
  readonly name: string;
  readonly language: 'en' | 'ja';
  readonly width: number;
  readonly height?: number;
  readonly features: readonly { readonly name: string; readonly value: string }[];
}

const LIGHT = { name: 'prefers-color-scheme', value: 'light' };
const DARK = { name: 'prefers-color-scheme', value: 'dark' };
const LOOKS: readonly Look[] = [
  { name: 'light', language: 'en', width: 900, features: [LIGHT] },
  { name: 'dark', language: 'en', width: 900, features: [DARK] },
  { name: 'ja', language: 'ja', width: 900, features: [LIGHT] },
  { name: 'narrow', language: 'en', width: 320, features: [LIGHT] },
  { name: 'narrow-ja-dark', language: 'ja', width: 360, features: [DARK] },
  { name: 'low', language: 'en', width: 700, height: 320, features: [LIGHT] },
  { name: 'forced', language: 'en', width: 900, features: [DARK, { name: 'forced-colors', value: 'active' }] },
];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
}

async function look(
  page: Page,
  address: string,
  scene: string,
  { name, language, width, height = 860, features }: Look,
): Promise<number> {
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: [...features, { name: 'prefers-reduced-motion', value: 'reduce' }],
  });
  const kind = scene.split('/')[0] ?? '';
  await page.setViewport({
    width: kind === 'popup' || kind === 'details' || kind === 'proof' ? Math.min(width, 440) : width,
    height,
    deviceScaleFactor: 1.5,
  });
  await page.goto('about:blank');
  await page.goto(`${address}#${scene}/${language}`);
  await page.waitForSelector('html[data-drawn]', { timeout: 20_000 });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const file = join(folder, `${scene.replace('/', '-')}.${name}.png`);
  await page.screenshot({ path: file as `${string}.png`, fullPage: kind !== 'panel' });
  await page.evaluate(axe);
  // In forced colours the browser paints in colours of its own, which axe does not see.
  const forced = features.some((feature) => feature.name === 'forced-colors');
  const options = { resultTypes: ['violations'], rules: { 'color-contrast': { enabled: !forced } } };
  const found = (await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then((result) => result.violations)`,
  )) as readonly Violation[];
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await session.detach();
  for (const { id, help, nodes } of found) {
    console.log(`  ${scene} ${name}: ${id}: ${help}`);
    for (const node of nodes.slice(0, 3))
      console.log(`    ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`);
  }
  if (wide > 0) console.log(`  ${scene} ${name}: ${wide} px wider than the window`);
  return found.length + (wide > 0 ? 1 : 0);
}

mkdirSync(folder, { recursive: true });
const configFile = join(import.meta.dirname, 'vite.config.ts');
const built = { outDir: join(folder, 'page'), emptyOutDir: true };
await build({ configFile, build: built });
const server = await preview({ configFile, build: built, preview: { host: '127.0.0.1', port: 0 } });
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await puppeteer.launch({
  executablePath: CHROMIUM,
  headless: true,
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
let shots = 0;
let faults = 0;
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.log('  page error:', error instanceof Error ? error.message : String(error)));
  await page.emulateTimezone('Asia/Tokyo');
  for (const scene of SCENES) {
    for (const one of LOOKS) {
      const file = `${scene}.${one.name}`;
      // Only what stands in a page meets the low frames of webmails.
      if (one.height !== undefined && !scene.startsWith('panel/')) continue;
      if (parts.length > 0 && !parts.some((part) => new RegExp(part).test(file))) continue;
      faults += await look(page, address, scene, one);
      shots++;
    }
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(`${shots} pictures in ${folder}, ${faults} faults`);
process.exitCode = faults === 0 ? 0 : 1;
