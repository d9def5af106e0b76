import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [WxtVitest()],
        test: {
          name: 'unit',
          include: ['{lib,components,entrypoints,cli,scripts,bench,test}/**/*.test.{ts,tsx}'],
          exclude: ['test/architecture/**', 'test/registry/**', 'test/dns/**', 'test/package/**', 'test/e2e/**'],
        },
      },
      {
        test: {
          name: 'architecture',
          include: ['test/architecture/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // loopback alone
        test: {
          name: 'companion',
          include: ['companion/{src,test}/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        // real resolvers; `npm test -- dns` installs them
        test: {
          name: 'dns',
          include: ['{test/dns,companion/dns}/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        // packs and installs the npm package, and runs it
        test: { name: 'package', include: ['test/package/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 300_000 },
      },
      {
        test: { name: 'registry', include: ['test/registry/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
      },
    ],
  },
});
