/** What an extracted suite holds of one test: calls of the library under test, and assertions on what they gave. */
export interface Recorded {
  readonly suite: string;
  readonly name: string;
  readonly calls: readonly { readonly id: string; readonly fn?: string; readonly args: readonly unknown[] }[];
  readonly expect: readonly { readonly subject: unknown; readonly op: string; readonly args?: readonly unknown[] }[];
}

/** `{"$ref": "r1.x[0].y"}` as the call and the way into what it gave; null if it is none. */
export function reference(value: unknown): { readonly call: string; readonly path: readonly string[] } | null {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return null;
  const [call = '', ...path] = String(value.$ref)
    .split(/[.[\]]/)
    .filter((step) => step !== '');
  return { call, path };
}

/** What lies at the end of a way. */
export function follow(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const step of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[step];
  }
  return found;
}

/** Whether an assertion holds; null if nobody here knows how to ask it. */
export function holds(op: string, got: unknown, args: readonly unknown[]): boolean | null {
  switch (op) {
    case 'to.be.equal':
    case 'to.equal':
      return got === args[0];
    case 'to.be.true':
      return got === true;
    case 'to.be.false':
      return got === false;
    case 'to.be.undefined':
      return got === undefined;
    case 'to.not.be.ok':
      return !got;
    case 'to.be.an':
    case 'to.be.a':
      return typeof got === args[0];
    default:
      return null;
  }
}
