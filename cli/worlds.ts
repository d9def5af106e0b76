import { readFile } from 'node:fs/promises';
import { dohWorld } from '../lib/dns/doh-world';
import { memoryCache } from '../lib/dns/memory-cache';
import { nodeFetch } from '../lib/dns/node-fetch';
import { zone } from '../lib/dns/zone';
import type { Params } from '../lib/verify/check';
import { offline } from '../lib/verify/world';
import type { World } from '../lib/verify/world';
import type { Lookups } from './arguments';
import { EXIT } from './exit-codes';
import type { Exit } from './exit-codes';
import { troubleOf } from './trouble';

/** Milliseconds for all lookups of one mail; what is not answered by then is told as such. */
const LOOKUPS_TIMEOUT = 20_000;

/** Where each mail gets its World from. */
export interface Worlds {
  /** A World for one mail; its time to ask begins now. */
  next(): World;
  /** Ends the connections. */
  close(): void;
}

export type WorldsMade =
  | { readonly ok: true; readonly worlds: Worlds }
  /** Text `cli_zone_<code>`. */
  | { readonly ok: false; readonly code: string; readonly params: Params; readonly exit: Exit };

/** Makes what answers the questions of all mails of one call: they share their answers. `now`: see `World`. */
export async function makeWorlds(lookups: Lookups, now: () => number): Promise<WorldsMade> {
  switch (lookups.kind) {
    case 'offline':
      return alike(offline(now()));
    case 'zone':
      return fromFile(lookups.path, now());
    case 'dns': {
      const { fetch, close } = nodeFetch();
      const cache = memoryCache();
      const { url } = lookups;
      return {
        ok: true,
        worlds: {
          next: () => dohWorld({ url, fetch, now, cache, signal: AbortSignal.timeout(LOOKUPS_TIMEOUT) }),
          close,
        },
      };
    }
  }
}

function alike(world: World): WorldsMade {
  return { ok: true, worlds: { next: () => world, close: () => undefined } };
}

async function fromFile(path: string, now: number): Promise<WorldsMade> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code, exit } = troubleOf(error);
    return { ok: false, code, params: { path, at: '' }, exit };
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { ok: false, code: 'not-json', params: { path, at: '' }, exit: EXIT.data };
  }
  const read = zone(parsed, now);
  return read.ok ? alike(read.world) : { ok: false, code: read.code, params: { path, at: read.at }, exit: EXIT.data };
}
