import { testCompanion, type CompanionTest } from '../companion/test-companion';
import { companionDoor, isLocalNetworkDenied } from './companion-door';
import { dnsLog } from './dns-log';
import { readSettings } from './settings';

/** Tests the companion that is kept: does it answer, is it ours, does it let us ask? It is asked for nobody's domain. */
export async function testKeptCompanion(): Promise<CompanionTest> {
  const { companion } = await readSettings();
  const door = await companionDoor(companion);
  if (typeof door === 'string')
    return { ok: false, host: companion.url === null ? '' : new URL(companion.url).host, code: 'blocked', status: 0 };
  const log = dnsLog({ kind: 'companion-test', author: null, site: null });
  log({ type: 'GET', name: new URL('openapi.json', door.url).pathname, url: door.url, at: Date.now() });
  const test = await testCompanion(door);
  return !test.ok && test.code === 'unreachable' && (await isLocalNetworkDenied())
    ? { ...test, code: 'blocked' }
    : test;
}
