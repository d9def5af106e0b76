/** Fields of DKIM2 (draft-ietf-dkim-dkim2-spec, sections 7 and 8), the successor of DKIM that is being written: named, never judged. */
const NAMES: readonly string[] = ['dkim2-signature', 'message-instance'];

/** Those of the head's field names, in lower case and in its order, each once, that are DKIM2's. */
export function dkim2Fields(fields: readonly string[]): readonly string[] {
  const present = new Set(fields.filter((name) => NAMES.includes(name)));
  return [...present];
}
