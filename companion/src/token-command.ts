import { readFileSync } from 'node:fs';
import { addToken, listTokens, removeToken } from './access/tokens';
import type { Surroundings } from './companion';
import { readOptions } from './config/read-options';
import { dataFolder, tokensFile } from './service';
import type { Words } from './texts';

const USAGE = 64;
const REFUSED = 1;

/** `hoplock companion token add NAME | list | remove NAME`, with the options that say where the data folder is. */
export function tokenCommand(
  argv: readonly string[],
  env: Surroundings['env'],
  words: Words,
  { say, complain }: Pick<Surroundings, 'say' | 'complain'>,
): number {
  const [verb = ''] = argv;
  const named = verb === 'add' || verb === 'remove';
  const name = named ? (argv[1] ?? '') : '';
  const read = readOptions({ argv: argv.slice(named ? 2 : 1), env, readFile: (path) => readFileSync(path, 'utf8') });
  if (!read.ok || (!named && verb !== 'list') || (named && (name === '' || name.startsWith('-')))) {
    complain(words('companion_token_usage'));
    return USAGE;
  }
  const path = tokensFile(dataFolder(read.options, env));
  try {
    if (verb === 'list') {
      const tokens = listTokens(path);
      if (tokens.length === 0) say(words('companion_token_none'));
      for (const one of tokens) say(`${one.name}  ${one.created}`);
      return 0;
    }
    if (verb === 'add') {
      const secret = addToken(path, name, Date.now());
      if (secret === null) {
        complain(words('companion_token_refused', { name }));
        return REFUSED;
      }
      say(words('companion_token_made', { name }));
      say(secret);
      return 0;
    }
    const removed = removeToken(path, name);
    if (removed) say(words('companion_token_removed', { name }));
    else complain(words('companion_token_unknown', { name }));
    return removed ? 0 : REFUSED;
  } catch (error) {
    complain(words('companion_trouble_file', { where: path, reason: error instanceof Error ? error.message : '' }));
    return REFUSED;
  }
}
