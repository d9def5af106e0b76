import { HEADER } from './scan-message';
import type { Scanned } from './scan-message';

/**
 * Whether a message answers just this query (RFC 5452 9.1): its id, and its question octet by octet; letters of another case count
 * as the same only where none was chosen by chance.
 */
export function matchesQuery(
  answer: Buffer,
  scanned: Scanned,
  query: Buffer,
  asked: Scanned,
  exactCase: boolean,
): boolean {
  if (!scanned.response || scanned.opcode !== 0 || scanned.id !== asked.id) return false;
  const { end } = asked.question;
  if (scanned.question.end !== end) return false;
  if (answer.compare(query, HEADER, end, HEADER, end) === 0) return true;
  if (exactCase || scanned.question.type !== asked.question.type || scanned.question.class !== asked.question.class)
    return false;
  const { name } = scanned.question;
  return name !== null && name.toLowerCase() === asked.question.name?.toLowerCase();
}
