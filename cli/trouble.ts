import { EXIT } from './exit-codes';
import type { Exit } from './exit-codes';

/** Why a file gave no verdict: text `cli_trouble_<code>`. */
type TroubleCode =
  'not-found' | 'not-allowed' | 'is-folder' | 'unreadable' | 'too-large' | 'empty' | 'no-mail' | 'internal';

export interface Trouble {
  readonly code: TroubleCode;
  readonly exit: Exit;
}

/** What a failing file system says. */
export function troubleOf(error: unknown): Trouble {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENAMETOOLONG':
      return { code: 'not-found', exit: EXIT.noInput };
    case 'EACCES':
    case 'EPERM':
      return { code: 'not-allowed', exit: EXIT.noInput };
    case 'EISDIR':
      return { code: 'is-folder', exit: EXIT.noInput };
    default:
      return { code: 'unreadable', exit: EXIT.io };
  }
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}
