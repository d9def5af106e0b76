/** A match pattern as people read it: `https://mail.example.org/*` → `mail.example.org`; plain http is said. */
export function siteName(pattern: string): string {
  const bare = pattern.endsWith('/*') ? pattern.slice(0, -2) : pattern;
  return bare.startsWith('https://') ? bare.slice('https://'.length) : bare;
}
