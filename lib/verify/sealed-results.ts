import { readAuthResults, type AuthResult } from './rfc/auth-results';
import type { Deviation } from './rfc/auth-results/scan';
import type { FieldIndex } from './rfc/dkim/header-data';
import { isUnder } from './rfc/under';

/** How Microsoft writes; its own seal shows that it is its writing. */
const MICROSOFT = 'microsoft.com';

/** What stands in the ARC-Authentication-Results at a place among the fields; none where it cannot be read. `sealer` is d= of its seal. */
export function sealedResults({ fields }: FieldIndex, at: number, sealer: string): readonly AuthResult[] {
  const field = fields[at];
  if (!field) return [];
  const deviations: Deviation[] = ['bare-value', 'trailing-semicolon'];
  if (isUnder(sealer, MICROSOFT)) deviations.push('action');
  const reading = readAuthResults(field.raw, field.valueAt, 'arc', deviations);
  return reading.ok ? reading.value.results : [];
}
