/**
 * Lets Node run the product's own code, whose imports leave the extension off as its bundler wants it:
 * `import './extensionless.ts'` first, then `await import('../lib/…')`.
 */
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if (!specifier.startsWith('.') || !(error instanceof Error)) throw error;
      try {
        return next(`${specifier}.ts`, context);
      } catch {
        try {
          return next(`${specifier}/index.ts`, context);
        } catch {
          throw error;
        }
      }
    }
  },
});
