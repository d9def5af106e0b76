/**
 * Implements RFC 9989 4.4 and 4.10.2: Identifier Alignment of two domains.
 * Does not implement: finding Organizational Domains (walk.ts).
 */
import { isUnder } from '../under';
import type { AlignmentMode } from './record';

/**
 * identical: the same domain, which suffices in both modes; organisation: one Organizational Domain (relaxed); registrable: no
 * record tells, and the public suffix list has one registrable domain for both; unknown: DNS did not tell; null: not aligned.
 */
export type Alignment = 'identical' | 'organisation' | 'registrable' | 'unknown' | null;

/**
 * How `other` aligns with `author`, both lower-case A-labels. `organisationOf` gives a domain's Organizational Domain, null
 * where DNS did not tell, undefined where it was not asked for because it cannot matter.
 */
export function aligned(
  author: string,
  other: string,
  mode: AlignmentMode,
  organisationOf: (domain: string) => string | null | undefined,
): Alignment {
  if (author === other) return 'identical';
  if (mode === 'strict') return null;
  const wanted = organisationOf(author);
  // An Organizational Domain is the domain itself or above it: others need no walk.
  if (wanted != null && !isUnder(other, wanted)) return null;
  const found = organisationOf(other);
  if (found === undefined) return null;
  if (wanted == null || found === null) return 'unknown';
  return wanted === found ? 'organisation' : null;
}
