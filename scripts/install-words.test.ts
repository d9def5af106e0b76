import { describe, expect, it } from 'vitest';
import type { Obstacle } from './install-words.ts';
import { installWords } from './install-words.ts';

const OBSTACLES: readonly (readonly [Obstacle, string, string])[] = [
  [{ kind: 'not-root' }, 'needs root', 'as root'],
  [{ kind: 'not-debian', system: 'Fedora' }, 'this is Fedora', 'on Debian'],
  [{ kind: 'apt', output: 'E: one\nE: two' }, '  | E: one\n  | E: two\n', '--no-remove a b'],
  [{ kind: 'namespaces', reason: 'no root', root: false }, 'no root', 'as root'],
  [{ kind: 'namespaces', reason: 'denied', root: true }, 'denied', 'where root may'],
];

describe('what is said when something cannot be installed', () => {
  it.each(OBSTACLES)('%j: names it, the way out, and what goes without', (obstacle, why, how) => {
    const words = installWords(['a', 'b'], ['c', 'd'], obstacle);
    expect(words).toContain('Debian packages: a b\n');
    expect(words).toContain('to unpack: c d\n');
    expect(words).toContain(why);
    expect(words).toContain(how);
    expect(words).toContain('What can be done without:\n  npm run build');
  });

  it('names no packages where none is missing', () => {
    expect(installWords([], [], { kind: 'namespaces', reason: 'x', root: true })).not.toContain('packages');
  });
});
