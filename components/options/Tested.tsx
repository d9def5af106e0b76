import type { JSX } from 'preact';
import type { Words } from '../../lib/browser/words';
import { Shape } from '../Shape';
import { ALARM_SHAPE, OUTCOME_SHAPES } from '../shapes';

/** A test of a server: none yet, under way, or what it brought. */
export type Test<Result> = Result | 'running' | null;

interface TestedProps<Result> {
  readonly test: Test<Result>;
  readonly words: Words;
  /** What it brought, in words. */
  readonly told: (result: Result) => string;
  /** The name of a failure, for those who ask others about it. */
  readonly nameOf: (result: Result) => string | null;
}

/** What a test question brought; of a failure its name as well. */
export function Tested<Result extends { readonly ok: boolean }>({
  test,
  words,
  told,
  nameOf,
}: TestedProps<Result>): JSX.Element {
  if (test === null || test === 'running') {
    return (
      <p class="done" role="status">
        {test === 'running' && words('ui_resolver_testing')}
      </p>
    );
  }
  const name = nameOf(test);
  return (
    <div class={test.ok ? 'done ok' : 'done refused'} role="status">
      <Shape path={test.ok ? OUTCOME_SHAPES.pass : ALARM_SHAPE} size={14} />
      <span>
        {told(test)}
        {name !== null && (
          <>
            {' '}
            <code>{name}</code>
          </>
        )}
      </span>
    </div>
  );
}
