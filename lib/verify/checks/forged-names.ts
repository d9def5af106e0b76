import { check } from '../check';

/** Does the sender use the reader's provider's own names, in its HELO or in a line it handed over? A hint, no proof. */
export const forgedNames = check({
  id: 'forged-names',
  about: 'transit',
  weight: 'informs',
  codes: ['none', 'helo', 'line'],
  judge({ imitations, border }) {
    const first = imitations[0];
    if (!first) return { outcome: border.kind === 'shown' ? 'pass' : 'absent', code: 'none', seen: [] };
    return { outcome: 'warn', code: first.where === 'helo' ? 'helo' : 'line', params: { name: first.name }, seen: [] };
  },
});
