/**
 * Implements the host names of MX data (RFC 1035 3.3.9), the most preferred first, as RFC 7208 5.4 looks them up.
 * Does not implement: an implicit MX, which 5.4 forbids here; a null MX (RFC 7505) is a name that nobody asks for.
 */
import { hostName } from '../under';

/** Hosts whose addresses are looked up; if none of them matches and there are more, that is a permerror (4.6.4). */
export const MAX_MX = 10;

/** Lower-case names without a trailing dot, from "preference host" each. */
export function mxHosts(values: readonly string[]): readonly string[] {
  return values
    .map((value) => {
      const space = value.indexOf(' ');
      return { preference: Number(value.slice(0, space)), name: hostName(value.slice(space + 1)) };
    })
    .sort((one, other) => one.preference - other.preference)
    .map(({ name }) => name);
}
