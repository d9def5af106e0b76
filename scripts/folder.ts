import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reads all files below a folder: path from it, with slashes → octets. */
export function folder(root: string): Map<string, Buffer> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(path)];
    }),
  );
}
