import type { Field } from './message';
import { readAuthResults, type AuthResult } from './rfc/auth-results';
import type { Deviation } from './rfc/auth-results/scan';
import type { FieldIndex } from './rfc/dkim/header-data';
import { isUnder } from './rfc/under';

/** How Microsoft writes; its own seal shows that it is its writing. */
const MICROSOFT = 'microsoft.com';

/** Two ask for the same: whose word it is, and what each sealer says. */
const known = new WeakMap<Field, { readonly sealer: string; readonly results: readonly AuthResult[] }>();

/** What stands in the ARC-Authentication-Results at a place among the fields; none where it cannot be read. `sealer` is d= of its seal. */
export function sealedResults({ fields }: FieldIndex, at: number, sealer: string): readonly AuthResult[] {
  const field = fields[at];
  if (!field) return [];
  const before = known.get(field);
  if (before?.sealer === sealer) return before.results;
  const deviations: Deviation[] = ['bare-value', 'trailing-semicolon'];
  if (isUnder(sealer, MICROSOFT)) deviations.push('action');
  const reading = readAuthResults(field.raw, field.valueAt, 'arc', deviations);
  const results = reading.ok ? reading.value.results : [];
  known.set(field, { sealer, results });
  return results;
}
