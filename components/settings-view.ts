import type { Params } from '../lib/verify/check';

/** The settings as the options page draws them: the shape that is stored. */
export interface SettingsView {
  readonly sites: readonly SiteSetting[];
  readonly domains: readonly DomainSetting[];
  readonly provider: ProviderSetting;
  readonly language: 'auto' | 'en' | 'ja';
  readonly show: 'always' | 'warnings';
  readonly lookups: LookupsSetting;
  /** Domains whose ARC seals are believed. */
  readonly sealers: readonly string[];
  readonly companion: CompanionSetting;
}

export interface LookupsSetting {
  readonly mode: 'none' | 'dns';
  /** Address of a DNS resolver over HTTPS; kept while lookups are off. */
  readonly resolver: string | null;
  /** What it says of DNSSEC counts. */
  readonly trusted: boolean;
}

export interface CompanionSetting {
  /** With a slash at its end; null: nobody is asked. */
  readonly url: string | null;
  readonly token: string | null;
}

export interface SiteSetting {
  /** A match pattern: `https://mail.example.org/*`. */
  readonly pattern: string;
  /** Id of the webmail's file, or null where it is recognised on the page. */
  readonly webmail: string | null;
  readonly on: boolean;
}

export interface DomainSetting {
  /** Lower-case A-label. */
  readonly domain: string;
  readonly subdomains: boolean;
  readonly rule: 'expect' | 'quiet';
}

export interface ProviderSetting {
  readonly names: readonly string[];
  readonly networks: readonly string[];
  readonly gateways: readonly string[];
}

/** A server name learned from the topmost `by` of a mailbox's mails. */
export interface LearnedName {
  readonly mailbox: string | null;
  readonly host: string;
}

/** How a change ended; `reason` is a text key (or a sentence), said with `params`. */
export type Done = { readonly ok: true } | { readonly ok: false; readonly reason: string; readonly params?: Params };
