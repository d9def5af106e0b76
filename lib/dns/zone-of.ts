import type { Asked, RecordType } from '../verify/world';
import { FAILURES } from './zone';
import type { Dnssec } from './zone';

type Value = string | readonly string[];

/** The content of a file that `zone` reads. */
export type ZoneFile = Readonly<Record<string, Readonly<Record<string, string | readonly Value[] | Marks>>>>;
type Marks = Readonly<Record<string, Dnssec>>;

/**
 * The file that gives the same answers to the same questions as were recorded. What was not asked is left out, and of two answers
 * to one question the first counts.
 */
export function zoneOf(asked: readonly Asked[]): ZoneFile {
  const names = new Map<string, Map<string, string | readonly Value[]>>();
  const marks = new Map<string, Map<string, Dnssec>>();
  for (const { name, type, answer } of asked) {
    if (!answer.ok && answer.failure === 'not-asked') continue;
    const types = entry(names, name);
    if (types.has(type)) continue;
    types.set(type, answer.ok ? answer.value.map((value) => written(type, value)) : answer.failure.toUpperCase());
    if (answer.ok && answer.dnssec !== 'unknown') entry(marks, name).set(type, answer.dnssec);
  }
  return Object.fromEntries(
    [...names].map(([name, types]) => {
      const mark = marks.get(name);
      return [name, { ...Object.fromEntries(types), ...(mark ? { DNSSEC: Object.fromEntries(mark) } : {}) }];
    }),
  );
}

function entry<T>(all: Map<string, Map<string, T>>, name: string): Map<string, T> {
  const key = name.toLowerCase();
  const found = all.get(key) ?? new Map<string, T>();
  all.set(key, found);
  return found;
}

/** A record that holds just the word for a failure must not be read as one. */
const written = (type: RecordType, value: string): Value =>
  type === 'TXT' && Object.hasOwn(FAILURES, value) ? [value] : value;
