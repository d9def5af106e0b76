import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { INKS, SEAL_INKS, SEAL_SHAPES, SHAPES, SHAPE_SIZE } from '../components/shapes';
import { LEFT_PORT, type Ask } from '../lib/browser/protocol';
import { forgetTab, serve } from '../lib/browser/serve';
import { SETTINGS_KEY } from '../lib/browser/settings';
import { followPermissions, reconcile, tellAll } from '../lib/browser/sites';
import { WEBMAILS } from '../lib/webmail/index';

/** The toolbar icon is drawn with the mark's own shapes; it lies on a white plate. */
const art = {
  size: SHAPE_SIZE,
  lock: (state: keyof typeof SHAPES) => ({ path: SHAPES[state], ink: INKS[state].light }),
  seal: (state: keyof typeof SEAL_SHAPES) => ({ path: SEAL_SHAPES[state], ink: SEAL_INKS[state].light }),
};

/** Every listener stands before anything is awaited: an event wakes the worker and is lost otherwise. */
export default defineBackground({
  type: 'module',
  main() {
    // content scripts share a process with the page: what is kept is none of theirs. Firefox has no such switch
    void browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
    browser.runtime.onMessage.addListener((ask: Ask, sender, respond) => {
      // `onMessage` hears this extension alone
      serve(ask, sender, { art }).then(respond, (bug: unknown) => {
        reportError(bug);
        respond(undefined);
      });
      return true;
    });
    browser.runtime.onConnect.addListener((port) => {
      if (port.name === LEFT_PORT) void serve({ kind: 'showing', states: [] }, port.sender ?? {}, { art });
    });
    browser.runtime.onInstalled.addListener(({ reason }) => {
      void reconcile(WEBMAILS, true);
      if (reason === 'install') void browser.runtime.openOptionsPage();
    });
    browser.runtime.onStartup.addListener(() => void reconcile(WEBMAILS, false));
    const follow = async (added: readonly string[], removed: readonly string[]): Promise<void> => {
      await followPermissions(added, removed);
      await reconcile(WEBMAILS, false);
      // who may be asked of DNS may have changed, though no setting has
      await tellAll({ kind: 'judge-again' });
    };
    browser.permissions.onAdded.addListener(({ origins = [] }) => void follow(origins, []));
    browser.permissions.onRemoved.addListener(({ origins = [] }) => void follow([], origins));
    browser.storage.onChanged.addListener((changes, area) => {
      if (area !== 'local' || !(SETTINGS_KEY in changes)) return;
      void reconcile(WEBMAILS, false).then(() => tellAll({ kind: 'judge-again' }));
    });
    browser.tabs.onRemoved.addListener(forgetTab);
  },
});
