import process from 'node:process';
import { start } from './start';

// Whoever reads the output may stop at any time; that ends no service.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

process.exitCode = await start(process.argv.slice(2));
