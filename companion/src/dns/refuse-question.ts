import { askable } from '../../../lib/dns/askable';

/** Codes of an answer that is ours. */
export interface Refusal {
  readonly rcode: number;
  /** RFC 8914. */
  readonly extended: number | null;
}

const NXDOMAIN = 3;
const REFUSED = 5;
const EDE_BLOCKED = 15;
const EDE_NOT_SUPPORTED = 21;
const IN = 1;
/** RFC 6895 3.1: types from here to 255 are questions, not data: ANY (RFC 8482) and zone transfers among them. OPT is neither. */
const FIRST_META = 128;
const LAST_META = 255;
const OPT = 41;
/** RFC 6761 6.2, 6.5: no resolver asks for these, unless it stands in a laboratory. */
const FOR_TESTS = new Set(['test', 'example']);

/** Why a question goes no further; null if it may. `name` as read from the question: null if no name of a host or service. */
export function refuseQuestion(
  { name, type, class: of }: { readonly name: string | null; readonly type: number; readonly class: number },
  testNames: boolean,
): Refusal | null {
  if (of !== IN || type === 0 || type === OPT || (type >= FIRST_META && type <= LAST_META))
    return { rcode: REFUSED, extended: EDE_NOT_SUPPORTED };
  const judged = name === null ? null : askable(name);
  if (!judged?.ok) {
    return judged?.failure === 'nxdomain'
      ? { rcode: NXDOMAIN, extended: null }
      : { rcode: REFUSED, extended: EDE_BLOCKED };
  }
  const top = judged.name.slice(judged.name.lastIndexOf('.') + 1);
  return !testNames && FOR_TESTS.has(top) ? { rcode: NXDOMAIN, extended: null } : null;
}
