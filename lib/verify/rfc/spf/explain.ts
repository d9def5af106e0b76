/**
 * Implements RFC 7208 6.2: the explanation that a domain publishes for a fail.
 * Does not implement: a default text of our own; explanations of included records, which 6.2 forbids.
 */
import { preferredName, validatedNames } from './client-name';
import { expandText } from './expand';
import { ask } from './inquiry';
import type { Inquiry, Walked } from './inquiry';
import { holds, holdsLocalPart, readMacros } from './macro';
import type { Explanation } from './result';
import { macroValue, targetOf } from './target';

/** Octets of an explanation that are shown: anyone may publish a novel. */
export const MAX_EXPLANATION = 1000;

/**
 * The explanation of the record that decided. Null where none is published, where it cannot be had or read ("proceed as if no
 * exp modifier was given"), and where its name would hold the local part and nobody consented. Its lookups do not count.
 */
export async function explain(inquiry: Inquiry, walked: Walked): Promise<Explanation | null> {
  const exp = walked.record?.exp;
  if (!exp) return null;
  const target = await targetOf(inquiry, exp.spec, walked.domain);
  if (target.kind !== 'name' || target.name === null) return null;
  const looked = await ask(inquiry, target.name, 'TXT');
  const [published = '', ...others] = looked.kind === 'found' ? looked.values : [];
  const macros = others.length === 0 ? readMacros(published, 'explanation') : null;
  if (!macros || macros.length === 0) return null;
  const expanded = inquiry.consent || !holdsLocalPart(macros);
  let text = published;
  if (expanded) {
    let clientName = '';
    if (holds(macros, 'p'))
      clientName = preferredName((await validatedNames(inquiry, () => true)).names, walked.domain);
    const value = (letter: Parameters<typeof macroValue>[1]): string =>
      macroValue(inquiry, letter, walked.domain, clientName);
    text = expandText(macros, value, MAX_EXPLANATION);
  }
  if (!isPrintable(text)) return null;
  const cut = text.length > MAX_EXPLANATION;
  return { text: cut ? text.slice(0, MAX_EXPLANATION) : text, domain: target.name, expanded, cut };
}

/** What a HELO or an address brought in may be anything. */
function isPrintable(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return true;
}
