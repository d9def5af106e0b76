import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Words } from '../lib/browser/words';
import type { Span } from '../lib/verify/evidence';
import { excerpt } from './excerpt';
import { say } from './say';

export interface RawLineProps {
  /** A byte string. */
  readonly line: string;
  readonly span: Span | null;
  readonly words: Words;
}

/** A header line as it was received, the words that decided marked in it. */
export function RawLine({ line, span, words }: RawLineProps): JSX.Element {
  const [whole, setWhole] = useState(false);
  const cut = excerpt(line, span, whole);
  return (
    <>
      {/* Scrolls where it is long: so it can be reached by Tab. Always left to right: header syntax is. */}
      <div class="raw" dir="ltr" tabIndex={0} role="group" aria-label={words('ui_raw_line')}>
        <bdi>
          {cut.cutBefore && '… '}
          {cut.before}
          {cut.words !== '' && <mark>{cut.words}</mark>}
          {cut.after}
          {cut.cutAfter && ' …'}
        </bdi>
      </div>
      {(cut.cutBefore || cut.cutAfter) && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {say(words, 'ui_raw_show_all', { count: line.length })}
        </button>
      )}
    </>
  );
}
