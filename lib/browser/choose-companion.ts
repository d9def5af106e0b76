import { readCompanionUrl, TOKEN } from '../companion/companion-url';
import { askForHost } from './ask-for-host';
import type { Chosen } from './choose-resolver';
import { giveBack } from './give-back';
import { giveConsentBack, hostPattern } from './lookup-permission';
import { changeSettings, readSettings, type Settings } from './settings';

/**
 * Asks the browser for a companion's host (and, in Firefox, for the consent) and keeps it with its token (none where `token` is empty).
 * Must be called in the click itself: nothing is awaited before the browser's prompt. Refused, all stays as it was.
 */
export async function chooseCompanion(typed: string, token: string): Promise<Chosen> {
  const url = readCompanionUrl(typed);
  // see `chooseResolver`
  if (url === null || url.startsWith('http://['))
    return { ok: false, code: typed.trim() === '' ? 'companion-empty' : 'companion-not-one' };
  const secret = token.trim();
  if (secret !== '' && !TOKEN.test(secret)) return { ok: false, code: 'companion-token' };
  let before: string | null = null;
  const granted = await askForHost(url, async () => {
    before = (await readSettings()).companion.url;
    await keep({ url, token: secret === '' ? null : secret });
  });
  if (!granted) return { ok: false, code: 'companion-refused' };
  if (before !== url) await giveBack(hostPattern(before));
  return { ok: true };
}

/** It is forgotten, and what was granted for it is given back. */
export async function forgetCompanion(): Promise<void> {
  const { companion } = await readSettings();
  await keep({ url: null, token: null });
  await giveBack(hostPattern(companion.url));
  await giveConsentBack(await readSettings());
}

async function keep(companion: Settings['companion']): Promise<void> {
  await changeSettings((before) => ({ ...before, companion }));
}
