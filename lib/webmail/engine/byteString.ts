/**
 * Octets as a byte string: one UTF-16 unit (0–255) for each. `TextDecoder('latin1')` is windows-1252 and changes 0x80–0x9F;
 * 'x-user-defined' lifts 0x80–0xFF to U+F780–U+F7FF, from where one mask brings them back.
 */
export function byteString(octets: Uint8Array): string {
  const lifted = new TextDecoder('x-user-defined').decode(octets);
  let plain = '';
  let from = 0;
  for (let at = 0; at < lifted.length; at++) {
    const code = lifted.charCodeAt(at);
    if (code < 0x80) continue;
    plain += lifted.slice(from, at) + String.fromCharCode(code & 0xff);
    from = at + 1;
  }
  return from === 0 ? lifted : plain + lifted.slice(from);
}
