import type { TlsVersion } from './facts';

/** Names of protocols are the same in every language. */
const NAMES: Readonly<Record<TlsVersion, string>> = {
  '1.3': 'TLS 1.3',
  '1.2': 'TLS 1.2',
  '1.1': 'TLS 1.1',
  '1.0': 'TLS 1.0',
  ssl3: 'SSL 3.0',
  ssl2: 'SSL 2.0',
};

/** "TLS 1.3", "SSL 3.0"; null where no version is known. */
export function tlsName(version: TlsVersion | null): string | null {
  return version === null ? null : NAMES[version];
}
