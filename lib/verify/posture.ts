/**
 * What a domain's mail entrance looks like: as the companion answers it, and as the extension and the command line read it. Plain
 * data. Times are in ms, dates in ms since 1970. Words for the codes are keys of texts.
 */

/** secure: a validating resolver that may be believed says so; unknown: nobody who could be believed was asked. */
export type DnssecState = 'secure' | 'insecure' | 'bogus' | 'unknown';

/**
 * How far a connection came. refused, unreachable: the other side or the way said no; timeout: nothing came back; reset: it was cut
 * before the server said a word; not-allowed: such an address is never connected to; blocked-here: the way out is closed where the probe
 * stands; not-tried: held back, `detail` says why.
 */
export type Reach =
  'reached' | 'refused' | 'timeout' | 'reset' | 'unreachable' | 'not-allowed' | 'blocked-here' | 'not-tried';

/**
 * starttls-broken: offered, and the server itself failed it; injected-plaintext: octets stood between its go-ahead and TLS; busy:
 * "later" (4xx); rejected: "not you" (5xx); untested: all else that leaves the question open.
 */
export type SmtpOutcome =
  | 'starttls-works'
  | 'starttls-broken'
  | 'no-starttls'
  | 'injected-plaintext'
  | 'busy'
  | 'rejected'
  | 'not-smtp'
  | 'silent'
  | 'closed'
  | 'untested';

/** What WebPKI says of a chain, the name of the MX host among it. One fault, the gravest. */
export type WebPki = 'valid' | 'expired' | 'not-yet' | 'self-signed' | 'untrusted' | 'name-mismatch' | 'weak';

export interface CertificatePosture {
  readonly subject: string;
  /** DNS names, bounded. */
  readonly names: readonly string[];
  readonly issuer: string;
  readonly from: number;
  readonly until: number;
  readonly keyType: string;
  readonly keyBits: number;
  /** Hexadecimal digests of the certificate and of its public key. */
  readonly sha256: string;
  readonly spki: string;
  readonly webpki: WebPki;
}

/** What the TLSA records say of the chain that was sent. unusable: TLS is demanded, the certificate is not judged (RFC 7672 2.2). */
export type DaneMatch = 'matches' | 'mismatch' | 'unusable' | 'none' | 'unknown';

export interface TlsPosture {
  readonly version: '1.3' | '1.2' | '1.1' | '1.0';
  /** As IANA names it. */
  readonly cipher: string;
  readonly group: string | null;
}

export interface AddressPosture {
  readonly ip: string;
  readonly family: 4 | 6;
  readonly reach: Reach;
  readonly outcome: SmtpOutcome;
  /** How long each step took. */
  readonly phases: {
    readonly connect?: number;
    readonly banner?: number;
    readonly ehlo?: number;
    readonly starttls?: number;
    readonly tls?: number;
    readonly again?: number;
    readonly quit?: number;
  };
  readonly tls: TlsPosture | null;
  readonly certificate: CertificatePosture | null;
  readonly dane: DaneMatch;
  /** Of the greeting inside TLS if there was one. */
  readonly capabilities: readonly string[];
  /** The server's own words: bounded, control characters taken out. */
  readonly banner: string | null;
  /** A code that says more of reach and outcome. */
  readonly detail: string | null;
  /** When this was seen: results are shared between domains, and may be older than the report. */
  readonly observedAt: number;
}

export interface TlsaPosture {
  /** "3 1 1 ab…", as in zone files. */
  readonly records: readonly string[];
  readonly state: 'secure' | 'insecure' | 'bogus' | 'none' | 'unknown';
  /** How many records a sender can use (RFC 7672 3.1). */
  readonly usable: number;
  /** The name that the records stand under, and that the server is asked for. */
  readonly base: string;
}

export interface MxPosture {
  readonly host: string;
  readonly preference: number;
  /** Of its addresses. */
  readonly dnssec: DnssecState;
  /** Another name that the host's leads to, which RFC 2181 10.3 forbids. */
  readonly alias: string | null;
  readonly tlsa: TlsaPosture;
  /** Null: there is no policy to match. */
  readonly mtaStsMatch: boolean | null;
  /** Why there are none. */
  readonly lookup: 'found' | 'none' | 'failed';
  readonly addresses: readonly AddressPosture[];
  /** Addresses that were not tested, over the cap. */
  readonly left: number;
}

export interface MtaStsPosture {
  readonly record: 'one' | 'none' | 'several' | 'malformed' | 'unknown';
  readonly id: string | null;
  readonly policy:
    'valid' | 'none' | 'fetch-failed' | 'redirect' | 'tls-failed' | 'too-big' | 'malformed' | 'not-fetched';
  readonly mode: 'enforce' | 'testing' | 'none' | null;
  /** Seconds. */
  readonly maxAge: number | null;
  readonly mx: readonly string[];
  readonly warnings: readonly string[];
}

export interface TlsRptPosture {
  readonly record: 'one' | 'none' | 'several' | 'malformed' | 'unknown';
  readonly rua: readonly string[];
}

export interface PostureFinding {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly level: 'good' | 'info' | 'warn' | 'bad';
}

/** What was seen, before it is judged. */
export interface PostureSeen {
  readonly version: 1;
  readonly domain: string;
  readonly observedAt: number;
  /** From where, as the operator calls it. */
  readonly vantage: string;
  /** Private addresses were allowed: nothing here is about the public network. */
  readonly testTargets: boolean;
  readonly probe: 'done' | 'partly' | 'not-possible' | 'pending' | 'opted-out';
  readonly mx: {
    readonly state: 'listed' | 'implicit' | 'null' | 'null-with-others' | 'none' | 'no-domain' | 'unknown';
    readonly dnssec: DnssecState;
    readonly hosts: readonly MxPosture[];
    /** Hosts that were not tested, over the cap. */
    readonly left: number;
  };
  readonly mtaSts: MtaStsPosture;
  readonly tlsRpt: TlsRptPosture;
}

export type Share = 'all' | 'some' | 'none' | 'unknown';

export interface Posture extends PostureSeen {
  /**
   * broken: offered, and works nowhere; by-policy: nothing was probed, but DNSSEC or an enforced policy says that all offer it;
   * unknown: it could not be tested, which is never "none".
   */
  readonly offered: 'all' | 'some' | 'none' | 'broken' | 'by-policy' | 'unknown';
  /** Of what was reached. */
  readonly authenticated: { readonly webpki: Share; readonly dane: Share };
  readonly enforced: {
    readonly mtaSts: 'enforce' | 'testing' | 'none' | 'unknown';
    readonly dane: Share;
    /** Its own servers break what it publishes. */
    readonly broken: boolean;
  };
  /** The host with the least protection, of those that were tested: an attacker on the path can steer a sender there. */
  readonly worst: string | null;
  /** What an active attacker could do: codes. */
  readonly exposure: readonly string[];
  readonly findings: readonly PostureFinding[];
}
