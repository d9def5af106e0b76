/** Characters of one string of a TXT record (RFC 1035, 3.3). */
const STRING = 255;

/** The data of a TXT record as a zone file has it, in as many strings as it needs. */
export function txt(text: string): string {
  const strings = text.match(new RegExp(`.{1,${STRING}}`, 'g')) ?? [];
  return `TXT ( ${strings.map((part) => `"${part}"`).join(' ')} )`;
}
