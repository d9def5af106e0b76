/**
 * Implements RFC 8617 4.2 and 5.2, steps 1 and 3, as far as structure goes: the ARC sets of a mail, each of three fields, their
 * instances 1, 2, 3 … without a gap.
 * Does not implement: the status in the seals, signatures.
 */
import type { Field } from '../../message';
import { readSignature } from '../dkim/signature';
import type { Signature } from '../dkim/signature';
import { readTags } from '../tags';
import type { TagList } from '../tags';
import { readInstance, readResultsHead } from './instance';
import { readSeal } from './seal';
import type { Seal } from './seal';

/** no-instance: a field's i= is missing, not a number, or over 50. */
export type ChainFault = 'no-instance' | 'duplicate-field' | 'missing-field' | 'missing-set';

/** What is null is not in the mail. */
export interface ArcSet {
  readonly instance: number;
  /** ARC-Authentication-Results: index of the field, and where in its `raw` the results begin, "i=…;" left behind. */
  readonly results: { readonly index: number; readonly start: number } | null;
  readonly message: Signature | null;
  readonly seal: Seal | null;
}

export interface ArcChain {
  /** The oldest first; whatever was found, though a fault may make it no chain. Empty: the mail has none. */
  readonly sets: readonly ArcSet[];
  /** The first fault of structure, and the instance it is about (null: none can be told). */
  readonly fault: ChainFault | null;
  readonly at: number | null;
}

interface Loose {
  results: ArcSet['results'];
  message: Signature | null;
  seal: Seal | null;
}

/** Reads the ARC fields among the fields. Never throws. */
export function readChain(fields: readonly Field[]): ArcChain {
  const found = new Map<number, Loose>();
  let fault: ChainFault | null = null;
  let at: number | null = null;
  const note = (what: ChainFault, instance: number | null): void => {
    if (fault !== null) return;
    fault = what;
    at = instance;
  };
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index] as Field;
    const kind = kindOf(field.name);
    if (kind === null) continue;
    const head = kind === 'results' ? readResultsHead(field.raw, field.valueAt) : null;
    const list = kind === 'results' ? null : readTags(field.raw, field.valueAt);
    const instance = list ? instanceOf(list) : (head?.instance ?? null);
    if (instance === null) {
      note('no-instance', null);
      continue;
    }
    const set: Loose = found.get(instance) ?? { results: null, message: null, seal: null };
    found.set(instance, set);
    if (set[kind] !== null) note('duplicate-field', instance);
    else if (list === null) set.results = { index, start: head?.end ?? field.valueAt };
    else if (kind === 'message') set.message = readSignature(field, index, 'message-signature', list);
    else set.seal = readSeal(list, index);
  }
  const sets = [...found].map(([instance, set]) => ({ instance, ...set })).sort((a, b) => a.instance - b.instance);
  for (const [place, set] of sets.entries()) {
    if (set.instance !== place + 1) note('missing-set', place + 1);
    if (!set.results || !set.message || !set.seal) note('missing-field', set.instance);
  }
  return { sets, fault, at };
}

function kindOf(name: string): keyof Loose | null {
  if (name.length < 8 || (name.charCodeAt(0) | 32) !== 97) return null;
  switch (name.toLowerCase()) {
    case 'arc-seal':
      return 'seal';
    case 'arc-message-signature':
      return 'message';
    case 'arc-authentication-results':
      return 'results';
    default:
      return null;
  }
}

function instanceOf({ tags }: TagList): number | null {
  const tag = tags.find(({ name }) => name === 'i');
  return tag ? readInstance(tag.value) : null;
}
