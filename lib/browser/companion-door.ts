import type { CompanionDoor } from '../companion/get-json';
import { mayAskCompanion } from './lookup-permission';
import type { Settings } from './settings';

/** Milliseconds: less than a page waits for the background (`PATIENCE` of `ask`). A companion answers within two seconds, if only "later". */
const TIMEOUT = 6_000;

/** How the kept companion is asked; blocked: the browser's permission is not there. */
export async function companionDoor(
  companion: Settings['companion'],
): Promise<CompanionDoor | 'no-companion' | 'blocked'> {
  const { url, token } = companion;
  if (url === null) return 'no-companion';
  if (!(await mayAskCompanion(companion))) return 'blocked';
  return { url, token, timeout: TIMEOUT, fetch: (address, init) => fetch(address, init) };
}

/** Chromium lets the reader forbid requests into their own network, and says so in no error of `fetch`. */
export async function isLocalNetworkDenied(): Promise<boolean> {
  const names = ['loopback-network', 'local-network', 'local-network-access'];
  const states = await Promise.all(
    names.map((name) =>
      navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        // it knows no such permission
        () => null,
      ),
    ),
  );
  return states.includes('denied');
}
