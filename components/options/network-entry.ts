/** What a person typed as an address or a network. `code` is a reason for `ui_refused_…`. */
export type NetworkEntry =
  | { readonly ok: true; readonly network: string }
  | { readonly ok: false; readonly code: 'network-empty' | 'network-not-an-address' | 'network-bad-length' };

/** Takes `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`, brackets around an address; gives address[/length] in lower case. */
export function networkEntry(typed: string): NetworkEntry {
  const text = typed.trim();
  if (text === '') return { ok: false, code: 'network-empty' };
  const slash = text.indexOf('/');
  const bare = slash < 0 ? text : text.slice(0, slash);
  const address = bare.startsWith('[') && bare.endsWith(']') ? bare.slice(1, -1) : bare;
  const bits = isV4(address) ? 32 : isV6(address) ? 128 : null;
  if (bits === null) return { ok: false, code: 'network-not-an-address' };
  if (slash < 0) return { ok: true, network: address.toLowerCase() };
  const length = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return { ok: false, code: 'network-bad-length' };
  return { ok: true, network: `${address.toLowerCase()}/${Number(length)}` };
}

function isV4(text: string): boolean {
  const parts = text.split('.');
  return parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
}

function isV6(text: string): boolean {
  if (!text.includes(':') || !/^[0-9a-fA-F:.]+$/.test(text)) return false;
  try {
    return new URL(`http://[${text}]/`).hostname.startsWith('[');
  } catch {
    return false;
  }
}
