import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { progress } from './progress.ts';

function screen(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 40, written, write: (text: string) => written.push(text) };
}

const lasting = (ms: number) => new Promise<string>((resolve) => setTimeout(resolve, ms, 'result'));

describe('progress', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('says nothing of what is done within two seconds', async () => {
    const log = screen(false);
    const done = progress('quick', () => lasting(1999), log);
    await vi.advanceTimersByTimeAsync(1999);
    expect(await done).toBe('result');
    expect(log.written).toEqual([]);
  });

  it('writes a log line after two seconds, every fifteen, and at the end', async () => {
    const log = screen(false);
    const work = (say: (detail: string) => void) => {
      say('step one');
      return lasting(20_000);
    };
    const done = progress('slow', work, log);
    await vi.advanceTimersByTimeAsync(20_000);
    await done;
    expect(log.written).toEqual(['slow: step one (2 s)\n', 'slow: step one (17 s)\n', 'slow: done in 20 s\n']);
  });

  it('rewrites one line on a terminal, no wider than it, and clears it', async () => {
    const terminal = screen(true);
    const done = progress('a name that is much longer than the terminal is wide', () => lasting(3000), terminal);
    await vi.advanceTimersByTimeAsync(3000);
    await done;
    const drawn = terminal.written.slice(0, -1);
    expect(drawn.length).toBeGreaterThan(3);
    for (const text of drawn) {
      expect(text).toMatch(/^\r\u001b\[K[|/\\-] [^\n]*$/);
      expect(text.length).toBeLessThanOrEqual(40 + '\r\u001b[K'.length);
    }
    expect(terminal.written.at(-1)).toMatch(/^\r\u001b\[K.*: done in 3 s\n$/);
  });

  it('closes the line and throws on what the work throws', async () => {
    const log = screen(false);
    const done = progress('broken', () => lasting(2500).then(() => Promise.reject(new Error('no'))), log);
    const thrown = expect(done).rejects.toThrow('no');
    await vi.advanceTimersByTimeAsync(2500);
    await thrown;
    expect(log.written.at(-1)).toBe('broken: failed in 3 s\n');
  });
});
