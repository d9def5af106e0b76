/** Keeps the score of two implementations that were asked the same: what agrees, and why the rest does not. */
import type { Tally } from '../../scripts/tally.ts';

/** What one part of the comparison came to. */
export interface Done {
  readonly mails: number;
  /** Results that are the same; those that are not, by the rule that says why. */
  readonly agreed: number;
  readonly excused: ReadonlyMap<string, number>;
  readonly tally: Tally;
}

/** Why the two may differ: who is right by which section, and on which questions alone the excuse holds. */
export interface Rule<Case> {
  readonly id: string;
  readonly why: string;
  explains(one: Case, ours: string, theirs: string): boolean;
}

export interface Comparison<Case> {
  /** One question, under a name that finds it again. */
  say(name: string, one: Case, ours: string, theirs: string): void;
  /** `mails`: how many mails, or questions, the results are of. */
  finish(mails: number): Done;
}

/** Differences without a reason that are shown; all are counted. */
const SHOWN = 12;

/**
 * `what` is the plural of what is compared. A rule that explains nothing is a failure, for it would excuse what nobody saw; not
 * where one case alone (`only`) is looked at.
 */
export function compare<Case>(what: string, rules: readonly Rule<Case>[], only: number | null): Comparison<Case> {
  const used = new Map(rules.map(({ id }) => [id, 0]));
  const words = new Map<string, number>();
  const open: string[] = [];
  let compared = 0;
  let agreed = 0;
  return {
    say(name, one, ours, theirs) {
      compared++;
      words.set(ours, (words.get(ours) ?? 0) + 1);
      if (ours === theirs) {
        agreed++;
        return;
      }
      const rule = rules.find(({ explains }) => explains(one, ours, theirs));
      if (rule) used.set(rule.id, (used.get(rule.id) ?? 0) + 1);
      else open.push(`${name}: ours ${ours}, theirs ${theirs}`);
    },
    finish(mails) {
      const idle = only === null ? rules.filter(({ id }) => used.get(id) === 0) : [];
      const dead = idle.map(({ id }) => `${what}: the rule ${id} explains nothing any more: take it off the list`);
      const results = [...words].sort(([, one], [, other]) => other - one).map(([word, count]) => `${count} ${word}`);
      const empty = compared === 0 ? [`${what}: nothing was compared`] : [];
      const excused = new Map([...used].filter(([, count]) => count > 0));
      const lines = [
        `${what}: ${compared} compared (${results.join(', ')}), ${agreed} agree`,
        ...rules.flatMap(({ id, why }) => (excused.has(id) ? [`  ${excused.get(id)} differ by ${id}: ${why}`] : [])),
        ...open.slice(0, SHOWN).map((line) => `  UNEXPLAINED ${line}`),
        ...(open.length > SHOWN ? [`  and ${open.length - SHOWN} more`] : []),
        ...dead,
        ...empty,
      ];
      const failed = open.length + dead.length + empty.length;
      return { mails, agreed, excused, tally: { passed: compared - open.length, failed, lines } };
    },
  };
}
