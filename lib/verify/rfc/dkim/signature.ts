/**
 * Implements RFC 6376 3.5 and 6.1.1 (the DKIM-Signature field and its checks before any key is asked for), RFC 8301 and 8463
 * (algorithms), RFC 8616 (A-labels, UTF-8); and, as `message-signature`, RFC 8617 4.1.2 (ARC-Message-Signature: no v=, i= is
 * an instance, h= may leave out From).
 * Does not implement: looking anything up, verifying.
 */
import type { Field } from '../../message';
import { tidyBase64 } from '../octets';
import { readTags } from '../tags';
import type { TagFault, TagList } from '../tags';
import { isUnder } from '../under';
import { readIdentity, readQuoted } from './identity';
import {
  readAlgorithm,
  readCanonicalizations,
  readLength,
  readNames,
  readSelector,
  readSigner,
  readTime,
} from './tag-values';
import type { Algorithm, Canonicalization } from './tag-values';

/** Why a signature cannot be judged at all. Those of a tag name it in `tag`. */
export type SignatureFault =
  | TagFault
  | 'missing-tag'
  | 'unknown-version'
  | 'unknown-algorithm'
  | 'unknown-canonicalization'
  | 'unknown-query'
  | 'bad-tag'
  | 'identity-outside-domain'
  | 'expires-before-signed'
  | 'from-unsigned'
  | 'seal-signed';

/** How a body is to be hashed: made canonical, cut to `length` octets (null: all of it), hashed. */
export interface BodyWanted {
  readonly canonicalization: Canonicalization;
  readonly length: number | null;
  readonly hash: Algorithm['hash'];
}

/** One DKIM-Signature or ARC-Message-Signature. With a fault, what could be read is there all the same, to be shown. */
export interface Signature {
  /** Index of its field. */
  readonly index: number;
  readonly fault: SignatureFault | null;
  /** The tag at fault, where it is one tag's. */
  readonly tag: string | null;
  /** d= and s= as A-labels. */
  readonly domain: string | null;
  readonly selector: string | null;
  /** i= as a byte string (its domain as A-labels); null where it is left off, and in an ARC-Message-Signature. */
  readonly identity: string | null;
  readonly algorithm: Algorithm | null;
  readonly header: Canonicalization;
  readonly body: BodyWanted;
  /** h= in lower case, in order, repeated names and all. */
  readonly names: readonly string[];
  /** Seconds since 1970-01-01 UTC; null where not stated. */
  readonly signedAt: number | null;
  readonly expiresAt: number | null;
  /** bh= and b= in base64 of one line; empty where they cannot be read. */
  readonly bodyHash: string;
  readonly value: string;
  /** Where the value of b= stands in the field's `raw`: what is left out when the field itself is hashed (3.7). */
  readonly cut: readonly [start: number, end: number];
  /** z=: the header fields as they were when signed, "Name:value", decoded byte strings. To be shown, never to be believed. */
  readonly copied: readonly string[];
}

export type SignatureKind = 'dkim-signature' | 'message-signature';

/** Each DKIM-Signature among the fields, top first. */
export function readSignatures(fields: readonly Field[]): readonly Signature[] {
  const signatures: Signature[] = [];
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index];
    if (field?.name.length === 14 && field.name.toLowerCase() === 'dkim-signature')
      signatures.push(readSignature(field, index, 'dkim-signature'));
  }
  return signatures;
}

/** Notes the first fault of all. */
interface Faults {
  fault: SignatureFault | null;
  tag: string | null;
}

/** `list` is what `readTags` makes of the field's value, where somebody read it already. */
export function readSignature(
  field: Field,
  index: number,
  kind: SignatureKind,
  list: TagList = readTags(field.raw, field.valueAt),
): Signature {
  const dkim = kind === 'dkim-signature';
  const faults: Faults = { fault: list.fault, tag: null };
  const note = (fault: SignatureFault, tag: string | null): null => {
    if (faults.fault === null) {
      faults.fault = fault;
      faults.tag = tag;
    }
    return null;
  };
  /** The tag's value as `read` has it; a fault where the tag must be there and is not, or cannot be read. */
  const take = <T>(
    name: string,
    needed: boolean,
    read: (value: string) => T | null,
    fault: SignatureFault,
  ): T | null => {
    const value = find(list, name);
    if (value === null) return needed ? note('missing-tag', name) : null;
    return read(value) ?? note(fault, name);
  };

  if (dkim) take('v', true, (value) => value === '1' || null, 'unknown-version');
  const algorithm = take('a', true, readAlgorithm, 'unknown-algorithm');
  const value = take('b', true, tidyBase64, 'bad-tag') ?? '';
  const bodyHash = take('bh', true, tidyBase64, 'bad-tag') ?? '';
  const [header, body] = take('c', false, readCanonicalizations, 'unknown-canonicalization') ?? SIMPLE;
  const domain = take('d', true, readSigner, 'bad-tag');
  const selector = take('s', true, (text) => domain && readSelector(text, domain), 'bad-tag');
  const names = take('h', true, readNames, 'bad-tag') ?? [];
  const length = take('l', false, readLength, 'bad-tag');
  const signedAt = take('t', false, readTime, 'bad-tag');
  const expiresAt = take('x', false, readTime, 'bad-tag');
  // 3.5: x= must be greater than t=.
  if (signedAt !== null && expiresAt !== null && expiresAt <= signedAt) note('expires-before-signed', 'x');
  take('q', false, (text) => text.split(':').some((method) => method.trim() === 'dns/txt') || null, 'unknown-query');
  let identity: string | null = null;
  if (dkim) {
    const read = take('i', false, readIdentity, 'bad-tag');
    identity = read && `${read.local}@${read.domain}`;
    // 6.1.1: the same or a subdomain, label by label: evilexample.com is not under example.com.
    if (read && domain && !isUnder(read.domain, domain)) note('identity-outside-domain', 'i');
    // 5.4: From must be signed, and 6.1.1 has such a signature ignored.
    if (faults.fault === null && !names.includes('from')) note('from-unsigned', 'h');
  } else if (names.includes('arc-seal')) note('seal-signed', 'h');

  const where = list.tags.find(({ name }) => name === 'b');
  return {
    index,
    fault: faults.fault,
    tag: faults.tag,
    domain,
    selector,
    identity,
    algorithm,
    header,
    body: { canonicalization: body, length, hash: algorithm?.hash ?? 'sha-256' },
    names,
    signedAt,
    expiresAt,
    bodyHash,
    value,
    cut: where ? [where.start, where.end] : [0, 0],
    copied: readCopied(find(list, 'z')),
  };
}

const SIMPLE: readonly [Canonicalization, Canonicalization] = ['simple', 'simple'];

function find(list: TagList, name: string): string | null {
  for (const tag of list.tags) if (tag.name === name) return tag.value;
  return null;
}

function readCopied(value: string | null): readonly string[] {
  return value === null ? [] : value.split('|').map(readQuoted);
}
