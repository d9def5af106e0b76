import Type from 'typebox';

declare module 'fastify' {
  /** What the API's document says of a route. */
  interface FastifySchema {
    summary?: string;
    description?: string;
    tags?: readonly string[];
    consumes?: readonly string[];
  }
}

/** What went wrong, for programs. */
const ERROR = Type.Object({
  code: Type.String({ description: 'What is wrong, as docs/companion.md lists it.' }),
});

const MEANING: Readonly<Record<number, string>> = {
  400: 'What was asked is not well formed.',
  401: 'A token is needed, or is not known.',
  403: 'A page of another site asked, without a token.',
  404: 'There is no such thing here.',
  413: 'The body is too large.',
  414: 'The question is too long.',
  415: 'The body is of another media type.',
  421: 'The request is addressed to a host that is not served here.',
  429: 'An allowance is used up; Retry-After tells for how long.',
  500: 'A fault of the companion.',
  503: 'Not now; Retry-After tells when.',
};

/** Headers of every answer that is counted against an allowance (draft-ietf-httpapi-ratelimit-headers). */
export const HEADERS = {
  RateLimit: Type.String({ description: 'What is left, and seconds until the allowance is whole again.' }),
  'RateLimit-Policy': Type.String({ description: 'The allowance, and its window in seconds.' }),
};

/** Responses of these statuses. */
export function ERRORS(...statuses: number[]): Record<number, object> {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: MEANING[status] ?? '', content: { 'application/json': { schema: ERROR } } },
    ]),
  );
}
