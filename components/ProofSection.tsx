import type { JSX } from 'preact';
import type { Words } from '../lib/browser/words';
import { Coverage } from './Coverage';
import { FactList } from './FactList';
import { inkStyle } from './ink-style';
import type { ProofItem, ProofPart, Proven, Sign } from './proof-part';
import { proofParts } from './proof-parts';
import { Shape } from './Shape';
import { GREY, OUTCOME_INKS, OUTCOME_SHAPES } from './shapes';

/** Who sent the mail: a closed row for each method, with its result; the evidence opens below it. */
export function ProofSection({ report, words }: { readonly report: Proven; readonly words: Words }): JSX.Element {
  return (
    <section class="proof">
      <h3>{words('ui_proof_title')}</h3>
      <p class="hint">{words('ui_proof_hint')}</p>
      <div class="parts">
        {proofParts(report, words).map((part) => (
          <Part key={part.id} part={part} words={words} />
        ))}
      </div>
    </section>
  );
}

function Part({ part, words }: { readonly part: ProofPart; readonly words: Words }): JSX.Element {
  return (
    <details class="part" data-part={part.id}>
      <summary>
        <SignShape sign={part.sign} words={words} />
        <span class="part-title">{part.title}</span>
        <bdi class="part-short">{part.short}</bdi>
      </summary>
      <div class="part-body">
        {part.items.map((item, at) => (
          <Item key={at} item={item} words={words} />
        ))}
      </div>
    </details>
  );
}

function Item({ item, words }: { readonly item: ProofItem; readonly words: Words }): JSX.Element {
  const { title, tag, sign, sentence, facts, coverage, more } = item;
  return (
    <div class="item">
      {title !== null && (
        <h4>
          {sign !== null && <SignShape sign={sign} words={words} />}
          <bdi>{title}</bdi>
          {tag !== null && <span class="tag">{tag}</span>}
        </h4>
      )}
      {sentence !== null && <p>{sentence}</p>}
      <FactList facts={facts} />
      {coverage !== null && <Coverage view={coverage} words={words} />}
      {more.length > 0 && (
        <details>
          <summary>{words('ui_proof_more')}</summary>
          <FactList facts={more} />
        </details>
      )}
    </div>
  );
}

/** A quiet one is not coloured in. A row without an outcome keeps its place in the column. */
function SignShape({ sign, words }: { readonly sign: Sign | null; readonly words: Words }): JSX.Element {
  if (sign === null) return <span class="sign" />;
  return (
    <span
      class="sign"
      role="img"
      aria-label={words(`ui_outcome_${sign.outcome}`)}
      style={inkStyle(sign.quiet && sign.outcome === 'pass' ? GREY : OUTCOME_INKS[sign.outcome])}
    >
      <Shape path={OUTCOME_SHAPES[sign.outcome]} size={14} />
    </span>
  );
}
