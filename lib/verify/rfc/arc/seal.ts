/**
 * Implements RFC 8617 4.1.3: the ARC-Seal field.
 * Does not implement: its instance (chain.ts), what cv= may be where (verify-arc.ts), verifying.
 */
import { readAlgorithm, readSelector, readSigner, readTime } from '../dkim/tag-values';
import type { Algorithm } from '../dkim/tag-values';
import { tidyBase64 } from '../octets';
import type { TagFault, TagList } from '../tags';

export type SealFault = TagFault | 'missing-tag' | 'bad-tag' | 'unknown-algorithm' | 'unknown-status' | 'names-in-seal';

export interface Seal {
  /** Index of its field. */
  readonly index: number;
  readonly fault: SealFault | null;
  /** The tag at fault, where it is one tag's. */
  readonly tag: string | null;
  readonly algorithm: Algorithm | null;
  /** cv=: what its maker found the chain before to be. */
  readonly status: 'none' | 'pass' | 'fail' | null;
  /** d= and s= as A-labels. */
  readonly domain: string | null;
  readonly selector: string | null;
  /** Seconds since 1970-01-01 UTC; null where not stated. */
  readonly sealedAt: number | null;
  /** b= in base64 of one line; empty where it cannot be read. */
  readonly value: string;
  /** Where the value of b= stands in the field's `raw`. */
  readonly cut: readonly [start: number, end: number];
}

/** `list` is what `readTags` makes of the field's value; `index` is the field's. */
export function readSeal({ tags, fault }: TagList, index: number): Seal {
  let first: SealFault | null = fault;
  let faulty: string | null = null;
  const note = (what: SealFault, name: string): null => {
    if (first === null) {
      first = what;
      faulty = name;
    }
    return null;
  };
  const find = (name: string) => tags.find((tag) => tag.name === name);
  const take = <T>(name: string, read: (value: string) => T | null, what: SealFault): T | null => {
    const tag = find(name);
    return tag ? (read(tag.value) ?? note(what, name)) : note('missing-tag', name);
  };
  const algorithm = take('a', readAlgorithm, 'unknown-algorithm');
  const value = take('b', tidyBase64, 'bad-tag') ?? '';
  const status = take('cv', readStatus, 'unknown-status');
  const domain = take('d', readSigner, 'bad-tag');
  const selector = take('s', (text) => domain && readSelector(text, domain), 'bad-tag');
  const sealedAt = find('t') ? take('t', readTime, 'bad-tag') : null;
  // 4.1.3: which fields a seal covers is fixed; a seal with h= makes the chain fail.
  if (find('h')) note('names-in-seal', 'h');
  const cut = find('b');
  return {
    index,
    fault: first,
    tag: faulty,
    algorithm,
    status,
    domain,
    selector,
    sealedAt,
    value,
    cut: cut ? [cut.start, cut.end] : [0, 0],
  };
}

function readStatus(value: string): Seal['status'] {
  return value === 'none' || value === 'pass' || value === 'fail' ? value : null;
}
