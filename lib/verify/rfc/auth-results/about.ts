import type { AuthResult } from '../auth-results';
import { readDomain } from '../domain';

/** Names under which MAIL FROM is met with: RFC 8601's first, then older and private ones. */
const MAIL_FROM: ReadonlySet<string> = new Set(['mailfrom', 'mail', 'mfrom', 'envelope-from']);

/** The domain of an address or a domain as a lower-case A-label; null if it is neither. What counts is behind the last "@". */
export function domainOf(value: string): string | null {
  return readDomain(value.slice(value.lastIndexOf('@') + 1));
}

/** What a result speaks of: DKIM's signing domain (d=, else that of i=), SPF's identity; '' if it does not tell, or is of another kind. */
export function aboutOf({ method, properties }: AuthResult): string {
  const header = (wanted: string): string | null => {
    const found = properties.find(({ type, name }) => type === 'header' && name === wanted);
    return found ? domainOf(found.value) : null;
  };
  if (method === 'dkim') return header('d') ?? header('i') ?? '';
  if (method !== 'spf') return '';
  if (properties.some(({ type, name }) => type === 'smtp' && MAIL_FROM.has(name))) return 'mailfrom';
  return properties.some(({ type, name }) => type === 'smtp' && name === 'helo') ? 'helo' : '';
}
