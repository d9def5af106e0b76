/** The next version: `0.1.0` → `0.1.1`. */
export function newerThan(version: string): string {
  const parts = version.split('.').map(Number);
  return [...parts.slice(0, -1), parts.at(-1)! + 1].join('.');
}
