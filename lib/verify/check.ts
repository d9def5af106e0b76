import type { Evidence } from './evidence';
import type { Facts, TransitFacts } from './facts';

export type Outcome = 'pass' | 'warn' | 'fail' | 'absent' | 'unknown';

/** Values for the placeholders of a text. */
export type Params = Readonly<Record<string, string | number>>;

export interface Judgement<Code extends string> {
  readonly outcome: Outcome;
  readonly code: Code;
  readonly params?: Params;
  readonly seen: readonly Evidence[];
}

interface Asked<Code extends string> {
  readonly id: string;
  /** `decides`: the verdict is folded from it. `informs`: it stands beside the verdict. */
  readonly weight: 'decides' | 'informs';
  readonly codes: readonly Code[];
}

/** A question about how the mail travelled: asked before anything is known of its sender. */
export interface TransitCheck<Code extends string = string> extends Asked<Code> {
  readonly about: 'transit';
  judge(facts: TransitFacts): Judgement<NoInfer<Code>>;
}

/** A question about who sent it, or about a domain. */
export interface SenderCheck<Code extends string = string> extends Asked<Code> {
  readonly about: 'sender' | 'domain';
  judge(facts: Facts): Judgement<NoInfer<Code>>;
}

/** One question a reader would ask. File name = id = docs page = text key. */
export type Check = TransitCheck | SenderCheck;

/** A check's answer. `code` is 'crashed' if the check has a bug: it alone is unknown, the rest stands. */
export interface Finding extends Judgement<string> {
  readonly id: string;
  readonly about: Check['about'];
  readonly weight: Check['weight'];
}

/** Gives a check its exact code type while the list of checks stays uniform. */
export function check<const Code extends string>(definition: TransitCheck<Code>): TransitCheck<Code>;
export function check<const Code extends string>(definition: SenderCheck<Code>): SenderCheck<Code>;
export function check<Code extends string>(
  definition: TransitCheck<Code> | SenderCheck<Code>,
): TransitCheck<Code> | SenderCheck<Code> {
  return definition;
}
