#!/usr/bin/env node
import process from 'node:process';
import { run } from './run';

// Whoever reads the output may stop at any time: `write` tells.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

// From the repository as `cli/hoplock.ts`, in the package as `dist/hoplock.js`: the root is one folder above either.
process.exitCode = await run(process.argv.slice(2), process, new URL('../', import.meta.url));
