/**
 * Implements the arithmetic behind RFC 6376 8.2 and 8.15 (attacks by what a signature leaves open): which header fields a
 * signature covers, which it does not, what could be added without breaking it, and how much of the body it covers.
 * Does not implement: judging any of it.
 */
import type { BodyHash } from './body-hash';
import { selectFields } from './header-data';
import type { FieldIndex } from './header-data';
import type { Signature } from './signature';

/** Fields that mail programs show, or that decide how the body is shown; all `List-…` fields as well. */
const SHOWN: ReadonlySet<string> = new Set([
  'from',
  'sender',
  'reply-to',
  'subject',
  'date',
  'to',
  'cc',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
]);

const SHOWN_NAMES: readonly string[] = [...SHOWN];

export interface Coverage {
  /** Indices of the fields that are signed, in the order of h=. */
  readonly signed: readonly number[];
  /** Names listed more often than there are fields: none of that name can be added. Lower case, each once. */
  readonly oversigned: readonly string[];
  /** Shown fields (indices) of whose name none is signed. */
  readonly unsigned: readonly number[];
  /** Shown fields (indices) that are unsigned while another of the same name is signed: one of them deceives. */
  readonly copies: readonly number[];
  /** Names of shown fields of which one more could be added unnoticed. */
  readonly addable: readonly string[];
  /** Octets of the canonical body, and how many of them are signed; null where the body is not known. */
  readonly body: { readonly octets: number; readonly signed: number } | null;
  /** l= is there: whatever is appended to the body is not noticed. */
  readonly appendable: boolean;
}

/** `body` is the hash that the signature asks for, where there is one. */
export function coverageOf(index: FieldIndex, signature: Signature, body: BodyHash | null): Coverage {
  const { names } = signature;
  const { length } = signature.body;
  const signed = selectFields(index, names, signature.index);
  const isSigned = new Set(signed);
  const listed = new Map<string, number>();
  for (const name of names) listed.set(name, (listed.get(name) ?? 0) + 1);
  const oversigned: string[] = [];
  for (const [name, count] of listed) if (count > (index.named.get(name)?.length ?? 0)) oversigned.push(name);
  const unsigned: number[] = [];
  const copies: number[] = [];
  for (const [name, all] of index.named) {
    if (!isShown(name)) continue;
    const some = all.some((one) => isSigned.has(one));
    for (const one of all) if (!isSigned.has(one)) (some ? copies : unsigned).push(one);
  }
  const addable = SHOWN_NAMES.filter((name) => !oversigned.includes(name));
  return {
    signed,
    oversigned,
    unsigned,
    copies,
    addable,
    body: body && { octets: body.size, signed: Math.min(body.size, length ?? body.size) },
    appendable: length !== null,
  };
}

function isShown(name: string): boolean {
  return SHOWN.has(name) || name.startsWith('list-');
}
