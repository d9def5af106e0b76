import type { JSX } from 'preact';
import type { Words } from '../lib/browser/words';
import type { Finding } from '../lib/verify/check';
import type { Report } from '../lib/verify/verdict';
import { evidenceOf, findingText, inOrderOfNeed } from './finding-view';
import { inkStyle } from './ink-style';
import { RawLine } from './RawLine';
import { Shape } from './Shape';
import { OUTCOME_INKS, OUTCOME_SHAPES } from './shapes';
import { say } from './say';

/** What was seen of the way and of the sender, each for itself; trouble first. */
export function Findings({ report, words }: { readonly report: Report; readonly words: Words }): JSX.Element | null {
  const lock = inOrderOfNeed(report.findings, 'transit');
  const seal = inOrderOfNeed(report.findings, 'sender');
  if (lock.length + seal.length === 0) return null;
  return (
    <section class="findings">
      <h3>{words('ui_findings_title')}</h3>
      <Group title={words('ui_findings_lock')} findings={lock} report={report} words={words} />
      <Group title={words('ui_findings_seal')} findings={seal} report={report} words={words} />
    </section>
  );
}

interface GroupProps {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly report: Report;
  readonly words: Words;
}

/** What is in order and decides nothing, and what is absent, lies folded. */
function Group({ title, findings, report, words }: GroupProps): JSX.Element | null {
  const open = findings.filter(needsALook);
  const folded = findings.filter((finding) => !open.includes(finding));
  if (findings.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      {open.length > 0 && (
        <ul>
          {open.map((finding) => (
            <Item key={finding.id} finding={finding} report={report} words={words} />
          ))}
        </ul>
      )}
      {folded.length > 0 && (
        <details class="folded">
          <summary>{say(words, 'ui_findings_quiet', { count: folded.length })}</summary>
          <ul>
            {folded.map((finding) => (
              <Item key={finding.id} finding={finding} report={report} words={words} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function needsALook({ weight, outcome }: Finding): boolean {
  return outcome === 'pass' ? weight === 'decides' : outcome !== 'absent';
}

interface ItemProps {
  readonly finding: Finding;
  readonly report: Report;
  readonly words: Words;
}

function Item({ finding, report, words }: ItemProps): JSX.Element {
  const evidence = evidenceOf(finding, report);
  return (
    <li class="finding" data-outcome={finding.outcome}>
      <span
        class="outcome"
        role="img"
        aria-label={words(`ui_outcome_${finding.outcome}`)}
        style={inkStyle(OUTCOME_INKS[finding.outcome])}
      >
        <Shape path={OUTCOME_SHAPES[finding.outcome]} size={14} />
      </span>
      <div>
        <p>{findingText(finding, words)}</p>
        {evidence.length > 0 && (
          <details>
            <summary>{words('ui_findings_how')}</summary>
            <div class="inside">
              {evidence.map((seen, at) =>
                seen.kind === 'line' ? (
                  <RawLine key={at} line={seen.line} span={seen.span} words={words} />
                ) : (
                  <p key={at}>{seen.text(words)}</p>
                ),
              )}
            </div>
          </details>
        )}
      </div>
    </li>
  );
}
