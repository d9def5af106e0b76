import type { MarkState } from '../lib/browser/protocol';
import { keyOf, type Words } from '../lib/browser/words';
import type { Outcome } from '../lib/verify/check';
import type { AddressPosture, MxPosture, Posture, PostureFinding } from '../lib/verify/posture';
import { moment } from './durations';
import { say } from './say';
import { visibleName } from './visible';

/** One of the three answers. They are never made one. */
export interface PostureAnswer {
  readonly id: 'offered' | 'authenticated' | 'enforced';
  readonly title: string;
  readonly outcome: Outcome;
  readonly sentences: readonly string[];
}

export interface Told {
  /** Null: it is worth knowing, and neither good nor bad. */
  readonly outcome: Outcome | null;
  readonly sentence: string;
  /** A code that says more; null where there is none. */
  readonly detail: string | null;
}

/** A mail server, or one of its addresses, as it is drawn. */
export interface ServerView {
  readonly name: string;
  /** Dotted: not tested. */
  readonly lock: MarkState;
  readonly told: readonly Told[];
  /** "TLS 1.3 · TLS_AES_256_GCM_SHA384"; empty where there was none. */
  readonly tls: string;
}

export interface HostView extends ServerView {
  readonly preference: string;
  readonly addresses: readonly ServerView[];
}

export interface PostureView {
  readonly seen: string;
  /** Empty where the domain takes no mail. */
  readonly answers: readonly PostureAnswer[];
  readonly hosts: readonly HostView[];
  readonly worst: string | null;
  readonly exposure: readonly string[];
  /** What concerns no one server. */
  readonly told: readonly Told[];
  /** Some of it may be known later. */
  readonly open: boolean;
}

/** Servers, addresses of one, and sentences that are drawn: a companion sends fewer. */
const MAX_DRAWN = 50;
/** The domain has no entrance, so there is nothing to ask of one. */
const NO_ENTRANCE: readonly string[] = ['null', 'none', 'no-domain'];

/** A report in words. What a newer companion may say beyond our codes is not known here, and never good. */
export function postureView(posture: Posture, words: Words): PostureView {
  const { mx, vantage, observedAt, worst, findings } = posture;
  const time = moment(observedAt / 1_000, words.language);
  const general = findings.filter(({ params }) => !mx.hosts.some(({ host }) => host === params['host']));
  return {
    seen:
      vantage === '' ? say(words, 'ui_posture_seen', { time }) : say(words, 'ui_posture_seen_from', { time, vantage }),
    answers: NO_ENTRANCE.includes(mx.state) ? [] : answersOf(posture, words),
    hosts: mx.hosts.slice(0, MAX_DRAWN).map((host) => hostView(host, findings, words)),
    worst: worst !== null && mx.hosts.length > 1 ? say(words, 'ui_posture_worst', { host: worst }) : null,
    exposure: posture.exposure.slice(0, MAX_DRAWN).map((code) => tame(words(keyOf('exposure', code)))),
    told: tell(general, words),
    open: posture.probe === 'partly' || posture.probe === 'pending',
  };
}

function answersOf({ offered, authenticated, enforced }: Posture, words: Words): readonly PostureAnswer[] {
  const { webpki, dane } = authenticated;
  const answer = (
    id: PostureAnswer['id'],
    title: string,
    outcome: Outcome,
    sentences: readonly string[],
  ): PostureAnswer => ({ id, title, outcome, sentences: sentences.map((one) => tame(one)) });
  return [
    answer('offered', words('ui_posture_offered'), OFFERED[offered] ?? 'unknown', [
      words(keyOf('posture_offered', offered)),
    ]),
    answer('authenticated', words('ui_posture_authenticated'), best([webpki, dane]), [
      words(keyOf('posture_webpki', webpki)),
      words(keyOf('posture_dane', dane)),
    ]),
    answer(
      'enforced',
      words('ui_posture_enforced'),
      enforced.broken ? 'warn' : best([enforced.mtaSts === 'enforce' ? 'all' : enforced.mtaSts, enforced.dane]),
      [
        words(keyOf('posture_sts', enforced.mtaSts)),
        words(keyOf('posture_insists', enforced.dane)),
        ...(enforced.broken ? [words('posture_enforced_and_broken')] : []),
      ],
    ),
  ];
}

const OFFERED: Readonly<Record<string, Outcome>> = {
  all: 'pass',
  some: 'warn',
  none: 'fail',
  broken: 'fail',
  // nobody has seen it work
  'by-policy': 'unknown',
  unknown: 'unknown',
};

/** Of two ways, one is enough. That neither is there is no fault: most of mail is so. */
function best(shares: readonly string[]): Outcome {
  if (shares.includes('all')) return 'pass';
  if (shares.includes('some') || shares.includes('testing')) return 'warn';
  return shares.every((one) => one === 'none') ? 'absent' : 'unknown';
}

function hostView(host: MxPosture, findings: readonly PostureFinding[], words: Words): HostView {
  const about = findings.filter(({ params }) => params['host'] === host.host);
  const addresses = host.addresses.slice(0, MAX_DRAWN).map((address) => ({
    name: visibleName(address.ip),
    lock: lockOf(address),
    told: tell(
      about.filter(({ params }) => params['ip'] === address.ip),
      words,
    ),
    tls: address.tls === null ? '' : visibleName(`TLS ${address.tls.version} · ${address.tls.cipher}`),
  }));
  return {
    name: visibleName(host.host),
    preference: String(host.preference),
    lock: GRAVEST.find((lock) => addresses.some((one) => one.lock === lock)) ?? 'dotted',
    told: tell(
      about.filter(({ params }) => params['ip'] === undefined),
      words,
    ),
    tls: '',
    addresses,
  };
}

/** A host is drawn as the worst of its addresses that were tested. */
const GRAVEST: readonly MarkState[] = ['open', 'notched', 'closed'];

/** Certificates that nobody can check are usual among mail servers: encrypted all the same. */
function lockOf({ outcome, tls, dane }: AddressPosture): MarkState {
  if (outcome === 'no-starttls' || outcome === 'injected-plaintext' || outcome === 'starttls-broken') return 'open';
  if (outcome !== 'starttls-works' || tls === null) return 'dotted';
  const modern = tls.version === '1.3' || tls.version === '1.2';
  return modern && dane !== 'mismatch' ? 'closed' : 'notched';
}

const LEVELS: Readonly<Record<string, Outcome>> = { good: 'pass', warn: 'warn', bad: 'fail' };

function tell(findings: readonly PostureFinding[], words: Words): readonly Told[] {
  return findings.slice(0, MAX_DRAWN).map(({ code, level, params }) => {
    const { detail } = params;
    return {
      outcome: LEVELS[level] ?? null,
      sentence: tame(say(words, keyOf('posture', code), params)),
      detail: typeof detail === 'string' && detail !== '' ? visibleName(detail) : null,
    };
  });
}

/** A code that has no words says itself, and codes are another's words. */
function tame(text: string): string {
  return /^(?:posture|exposure)_/.test(text) ? visibleName(text) : text;
}
