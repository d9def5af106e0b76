/**
 * RFC 6376 3.4 for the test signer, written by the letter of the RFC and slowly, so that it can tell on the engine's own, which
 * it shares nothing with. Mails are byte strings with CRLF.
 */

export type Form = 'simple' | 'relaxed';

export interface Parts {
  /** Whole fields, without the CRLF that closes them. */
  readonly fields: readonly string[];
  readonly body: string;
}

/** Splits a mail at its first empty line. */
export function parts(mail: string): Parts {
  const blank = mail.startsWith('\r\n') ? 0 : mail.indexOf('\r\n\r\n');
  const head = blank < 0 ? mail.replace(/\r\n$/, '') : mail.slice(0, blank);
  const body = blank < 0 ? '' : mail.slice(blank === 0 ? 2 : blank + 4);
  return { fields: head === '' ? [] : head.split(/\r\n(?![ \t])/), body };
}

export function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':')).trim().toLowerCase();
}

export function canonicalField(field: string, form: Form): string {
  if (form === 'simple') return field;
  const value = field.slice(field.indexOf(':') + 1).replaceAll('\r\n', '');
  const words = value.split(/[ \t]+/).filter((word) => word !== '');
  return `${nameOf(field)}:${words.join(' ')}`;
}

export function canonicalBody(body: string, form: Form): string {
  let lines = body.split('\r\n');
  if (form === 'relaxed')
    lines = lines.map((line) =>
      trimEnd(line)
        .split(/[ \t]+/)
        .join(' '),
    );
  while (lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return form === 'simple' ? '\r\n' : '';
  return `${lines.join('\r\n')}\r\n`;
}

function trimEnd(line: string): string {
  let end = line.length;
  while (end > 0 && (line[end - 1] === ' ' || line[end - 1] === '\t')) end--;
  return line.slice(0, end);
}

/** The fields that h= signs, lowest first of one name (5.4.2). */
export function signedFields(fields: readonly string[], names: readonly string[]): string[] {
  const left = [...fields];
  const signed: string[] = [];
  for (const name of names) {
    const at = left.findLastIndex((field) => nameOf(field) === name.toLowerCase());
    if (at >= 0) signed.push(...left.splice(at, 1));
  }
  return signed;
}
