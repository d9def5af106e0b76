import type { Evidence } from './evidence';
import type { Facts } from './facts';

export type Outcome = 'pass' | 'warn' | 'fail' | 'absent' | 'unknown';

/** Values for the placeholders of a text. */
export type Params = Readonly<Record<string, string | number>>;

export interface Judgement<Code extends string> {
  readonly outcome: Outcome;
  readonly code: Code;
  readonly params?: Params;
  readonly seen: readonly Evidence[];
}

/** One question a reader would ask. File name = id = docs page = text key. */
export interface Check<Code extends string = string> {
  readonly id: string;
  readonly about: 'transit' | 'sender' | 'domain';
  /** `decides`: the verdict is folded from it. `informs`: it stands beside the verdict. */
  readonly weight: 'decides' | 'informs';
  readonly codes: readonly Code[];
  judge(facts: Facts): Judgement<NoInfer<Code>>;
}

/** A check's answer. `code` is 'crashed' if the check has a bug: it alone is unknown, the rest stands. */
export interface Finding extends Judgement<string> {
  readonly id: string;
  readonly about: Check['about'];
  readonly weight: Check['weight'];
}

/** Gives a check its exact code type while the list of checks stays uniform. */
export function check<const Code extends string>(definition: Check<Code>): Check<Code> {
  return definition;
}
