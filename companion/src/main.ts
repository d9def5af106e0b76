import process from 'node:process';
import { start } from './start';

process.exitCode = await start(process.argv.slice(2));
