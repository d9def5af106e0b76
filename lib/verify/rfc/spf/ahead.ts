/**
 * Implements asking ahead: the questions of a record's terms all at once when the record arrives, so that a record with two
 * levels of includes takes three dependent round trips, not one for each term.
 * Does not implement: any judgement. What comes is kept (inquiry.ts) for the evaluation, which counts the limits of RFC 7208
 * 4.6.4 in the order of the terms.
 *
 * Nothing is asked that the evaluation can be seen not to reach: past a match that needs no DNS, past a term that would need
 * the local part. No more than ten terms are asked ahead in one check; where the limits still end it, or a match comes early,
 * what was asked in vain is at most that.
 */
import { isUnder } from '../under';
import { validatedNames } from './client-name';
import { isAskable } from './expand';
import { ask, MAX_TERMS, prompt, publishedAt } from './inquiry';
import type { Inquiry } from './inquiry';
import { matchesLocally } from './local';
import { holdsLocalPart } from './macro';
import type { MacroString } from './macro';
import { MAX_MX, mxHosts } from './mx-hosts';
import type { LookupDirective, SpfRecord } from './record';
import { targetOf } from './target';

/** Asks what the terms of `domain`'s record will need, as far as that is known now. */
export function askAhead(inquiry: Inquiry, record: SpfRecord, domain: string): void {
  for (const directive of record.directives) {
    if (!('spec' in directive)) {
      if (matchesLocally(inquiry.client, directive)) return;
    } else if (!start(inquiry, directive.mechanism, directive.spec, domain)) return;
  }
  if (record.redirect) start(inquiry, 'include', record.redirect.spec, domain);
}

/** False where the evaluation ends at this term at the latest, or enough was asked. */
function start(
  inquiry: Inquiry,
  mechanism: LookupDirective['mechanism'],
  spec: MacroString | null,
  domain: string,
): boolean {
  if (inquiry.done || inquiry.ahead >= MAX_TERMS) return false;
  if (spec && !inquiry.consent && holdsLocalPart(spec)) return false;
  inquiry.ahead++;
  // Trouble shows where the answer is needed.
  look(inquiry, mechanism, spec, domain).catch(() => null);
  return true;
}

async function look(
  inquiry: Inquiry,
  mechanism: LookupDirective['mechanism'],
  spec: MacroString | null,
  domain: string,
): Promise<void> {
  const target = await targetOf(inquiry, spec, domain);
  if (inquiry.done || target.kind !== 'name' || target.name === null) return;
  const { name } = target;
  switch (mechanism) {
    case 'include':
      await publishedAt(inquiry, name);
      return;
    case 'exists':
      await ask(inquiry, name, 'A');
      return;
    case 'a':
      await ask(inquiry, name, inquiry.family);
      return;
    case 'mx': {
      const looked = await ask(inquiry, name, 'MX');
      if (inquiry.done || looked.kind !== 'found') return;
      for (const host of mxHosts(looked.values).slice(0, MAX_MX))
        if (isAskable(host)) prompt(inquiry, host, inquiry.family);
      return;
    }
    case 'ptr':
      await validatedNames(inquiry, (one) => isUnder(one, name));
  }
}
