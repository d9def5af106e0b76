import { DatabaseSync } from 'node:sqlite';
import type { Store, Stored } from './store';

/** Changes wait this long, so that many are one transaction; as much is lost by kill -9, and no more. */
const WRITE_AFTER_MS = 500;
const CLEAN_EVERY_MS = 600_000;
/** Pages of 4096 octets: 2 GB. */
const MAX_PAGES = 500_000;

export interface SqliteOptions {
  /** File, or `:memory:`. */
  readonly path: string;
  readonly now: () => number;
  /** Told of trouble: the disk is full, the file is no database. */
  readonly onTrouble: (error: unknown) => void;
}

/** A file that keeps texts over a restart. Throws if it cannot be opened or is none of ours. */
export function sqliteStore({ path, now, onTrouble }: SqliteOptions): Store {
  const database = new DatabaseSync(path, { timeout: 2_000 });
  // The log is written before the file (WAL), so that a process that is killed leaves nothing half done.
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA max_page_count = ${MAX_PAGES};
    CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, text TEXT NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL)
      STRICT, WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS kept_until ON kept (until);`);
  const find = database.prepare('SELECT text, at, until FROM kept WHERE key = ? AND until > ?');
  const put = database.prepare('INSERT OR REPLACE INTO kept (key, text, at, until) VALUES (?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM kept WHERE key = ?');
  const clean = database.prepare('DELETE FROM kept WHERE until <= ?');
  /** Not written yet; null: to be deleted. */
  const waiting = new Map<string, Stored | null>();
  let timer: NodeJS.Timeout | undefined;

  function attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      onTrouble(error);
    }
  }

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    const changes = [...waiting];
    waiting.clear();
    attempt(() => {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const [key, stored] of changes) {
          if (stored) put.run(key, stored.text, stored.at, stored.until);
          else remove.run(key);
        }
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  function change(key: string, stored: Stored | null): void {
    waiting.set(key, stored);
    timer ??= setTimeout(write, WRITE_AFTER_MS);
  }

  const cleaning = setInterval(() => attempt(() => clean.run(now())), CLEAN_EVERY_MS);
  cleaning.unref();

  return {
    async get(key) {
      const unwritten = waiting.get(key);
      if (unwritten !== undefined) return unwritten && unwritten.until > now() ? unwritten : undefined;
      let row: Record<string, unknown> | undefined;
      attempt(() => (row = find.get(key, now())));
      return row ? { text: String(row['text']), at: Number(row['at']), until: Number(row['until']) } : undefined;
    },
    set: change,
    delete: (key) => change(key, null),
    async close() {
      clearInterval(cleaning);
      write();
      attempt(() => database.close());
    },
  };
}
