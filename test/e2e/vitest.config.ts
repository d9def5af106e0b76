import { defineConfig } from 'vitest/config';

/** Started by run.ts, which has the servers up. One browser at a time: two cores, and focus is not shared. */
export default defineConfig({
  test: {
    name: 'e2e',
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/e2e/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    reporters: ['verbose'],
    passWithNoTests: false,
  },
});
