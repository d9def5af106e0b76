/**
 * All that the core may use of its platform: what pages, workers and Node share. `fetch`, `document`, `process` and a clock
 * are missing on purpose; lib/verify/tsconfig.json compiles the core against this file alone.
 */
declare class URL {
  constructor(url: string, base?: string);
  readonly hostname: string;
}
