import { keyOf, type Words } from '../lib/browser/words';
import { checkKey } from '../lib/browser/words';
import type { Finding, Outcome } from '../lib/verify/check';
import type { Span } from '../lib/verify/evidence';
import type { Report } from '../lib/verify/verdict';
import type { Asked } from '../lib/verify/world';
import { say } from './say';

/** What a finding looked at, ready to be drawn. */
export type Seen =
  | { readonly kind: 'line'; readonly line: string; readonly span: Span | null }
  | { readonly kind: 'answer'; readonly text: (words: Words) => string };

const NEED: readonly Outcome[] = ['fail', 'warn', 'unknown', 'pass', 'absent'];

/** Those about one of the two: what decided comes first, then by how much it needs a look; otherwise in the order of the checks. */
export function inOrderOfNeed(findings: readonly Finding[], about: Finding['about']): readonly Finding[] {
  const rank = (one: Finding): number => (one.weight === 'decides' ? 0 : NEED.length) + NEED.indexOf(one.outcome);
  return findings.filter((one) => one.about === about).toSorted((a, b) => rank(a) - rank(b));
}

export function findingText(finding: Finding, words: Words): string {
  // A check with a bug says so by itself; it has no text of its own for that.
  if (finding.code === 'crashed') return say(words, 'ui_finding_crashed', { check: finding.id });
  return say(words, checkKey(finding.id, finding.code), finding.params);
}

/** Evidence that the report does not hold is left out. */
export function evidenceOf(finding: Finding, report: Report): readonly Seen[] {
  return finding.seen.flatMap((seen): readonly Seen[] => {
    if (seen.kind === 'header') {
      const at = report.hops.findIndex((hop) => hop.field === seen.field);
      const line = report.lines[at] ?? report.quoted[seen.field];
      if (line === undefined) return [];
      // Where the whole field is meant, nothing in it stands out.
      const whole = seen.span.start === 0 && seen.span.end >= line.length;
      return [{ kind: 'line', line, span: whole ? null : seen.span }];
    }
    const asked = report.asked[seen.question];
    return asked === undefined ? [] : [{ kind: 'answer', text: (words) => answerText(asked, words) }];
  });
}

/** A question to DNS with its answer, in one sentence. */
export function answerText({ name, type, answer }: Asked, words: Words): string {
  if (!answer.ok) {
    return say(words, 'ui_answer_failed', { name, type, failure: words(keyOf('ui_answer', answer.failure)) });
  }
  if (answer.value.length === 0) return say(words, 'ui_answer_none', { name, type });
  return say(words, 'ui_answer', { name, type, value: answer.value.join(', ') });
}
