/** Characters that end an address on its left, unless quoted (RFC 5322 3.2.3), white space aside. */
const STOPS = '<>()[],;:"\\';

/** Words before "=" that name what follows; any other "=" may be part of an address (SRS, VERP), and is hidden with it. */
const PROPERTIES: ReadonlySet<string> = new Set([
  ...['i', 'smtp.mailfrom', 'smtp.mail', 'smtp.rcptto', 'smtp.auth', 'smtp.remote-ip', 'smtp.helo'],
  ...['header.from', 'header.i', 'header.d', 'header.sender', 'header.reply-to', 'envelope-from', 'mailfrom'],
  ...['envelope-to', 'sender', 'auth', 'identity', 'receiver', 'pra', 'acct', 'authenticated_id'],
]);

/** Makes what hides the part of an address before the "@". One local part is always hidden as the same word, another as another. */
export function hideLocals(): (text: string) => string {
  const words = new Map<string, string>();
  const word = (local: string): string => {
    const known = words.get(local);
    if (known !== undefined) return known;
    const made = `p${words.size + 1}`;
    words.set(local, made);
    return made;
  };
  return (text) => {
    let hidden = '';
    let from = 0;
    let closing = -1;
    for (let at = nextOf(text, 0); at >= 0; at = nextOf(text, at + 1)) {
      let start = at;
      if (text[at] === '@') start = startOf(text, at, from);
      else if (at > closing) {
        closing = closeOf(text, at);
        // what stands in quotes before an "@" is a local part, an "@" in it too
        if (text[closing + 1] !== '@') continue;
        at = closing + 1;
      } else continue;
      hidden += text.slice(from, start) + (start < at ? word(text.slice(start, at)) : '') + '@';
      from = at + 1;
    }
    return hidden + text.slice(from);
  };
}

function nextOf(text: string, from: number): number {
  for (let at = from; at < text.length; at++) if (text[at] === '@' || text[at] === '"') return at;
  return -1;
}

/** The quote that closes the one at `open`; the end of the text if none does. */
function closeOf(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

/** Where the local part that ends at `end` begins; not before `least`. */
function startOf(text: string, end: number, least: number): number {
  let start = end;
  while (start > least && !isStop(text.charCodeAt(start - 1), text[start - 1] ?? '')) start--;
  const local = text.slice(start, end);
  const equals = local.indexOf('=');
  return PROPERTIES.has(local.slice(0, Math.max(0, equals)).toLowerCase()) ? start + equals + 1 : start;
}

const isStop = (code: number, character: string): boolean => code <= 32 || STOPS.includes(character);
