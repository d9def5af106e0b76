/**
 * Implements the last column of RFC 5322 3.6's table (fields that stand at most once in a mail), and RFC 2045 3 for MIME's.
 * Does not implement: which fields a mail must have; trace and resent fields, which repeat.
 */
import type { Field } from '../message';

const SINGULAR: ReadonlySet<string> = new Set([
  'date',
  'from',
  'sender',
  'reply-to',
  'to',
  'cc',
  'bcc',
  'message-id',
  'in-reply-to',
  'references',
  'subject',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
]);

/** The longest name above. */
const MAX_NAME = 25;

/**
 * Where each of these fields stands: lower-case name to places among `fields`, in order. A mail should have no list longer
 * than one: readers show one copy, and signatures may cover another.
 */
export function singularFields(fields: readonly Field[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, { name }] of fields.entries()) {
    if (name.length > MAX_NAME) continue;
    const lower = name.toLowerCase();
    if (!SINGULAR.has(lower)) continue;
    const known = places.get(lower);
    if (known) known.push(index);
    else places.set(lower, [index]);
  }
  return places;
}
