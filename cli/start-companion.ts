import { EXIT } from './exit-codes';
import { readArguments } from './arguments';
import { write } from './terminal';
import type { Terminal } from './terminal';
import { loadTexts } from './texts';

/**
 * `hoplock companion …`: a service with packages of its own, which are loaded only for it. Gives its exit code. `root`: see `run`.
 */
export async function startCompanion(argv: readonly string[], terminal: Terminal, root: URL): Promise<number> {
  let companion;
  try {
    companion = await import('../companion/src/start');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    const { messages } = await loadTexts(root, readArguments([], terminal).language);
    await write(terminal.stderr, `hoplock: ${messages['cli_no_companion'] ?? ''}\n`);
    return EXIT.usage;
  }
  return companion.start(argv);
}
