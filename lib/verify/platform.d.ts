/**
 * All that the core may use of its platform: what pages, workers and Node share. `fetch`, `document`, `process` and a clock
 * are missing on purpose; lib/verify/tsconfig.json compiles the core against this file alone.
 */
declare class URL {
  constructor(url: string, base?: string);
  readonly hostname: string;
}

declare function atob(base64: string): string;

/** Throws a RangeError where the platform does not know the charset. Its "iso-8859-1" is windows-1252. */
declare class TextDecoder {
  constructor(label: string);
  decode(octets: Uint8Array): string;
}

/** A key that was imported; nothing of it can be read. */
interface CryptoKey {
  readonly type: string;
}

/** As much of Web Crypto as verifying signatures needs. Promises reject where the platform lacks an algorithm. */
declare const crypto: {
  readonly subtle: {
    digest(algorithm: 'SHA-1' | 'SHA-256', data: Uint8Array): Promise<ArrayBuffer>;
    importKey(
      format: 'spki' | 'raw',
      data: Uint8Array,
      algorithm: { readonly name: string; readonly hash?: string },
      extractable: false,
      usages: readonly ['verify'],
    ): Promise<CryptoKey>;
    verify(
      algorithm: { readonly name: string },
      key: CryptoKey,
      signature: Uint8Array,
      data: Uint8Array,
    ): Promise<boolean>;
  };
};
