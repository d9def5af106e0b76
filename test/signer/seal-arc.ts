/** Adds ARC sets to test mails as RFC 8617 5.1 says. */
import { canonicalField, nameOf, parts } from './canonical.ts';
import { commonTags, fold, signField, signOctets } from './sign-dkim.ts';
import type { DkimOptions } from './sign-dkim.ts';

export interface ArcOptions extends DkimOptions {
  /** What stands behind "i=N; " in ARC-Authentication-Results. */
  readonly results: string;
  /** Where not said: "none" for the first set, "pass" for all others. */
  readonly cv?: string;
  /** Where not said: the next one. */
  readonly instance?: number;
}

const NAMES = ['arc-authentication-results', 'arc-message-signature', 'arc-seal'];

/** The mail, a byte string with CRLF, with one more set on top. */
export function sealArc(mail: string, options: ArcOptions): string {
  const sets = sealedSets(mail);
  const instance = options.instance ?? sets.length + 1;
  const gap = options.gap ?? '\r\n ';
  const results = `ARC-Authentication-Results: i=${instance}; ${options.results}`;
  // 5.1.1: neither seals nor the set in the making are signed here, but by the seal.
  const names =
    options.names ?? [...new Set(parts(mail).fields.map(nameOf))].filter((name) => !name.startsWith('arc-'));
  const given = { ...options, names };
  const message = signField('ARC-Message-Signature', [`i=${instance}`, ...commonTags(mail, given)], mail, given);
  const algorithm = options.algorithm ?? `${options.key.type}-sha256`;
  const cv = options.cv ?? (instance === 1 ? 'none' : 'pass');
  const tags = [`i=${instance}`, `a=${algorithm}`, `cv=${cv}`, `d=${options.domain}`, `s=${options.selector}`];
  if (options.signedAt !== undefined) tags.push(`t=${options.signedAt}`);
  const unsigned = `ARC-Seal: ${[...tags, 'b='].join(`;${gap}`)}`;
  // 5.1.1, step 5: a seal of a broken chain covers its own set alone.
  const all = cv === 'fail' ? [results, message, unsigned] : [...sets.flat(), results, message, unsigned];
  const data = all.map((field) => canonicalField(field, 'relaxed')).join('\r\n');
  const seal = unsigned + fold(signOctets(data, algorithm, options.key.privateKey), gap);
  return `${seal}\r\n${message}\r\n${results}\r\n${mail}`;
}

/** The sets there are, oldest first, each in the order that seals want. */
function sealedSets(mail: string): string[][] {
  const sets: string[][] = [];
  for (const field of parts(mail).fields) {
    const place = NAMES.indexOf(nameOf(field));
    const instance = /[\s:;]i\s*=\s*(\d+)/.exec(field)?.[1];
    if (place < 0 || instance === undefined) continue;
    (sets[Number(instance) - 1] ??= [])[place] = field;
  }
  return sets;
}
