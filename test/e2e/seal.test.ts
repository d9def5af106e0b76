import { beforeAll, describe, expect, it } from 'vitest';
import { askResolver } from './ask-resolver.ts';
import type { Tab } from './drivers/browser.ts';
import { given, mailOf } from './given.ts';
import { errorsOf, inEachBrowser, openWebmail, patternOf } from './in-browser.ts';
import { markOf } from './marks.ts';
import { choose, fullView, openList, PREVIEW } from './roundcube.ts';

const { mails, webmailUrl, resolver, sealers } = given();

/** For opening all mails of the table, one after the other, on a machine that has much else to do. */
const ALL_MS = 400_000;

inEachBrowser('seal', { granted: [patternOf(webmailUrl), patternOf(resolver)] }, (at) => {
  let tab: Tab;
  beforeAll(async () => {
    tab = await openWebmail(at.browser);
  });

  it.each([
    // its word stands in its own block; rspamd writes below its server's line, where anybody may
    ['seal-pass', 'whole'],
    ['seal-pass-rspamd', 'dotted'],
    ['seal-spoof-reject', 'cracked'],
    ['seal-spoof-reject-rspamd', 'cracked'],
    ['seal-forged-results', 'dotted'],
    ['seal-forged-results-rspamd', 'cracked'],
    ['submission', 'staff'],
  ])("%s by the provider's word alone: %s", async (id, expected) => {
    const mail = mailOf(id);
    await tab.goto(fullView(mail));
    const { state, seal } = await markOf(tab, mail);
    expect({ state, seal }).toEqual({ state: mail.lock, seal: expected });
  });

  describe('by DNS', () => {
    beforeAll(() => askResolver(at.browser, resolver, sealers));

    it('each mail has its lock and its seal', { timeout: ALL_MS }, async () => {
      await openList(tab);
      const frame = tab.frame(PREVIEW);
      const inbox = mails.filter((mail) => mail.folder === 'INBOX');
      const seen: Record<string, string> = {};
      for (const mail of inbox) {
        await choose(tab, mail);
        const { state, seal } = await markOf(frame, mail);
        seen[mail.id] = `${state} ${seal}`;
      }
      expect(seen).toEqual(Object.fromEntries(inbox.map(({ id, lock, seal }) => [id, `${lock} ${seal}`])));
    });
  });

  it('leaves nothing in the log', async () => {
    expect(await errorsOf(at.browser)).toEqual([]);
  });
});
