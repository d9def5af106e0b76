import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { languageOf } from '../texts';
import type { Words } from '../texts';

export interface PageParts {
  readonly contact: string;
  readonly words: { readonly en: Words; readonly ja: Words };
}

const TEMPLATE = readFileSync(new URL('../../page.html', import.meta.url), 'utf8');
const STYLE = /<style>([^<]*)<\/style>/.exec(TEMPLATE)?.[1] ?? '';
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** The page that says what this is, why it may have connected to somebody's server, and how to opt out. */
export function pageRoute(app: FastifyInstance, { contact, words }: PageParts): void {
  const pages = { en: page(words.en, contact), ja: page(words.ja, contact) };
  app.get('/', { config: { open: true } }, async (request, reply) =>
    reply
      .header('content-security-policy', POLICY)
      .header('vary', 'Accept-Language')
      .header('cache-control', 'max-age=3600')
      .type('text/html; charset=utf-8')
      .send(pages[languageOf(request.headers['accept-language'])]),
  );
}

function page(words: Words, contact: string): string {
  const values: Readonly<Record<string, string>> = {
    language: words.language,
    contact: contact === '' ? words('companion_page_no_contact') : words('companion_page_contact', { contact }),
  };
  return TEMPLATE.replace(/\{\{(\w+)\}\}/g, (_, key: string) => escaped(values[key] ?? words(key)));
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
