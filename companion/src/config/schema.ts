import Type from 'typebox';
import type { Static } from 'typebox';

const PORT = { minimum: 0, maximum: 65_535 };
const COUNT = { minimum: 1, maximum: 10_000_000 };
const list = (least: number, initial: string[]) =>
  Type.Array(Type.String({ minLength: 1 }), { minItems: least, maxItems: 100, default: initial });
const text = (initial: string) => Type.String({ maxLength: 1_000, default: initial });

/** Every option, and what it is if nobody says. The same in file, flags and environment; docs/companion.md tells what each does. */
export const SCHEMA = Type.Object(
  {
    listen: text('127.0.0.1'),
    port: Type.Integer({ ...PORT, default: 8453 }),
    tlsCertificate: text(''),
    tlsKey: text(''),
    publicUrl: text(''),
    hosts: list(0, []),
    trustProxy: list(0, []),
    contact: text(''),
    data: text(''),
    store: Type.Union([Type.Literal('sqlite'), Type.Literal('memory')], { default: 'sqlite' }),
    resolvers: list(1, ['system']),
    resolversValidate: Type.Boolean({ default: false }),
    resolversCa: text(''),
    randomCase: Type.Boolean({ default: false }),
    dnsCacheEntries: Type.Integer({ ...COUNT, default: 50_000 }),
    dnsCacheMegabytes: Type.Integer({ minimum: 1, maximum: 65_536, default: 64 }),
    dnsStaleSeconds: Type.Integer({ minimum: 0, maximum: 604_800, default: 0 }),
    dnsInFlight: Type.Integer({ ...COUNT, default: 500 }),
    reportCacheEntries: Type.Integer({ ...COUNT, default: 20_000 }),
    clientRequestsPerMinute: Type.Integer({ ...COUNT, default: 1_200 }),
    clientDomainsPerHour: Type.Integer({ ...COUNT, default: 300 }),
    targetProbesPerHour: Type.Integer({ ...COUNT, default: 12 }),
    probeName: text(''),
    probeVantage: text(''),
    probeOptOut: list(0, []),
    probeDeny: list(0, []),
    logLevel: Type.Union(
      ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].map((level) => Type.Literal(level)),
      { default: 'info' },
    ),
    allowTestTargets: Type.Boolean({ default: false }),
  },
  { additionalProperties: false },
);

export type Options = Static<typeof SCHEMA>;
export type OptionName = keyof Options;

export const OPTION_NAMES = Object.keys(SCHEMA.properties) as OptionName[];

/** `clientDomainsPerHour` → `client-domains-per-hour`, behind two hyphens. */
export function flagOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

export const ENV_PREFIX = 'HOPLOCK_COMPANION_';

/** `clientDomainsPerHour` → `HOPLOCK_COMPANION_CLIENT_DOMAINS_PER_HOUR`. */
export function variableOf(name: string): string {
  return `${ENV_PREFIX}${flagOf(name).replaceAll('-', '_').toUpperCase()}`;
}
