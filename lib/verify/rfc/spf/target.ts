/**
 * Implements the <target-name> of a term (RFC 7208 4.8): the current domain, or the expansion of its domain-spec.
 * Does not implement: the use of a local part in a name without consent. Each such question would tell whoever runs the
 * domain's DNS who wrote to whom, and when it was read.
 */
import { preferredName, validatedNames } from './client-name';
import { expandName, isAskable } from './expand';
import type { Inquiry } from './inquiry';
import { holds, holdsLocalPart } from './macro';
import type { MacroLetter, MacroString } from './macro';

/** `name` is null where no question can be made of the expansion (4.8: such a name has no records). */
export type Target =
  | { readonly kind: 'name'; readonly name: string | null; readonly void: boolean }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'not-asked' };

/** The name that a term of `domain`'s record is about. */
export async function targetOf(inquiry: Inquiry, spec: MacroString | null, domain: string): Promise<Target> {
  if (!spec) return { kind: 'name', name: domain, void: false };
  if (!inquiry.consent && holdsLocalPart(spec)) return { kind: 'withheld' };
  let clientName = '';
  let isVoid = false;
  if (holds(spec, 'p')) {
    const found = await validatedNames(inquiry, () => true);
    if (found.notAsked) return { kind: 'not-asked' };
    clientName = preferredName(found.names, domain);
    isVoid = found.void;
  }
  const name = expandName(spec, (letter) => macroValue(inquiry, letter, domain, clientName));
  return { kind: 'name', name: isAskable(name) ? name : null, void: isVoid };
}

/** 7.2 */
export function macroValue(inquiry: Inquiry, letter: MacroLetter, domain: string, clientName: string): string {
  if (letter === 'd') return domain;
  return letter === 'p' ? clientName : inquiry.values[letter];
}
