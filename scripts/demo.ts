/**
 * `npm run demo`: real servers, real mail, real webmail, the built extension in a real browser. Opens each mail as a reader
 * would, prints which lock and seal its mark shows and which it should show, and writes pictures of each to demo/. On a desktop the
 * browser stays open afterwards. Exit code 0 only if every mail shows what it should.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { askResolver } from '../test/e2e/ask-resolver.ts';
import type { Browser, Tab } from '../test/e2e/drivers/browser.ts';
import { launchChromium } from '../test/e2e/drivers/chromium.ts';
import { enter, isInside } from '../test/stack/enter.ts';
import { ROOT } from '../test/stack/place.ts';
import { startStack } from '../test/stack/stack.ts';
import type { DeliveredMail, Stack } from '../test/stack/stack.ts';
import { command, endAll } from './command.ts';
import { allowWebmail, closePanel, openFolder, openMail, openPanel, openPopup, signIn } from './demo-browser.ts';
import { isRight, table } from './demo-table.ts';
import type { Row } from './demo-table.ts';
import { ensure } from './install.ts';
import { progress } from './progress.ts';

const PICTURES = join(ROOT, 'demo');
const BUILD = join(ROOT, '.output', 'chrome-mv3');
/** The mail whose toolbar popup is pictured. */
const POPUP_OF = 'forged-names';
const CLOSED_EVERY_MS = 500;

type Say = (detail: string) => void;

async function prepare(): Promise<boolean> {
  const ensured = await ensure(['servers', 'webmail', 'chromium']);
  if (!ensured.ok) {
    console.error(ensured.words);
    return false;
  }
  const stop = () => {
    endAll();
    process.exit(130);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  await progress('building the extension', async () => {
    const wxt = join(ROOT, 'node_modules', '.bin', 'wxt');
    const { code, output } = await command(wxt, ['build', '-b', 'chrome'], { cwd: ROOT });
    if (code !== 0) throw new Error(`wxt build ended with code ${code}\n${output}`);
  });
  process.off('SIGINT', stop).off('SIGTERM', stop);
  return true;
}

async function openAll(browser: Browser, tab: Tab, stack: Stack, say: Say): Promise<Row[]> {
  const rows: Row[] = [];
  let folder: string = 'INBOX';
  for (const mail of stack.mails) {
    say(`${rows.length + 1} of ${stack.mails.length}: ${mail.id}`);
    if (mail.folder !== folder) await openFolder(tab, stack, mail.folder);
    folder = mail.folder;
    rows.push({ id: mail.id, expected: mail, expectedHops: mail.hops, seen: await look(browser, tab, mail) });
  }
  for (const mail of stack.impossible) {
    const { id, hops, reason } = mail;
    rows.push({ id, expected: mail, expectedHops: hops, seen: { kind: 'impossible', reason } });
  }
  return rows;
}

async function look(browser: Browser, tab: Tab, mail: DeliveredMail): Promise<Row['seen']> {
  try {
    const mark = await openMail(tab, mail);
    await tab.screenshot(join(PICTURES, `${mail.id}.png`));
    const hops = await openPanel(tab);
    await tab.screenshot(join(PICTURES, `${mail.id}-panel.png`));
    await closePanel(tab);
    if (mail.id === POPUP_OF) {
      const popup = await openPopup(browser, tab);
      await popup.screenshot(join(PICTURES, 'popup.png'));
      await popup.close();
    }
    return { kind: 'shown', hops, ...mark };
  } catch (error) {
    await tab.screenshot(join(PICTURES, `${mail.id}-failed.png`)).catch(() => {});
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

async function demonstrate(): Promise<number> {
  let desktop =
    Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']) && process.stdin.isTTY && !process.env['CI'];
  const stack = await progress('servers and mail', startStack);
  let browser: Browser | null = null;
  try {
    rmSync(PICTURES, { recursive: true, force: true });
    mkdirSync(PICTURES, { recursive: true });
    const granted = [stack.webmailUrl, stack.resolver].map((url) => `${new URL(url).origin}/*`);
    const start = (screen: false | 'desktop') =>
      progress('starting Chromium', () => launchChromium({ build: BUILD, granted, screen }));
    const opened = await start(desktop ? 'desktop' : false).catch((error: unknown) => {
      if (!desktop) throw error;
      // Root may not be let onto the desktop of the user who called sudo.
      console.log('Chromium cannot open a window on this desktop; going on without one.');
      desktop = false;
      return start(false);
    });
    browser = opened;
    await allowWebmail(opened, stack.webmailUrl);
    await askResolver(opened, stack.resolver, stack.sealers);
    const tab = await signIn(opened, stack);
    const rows = await progress('opening the mails', (say) => openAll(opened, tab, stack, say));
    console.log(`\n${table(rows)}\n`);
    const wrong = rows.filter((row) => isRight(row) === false);
    const right = rows.filter((row) => isRight(row) === true);
    const missing = rows.length - right.length - wrong.length;
    const rest = missing > 0 ? `, ${missing} not possible here` : '';
    console.log(`${right.length} mails show what they should, ${wrong.length} do not${rest}. Pictures: demo/`);
    if (desktop) {
      console.log(
        `The browser stays open: ${stack.webmailUrl}, ${stack.user}. Close it, or press Ctrl-C here, to end.`,
      );
      while ((await opened.processes()).pages.length > 0) await pause(CLOSED_EVERY_MS);
    }
    return wrong.length === 0 && right.length > 0 ? 0 : 1;
  } finally {
    await browser?.close().catch(() => {});
    await stack.stop();
  }
}

async function main(): Promise<number> {
  if (!isInside() && !(await prepare())) return 1;
  await enter();
  return demonstrate();
}

process.exit(
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }),
);
