import { expect, it } from 'vitest';
import { command, endAll } from './command.ts';

const node = (text: string) => [process.execPath, ['-e', text]] as const;

it('gives output and code, and each line as it comes', async () => {
  const lines: string[] = [];
  const done = await command(...node("console.log('a\\nb'); process.stdout.write('c'); process.exitCode = 3"), {
    onLine: (line) => lines.push(line),
  });
  expect(done).toEqual({ code: 3, output: 'a\nb\nc' });
  expect(lines).toEqual(['a', 'b', 'c']);
});

it('has no standard input to wait for', async () => {
  expect(await command(...node("process.stdin.on('end', () => console.log('end')).resume()"))).toMatchObject({
    code: 0,
    output: 'end\n',
  });
});

it('answers 127 where there is no such command', async () => {
  expect(await command('no-such-command-here', [])).toMatchObject({ code: 127 });
});

it('ends a child together with what it started', async () => {
  const shell = `const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    console.log(c.pid); setInterval(() => {}, 1000);`;
  let grandchild = 0;
  const done = await command(...node(shell), {
    onLine: (line) => {
      grandchild = Number(line);
      endAll();
    },
  });
  expect(done.code).toBe(143);
  await expect.poll(() => isAlive(grandchild), { timeout: 5000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
