#!/usr/bin/env node
import process from 'node:process';
import { run } from './run';
import { startCompanion } from './start-companion';

// Whoever reads the output may stop at any time: `write` tells.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// From the repository as `cli/hoplock.ts`, in the package as `dist/hoplock.js`: the root is one folder above either.
const argv = process.argv.slice(2);
const root = new URL('../', import.meta.url);
process.exitCode =
  argv[0] === 'companion' ? await startCompanion(argv.slice(1), process, root) : await run(argv, process, root);
