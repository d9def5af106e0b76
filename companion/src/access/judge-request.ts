/**
 * Who may ask. On loopback everybody on this machine may, but no page of the web: neither by a name that leads here (DNS rebinding), nor
 * by a request from another site. A browser tells of itself by Origin and Sec-Fetch-Site, which a page cannot change; an extension with
 * permission for this host is `none` in Chromium and `same-origin` in Firefox. From elsewhere a token is needed, and with one any
 * page may ask: it was given the token.
 */
import type { Tokens } from './tokens';

export interface Incoming {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly site: string | undefined;
  readonly authorization: string | undefined;
}

export interface AccessRules {
  /** Without a token. */
  readonly free: boolean;
  /** Names and addresses that requests may be addressed to, without port; null for any. */
  readonly hosts: ReadonlySet<string> | null;
  readonly tokens: Tokens;
}

export type Access =
  /** `token`: its name. */
  | { readonly ok: true; readonly token: string | null }
  | {
      readonly ok: false;
      readonly status: 401 | 403 | 421;
      readonly code: 'host_not_served' | 'web_origin_refused' | 'token_missing' | 'token_unknown';
    };

const BEARER = /^Bearer +([\w.~+/-]{1,200}=*) *$/i;
const EXTENSION = /^(?:chrome|moz|safari-web)-extension:\/\/[\w-]{1,100}$/;
const OWN_SITE = new Set(['none', 'same-origin']);

/** `open`: a page that explains, and tells nobody anything: for everybody, if it is addressed to us. */
export function judgeRequest(incoming: Incoming, { free, hosts, tokens }: AccessRules, open: boolean): Access {
  const { authorization } = incoming;
  if (hosts && !hosts.has(hostOf(incoming.host) ?? '')) return { ok: false, status: 421, code: 'host_not_served' };
  if (authorization !== undefined) {
    const token = tokens.find(BEARER.exec(authorization)?.[1] ?? '');
    if (token !== null) return { ok: true, token };
    if (!open) return { ok: false, status: 401, code: 'token_unknown' };
  }
  if (open) return { ok: true, token: null };
  if (!free) return { ok: false, status: 401, code: 'token_missing' };
  if (isForeign(incoming)) return { ok: false, status: 403, code: 'web_origin_refused' };
  return { ok: true, token: null };
}

/** A page of another site asks, or has somebody's browser ask. */
function isForeign({ host, origin, site }: Incoming): boolean {
  if (site !== undefined && !OWN_SITE.has(site)) return true;
  if (origin === undefined || EXTENSION.test(origin)) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase() || !/^https?:/.test(origin);
}

/** The name in a Host field, without port; an IPv6 address without brackets. Null if it is none. */
export function hostOf(field: string | undefined): string | null {
  const match = /^(?:\[([0-9a-f:.]{2,45})\]|([a-z0-9._-]{1,253}))(?::\d{1,5})?$/i.exec(field ?? '');
  const host = match?.[1] ?? match?.[2];
  return host === undefined ? null : host.toLowerCase().replace(/\.$/, '');
}

/**
 * Whether a browser may be told that a page's request will be answered (the preflight, which carries no token itself): an extension's,
 * or any that announces a token.
 */
export function allowsPreflight({ origin }: Incoming, requestedHeaders: string | undefined): boolean {
  if (origin === undefined) return false;
  const announced = (requestedHeaders ?? '').split(',').map((name) => name.trim().toLowerCase());
  return EXTENSION.test(origin) || announced.includes('authorization');
}
