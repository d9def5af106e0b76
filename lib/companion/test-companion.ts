import { at, troubleOf, type CompanionTrouble } from './ask-report';
import { getJson, type CompanionDoor } from './get-json';

/** As its API's document names it. */
const TITLE = 'Hoplock companion';
const VERSION = '1';
/** A name that no companion asks anybody for: it tells whether we may ask, and nothing leaves. */
const NOBODYS = 'localhost';

export type CompanionTest =
  | { readonly ok: true; readonly host: string; readonly milliseconds: number }
  | { readonly ok: false; readonly host: string; readonly code: CompanionTrouble | 'blocked'; readonly status: number };

/** Whether a companion of our version answers there, and takes our questions. It is asked for no domain. */
export async function testCompanion(door: CompanionDoor): Promise<CompanionTest> {
  const { host } = new URL(door.url);
  const began = performance.now();
  const failed = (code: CompanionTrouble, status: number): CompanionTest => ({ ok: false, host, code, status });
  const said = await getJson(door, 'openapi.json');
  if (!said.ok || said.status !== 200) {
    const { code, status } = troubleOf(said);
    return failed(code, status);
  }
  const info = at(said.body, 'info');
  if (at(info, 'title') !== TITLE) return failed('not-companion', said.status);
  if (at(info, 'version') !== VERSION) return failed('version', said.status);
  const { code, status } = troubleOf(await getJson(door, `v1/domains/${NOBODYS}`));
  if (code !== 'domain') return failed(code, status);
  return { ok: true, host, milliseconds: Math.round(performance.now() - began) };
}
