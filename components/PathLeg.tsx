import type { JSX } from 'preact';
import { keyOf, type Words } from '../lib/browser/words';
import { duration, moment } from './durations';
import { decidingWords } from './excerpt';
import { inkStyle } from './ink-style';
import { tlsName } from '../lib/verify/tls-name';
import type { Leg } from './path-view';
import { RawLine } from './RawLine';
import { say } from './say';
import { Shape } from './Shape';
import { GREY, INKS, SHAPES } from './shapes';
import { visibleName } from './visible';

/** A server that held the mail, and below it the leg by which the mail came there. */
export function PathLeg({ leg, words }: { readonly leg: Leg; readonly words: Words }): JSX.Element {
  const { hop } = leg;
  const state = words(keyOf('hop_state', hop.state));
  // A claim or an assumption is never coloured in, unless it speaks against the mail.
  const ink = inkStyle(leg.sure || leg.shape === 'open' ? INKS[leg.shape] : GREY);
  return (
    <li class="leg" data-sure={leg.sure} data-attested={leg.attested} data-border={leg.border}>
      <div class="station">
        <span class="dot" />
        <Server leg={leg} words={words} />
      </div>
      <div class="ride">
        <span class="lock" style={ink}>
          <Shape path={SHAPES[leg.shape]} size={16} />
        </span>
        <div class="ride-text">
          <p class="state">
            <strong style={ink}>{leg.attested ? state : say(words, 'ui_path_claimed_state', { state })}</strong>
            <TlsText leg={leg} words={words} />
            <Took delay={leg.delay} words={words} />
          </p>
          {(leg.border || leg.fromGateway) && <Client leg={leg} words={words} />}
          {leg.assumed && leg.step !== null && <p class="assumption">{words(keyOf('step', leg.step))}</p>}
          {hop.span !== null && <code class="decided">{decidingWords(leg.line, hop.span)}</code>}
          <details>
            <summary>{words('ui_path_details')}</summary>
            <div class="inside">
              <p>
                <strong>{words('ui_path_how')}</strong> {words(keyOf('hop_reason', hop.reason))}
              </p>
              {leg.step !== null && !leg.assumed && (
                <p>
                  <strong>{words('ui_path_step')}</strong> {words(keyOf('step', leg.step))}
                </p>
              )}
              {!leg.border && !leg.fromGateway && <Client leg={leg} words={words} />}
              {hop.from.helo !== null && hop.from.helo !== hop.from.rdns && (
                <p>{say(words, 'ui_path_helo', { name: hop.from.helo })}</p>
              )}
              {hop.date !== null && (
                <p>{say(words, 'ui_path_written_at', { time: moment(hop.date, words.language) })}</p>
              )}
              <RawLine line={leg.line} span={hop.span} words={words} />
            </div>
          </details>
        </div>
      </div>
    </li>
  );
}

/** The organisation in bold, its machine beside it; the machine alone where no organisation is known. */
function Server({ leg, words }: { readonly leg: Leg; readonly words: Words }): JSX.Element {
  const host = leg.hop.by;
  const name = leg.organisation ?? host;
  return (
    <span class="server">
      {name === null ? (
        words('ui_path_unnamed')
      ) : (
        <strong>
          <bdi>{visibleName(name)}</bdi>
        </strong>
      )}
      {host !== null && host !== name && (
        <bdi class="host" dir="ltr">
          {visibleName(host)}
        </bdi>
      )}
      {leg.index === 0 && leg.attested && <span class="tag">{words('ui_path_mailbox')}</span>}
    </span>
  );
}

function TlsText({ leg, words }: { readonly leg: Leg; readonly words: Words }): JSX.Element | null {
  const { tls, state } = leg.hop;
  if (state !== 'encrypted') return null;
  return (
    <>
      <span>{tlsName(leg.version) ?? words('ui_path_no_version')}</span>
      {tls !== null && tls.cipher !== null && (
        <bdi class="cipher" dir="ltr">
          {visibleName(tls.cipher, 80)}
        </bdi>
      )}
    </>
  );
}

function Took({ delay, words }: { readonly delay: number | null; readonly words: Words }): JSX.Element | null {
  if (delay === null) return null;
  const time = duration(delay, words.language);
  return (
    <span class={delay < 0 ? 'took back' : 'took'}>
      {say(words, delay < 0 ? 'ui_path_backwards' : 'ui_path_took', { time })}
    </span>
  );
}

/** Whom the server saw at the other end: what it looked up and recorded itself, not what the client said of itself. */
function Client({ leg, words }: { readonly leg: Leg; readonly words: Words }): JSX.Element | null {
  const { rdns, ip } = leg.hop.from;
  if (rdns === null && ip === null) return null;
  if (rdns !== null && ip !== null) return <p>{say(words, 'ui_path_client', { name: rdns, address: ip })}</p>;
  return <p>{say(words, 'ui_path_client_one', { name: rdns ?? ip ?? '' })}</p>;
}
