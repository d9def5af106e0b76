import type { JSX } from 'preact';
import type { Fact } from './proof-part';

/** Characters of a name that have room beside what it names. */
const SHORT = 22;

/** What was found, line by line. */
export function FactList({ facts }: { readonly facts: readonly Fact[] }): JSX.Element | null {
  if (facts.length === 0) return null;
  return (
    <dl class="facts">
      {facts.map(({ term, text, code }, at) => (
        <div key={at} data-long={term.length > SHORT}>
          <dt>
            <bdi>{term}</bdi>
          </dt>
          <dd>
            {code === true ? (
              <bdi class="mono" dir="ltr">
                {text}
              </bdi>
            ) : (
              text
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
