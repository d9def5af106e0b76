import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  plugins: [WxtVitest()],
  test: { include: ['{lib,components,scripts,test}/**/*.test.{ts,tsx}'], exclude: ['test/e2e/**', 'test/conformance/**'] },
});
