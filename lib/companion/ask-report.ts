import type { Posture } from '../verify/posture';
import { getJson, type Came, type CompanionDoor } from './get-json';
import { readPosture } from './read-posture';

/**
 * Why there is no report. unreachable: no connection, or a certificate that is not known here; not-companion: something else answered;
 * token-missing, token-unknown: it wants a token, or not this one; refused: it takes us for a page of the web; host: it is not served
 * under this name; version: it speaks another version; domain: it asks for no such name; limited: an allowance is used up; busy: not
 * now; no-reports: it answers DNS alone; failed: a fault of its own.
 */
export type CompanionTrouble =
  | 'unreachable'
  | 'timeout'
  | 'redirected'
  | 'not-companion'
  | 'token-missing'
  | 'token-unknown'
  | 'refused'
  | 'host'
  | 'version'
  | 'domain'
  | 'limited'
  | 'busy'
  | 'no-reports'
  | 'failed';

export type ReportAnswer =
  | { readonly kind: 'report'; readonly posture: Posture }
  /** It is being made: ask again after so many seconds. */
  | { readonly kind: 'pending'; readonly seconds: number }
  /** `status` is HTTP's; 0 where nothing answered. */
  | {
      readonly kind: 'failed';
      readonly code: CompanionTrouble;
      readonly status: number;
      readonly seconds: number | null;
    };

/** Seconds, where a companion does not say. */
const COME_AGAIN = 2;

const TROUBLES: Readonly<Record<string, CompanionTrouble>> = {
  token_missing: 'token-missing',
  token_unknown: 'token-unknown',
  web_origin_refused: 'refused',
  host_not_served: 'host',
  domain_not_public: 'domain',
  client_limited: 'limited',
  target_limited: 'limited',
  reports_off: 'no-reports',
  probes_overloaded: 'busy',
  probe_failed: 'failed',
  internal: 'failed',
};

/** Asks a companion once for the report on a domain (an A-label). */
export async function askReport(door: CompanionDoor, domain: string, signal?: AbortSignal): Promise<ReportAnswer> {
  const came = await getJson(door, `v1/domains/${encodeURIComponent(domain)}`, signal);
  if (!came.ok || came.status >= 400) return troubleOf(came);
  const { status, body, seconds } = came;
  if (status === 202) return { kind: 'pending', seconds: seconds ?? COME_AGAIN };
  const failed = (code: CompanionTrouble): ReportAnswer => ({ kind: 'failed', code, status, seconds: null });
  const posture = status === 200 ? readPosture(body) : null;
  if (posture === null) return failed(typeof at(body, 'version') === 'number' ? 'version' : 'not-companion');
  // an answer to another question is none
  return posture.domain === domain ? { kind: 'report', posture } : failed('not-companion');
}

/** What an answer without a report means. */
export function troubleOf(came: Came): Extract<ReportAnswer, { kind: 'failed' }> {
  if (!came.ok) return { kind: 'failed', code: came.code, status: 0, seconds: null };
  const { status, body, seconds } = came;
  const said = at(body, 'code');
  const code = typeof said === 'string' && Object.hasOwn(TROUBLES, said) ? TROUBLES[said] : undefined;
  return { kind: 'failed', code: code ?? 'not-companion', status, seconds };
}

/** A field of what may be anything. */
export function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
