/**
 * Tokens that let somebody in from elsewhere. Of each only its hash is kept; a plain one is enough, for a token is 256 bits of chance
 * and not a password that could be guessed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Type from 'typebox';
import type { Static } from 'typebox';
import { Value } from 'typebox/value';

const TOKEN_OCTETS = 32;
/** So that a token which was published by mistake can be recognised. */
const PREFIX = 'hoplock_';
const MAX_TOKENS = 1_000;
const LOOK_EVERY_MS = 1_000;

const FILE = Type.Object(
  {
    tokens: Type.Array(
      Type.Object(
        {
          name: Type.String({ pattern: '^[A-Za-z0-9._-]{1,60}$' }),
          sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
          created: Type.String(),
        },
        { additionalProperties: false },
      ),
      { maxItems: MAX_TOKENS },
    ),
  },
  { additionalProperties: false },
);
type TokenEntry = Static<typeof FILE>['tokens'][number];

/** Reads the file; a missing one has no tokens. Throws if it is none of ours. */
export function listTokens(path: string): readonly TokenEntry[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const read: unknown = JSON.parse(text);
  if (!Value.Check(FILE, read)) throw new Error(`${path}: not a list of tokens`);
  return read.tokens;
}

/** Makes a token and writes down its hash; null if the name is taken or no proper one. The token is shown once, and nowhere kept. */
export function addToken(path: string, name: string, now: number): string | null {
  const tokens = listTokens(path);
  const secret = `${PREFIX}${randomBytes(TOKEN_OCTETS).toString('base64url')}`;
  const entry = { name, sha256: hashOf(secret), created: new Date(now).toISOString() };
  if (tokens.some((one) => one.name === name) || !Value.Check(FILE, { tokens: [...tokens, entry] })) return null;
  write(path, [...tokens, entry]);
  return secret;
}

/** False if there is none of that name. */
export function removeToken(path: string, name: string): boolean {
  const tokens = listTokens(path);
  const left = tokens.filter((one) => one.name !== name);
  if (left.length < tokens.length) write(path, left);
  return left.length < tokens.length;
}

function write(path: string, tokens: readonly TokenEntry[]): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}.new`;
  writeFileSync(next, `${JSON.stringify({ tokens }, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, path);
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export interface Tokens {
  /** The name of a token, if it is one. */
  find(secret: string): string | null;
}

/** The tokens of a file, which is read anew when it has changed. While it cannot be read, those that were read before count. */
export function tokensOf(path: string, now: () => number, onTrouble: (error: unknown) => void): Tokens {
  let names = new Map<string, string>();
  let stamp = '';
  let looked = -Infinity;
  const look = () => {
    if (now() - looked < LOOK_EVERY_MS) return;
    looked = now();
    try {
      const state = statSync(path, { throwIfNoEntry: false });
      const changed = state ? `${state.mtimeMs} ${state.ino} ${state.size}` : '-';
      if (changed === stamp) return;
      names = new Map(listTokens(path).map(({ name, sha256 }) => [sha256, name]));
      stamp = changed;
    } catch (error) {
      onTrouble(error);
    }
  };
  return {
    find(secret) {
      look();
      // looked up by its hash: how long that takes tells nothing of the token
      return names.get(hashOf(secret)) ?? null;
    },
  };
}
