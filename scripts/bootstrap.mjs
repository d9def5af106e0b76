/**
 * Runs one of the project's scripts on a fresh clone: installs the npm packages if they are missing or not those of the
 * lock file, then hands over to the script under the project's own Node. Plain JavaScript without packages, for it runs
 * before there are any, under the Node that the machine has.
 *
 *   node scripts/bootstrap.mjs test [arguments of scripts/test.ts]
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_NODE = 20;
const QUIET_SECONDS = 2;

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, 'node_modules', '.bin');
const node = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Why the installed packages are not those of the lock file; null if they are. */
function outdated() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return 'no packages installed yet';
  if (!existsSync(node)) return "the project's own Node is missing";
  const has = JSON.parse(readFileSync(installed, 'utf8')).packages;
  const wants = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  for (const [path, entry] of Object.entries(wants)) {
    // Optional packages and those for another platform may rightly be absent.
    if (path === '' || entry.link || ((entry.optional || entry.devOptional || entry.peer) && !has[path])) continue;
    if (has[path]?.version !== entry.version) return `${path.replace(/^.*node_modules\//, '')} is not ${entry.version}`;
  }
  return null;
}

/** Runs a command with this terminal; answers its exit code. */
function run(command, args, environment) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: environment });
    // Ctrl-C reaches the child from the terminal by itself; this process waits for it to clean up.
    const wait = () => {};
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', wait);
    process.on('SIGTERM', pass);
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code, signal) => {
      process.off('SIGINT', wait);
      process.off('SIGTERM', pass);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** `npm ci` with a line of elapsed time, for it says nothing itself for a minute or more. */
async function install(reason) {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  console.log(`npm packages: installing (${reason})`);
  const timer = setInterval(() => {
    if (process.stdout.isTTY) process.stdout.write(`\rnpm packages: ${seconds()} s `);
    else if (seconds() % 10 < QUIET_SECONDS) console.log(`npm packages: ${seconds()} s`);
  }, QUIET_SECONDS * 1000);
  const npm = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  const code = await run(
    npm[0],
    [...npm.slice(1), 'ci', '--no-audit', '--no-fund', '--loglevel', 'error'],
    process.env,
  );
  clearInterval(timer);
  if (process.stdout.isTTY) process.stdout.write('\r');
  if (code === 0) console.log(`npm packages: installed in ${seconds()} s`);
  else console.error('npm packages: `npm ci` failed; its words stand above. Is the npm registry reachable from here?');
  return code;
}

const [script, ...rest] = process.argv.slice(2);
if (!script || !existsSync(join(root, 'scripts', `${script}.ts`))) {
  console.error('usage: node scripts/bootstrap.mjs demo|test [arguments]');
  process.exit(2);
}
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  console.error(`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}.`);
  process.exit(1);
}
const reason = outdated();
if (reason) {
  const code = await install(reason);
  const still = code === 0 ? outdated() : null;
  if (still) console.error(`npm packages: still not right after installing: ${still}`);
  if (code !== 0 || still) process.exit(code || 1);
}
const environment = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
process.exitCode = await run(node, [join('scripts', `${script}.ts`), ...rest], environment);
