import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/**
 * The one folder that holds all configuration and data of the servers. Runs that share a folder take turns; name another in
 * HOPLOCK_STACK_DIR to run beside them.
 */
export const FOLDER = resolve(ROOT, process.env['HOPLOCK_STACK_DIR'] ?? '.stack');

/** Files of packages that cannot be installed beside Postfix, laid over /usr inside the namespace. The same for all folders. */
export const RELAY_FILES = resolve(ROOT, '.stack', 'roots');

/** Likewise SOGo with the database and the cache that it needs. */
export const SOGO_FILES = resolve(ROOT, '.stack', 'sogo-roots');

/**
 * Where FOLDER is seen inside the namespace: a short path that every server's own user can reach, whatever the rights of
 * the directories above the repository.
 */
export const INSIDE = ROOT.startsWith('/srv/') ? '/mnt/stack' : '/srv/stack';
