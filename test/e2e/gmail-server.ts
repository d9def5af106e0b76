import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { GMAIL, GMAIL_SOURCES } from '../stack/network.ts';
import { trustedCertificate } from '../stack/pki.ts';

/**
 * Gmail as it is known from outside, at its real names: the page with its views, "download original", which sends on to another
 * host, and "show original". Both sources want the session; the other host wants none, and takes each address once.
 */

const ORIGIN = 'https://mail.google.com';
const SOURCES = 'https://mail-attachment.googleusercontent.com';
const SESSION = 'GX=a-session';
const IK = '0a1b2c3d4e';
const PAGE = readFileSync(new URL('../fixtures/webmail/gmail/app.html', import.meta.url));

/** A request for a source. `from` and `cookie` are its headers. */
interface Asked {
  readonly host: string;
  readonly path: string;
  readonly from: string | null;
  readonly cookie: string | null;
}

/** Answers instead of a source; null where it is answered as ever. */
type Instead = (asked: Asked, response: ServerResponse) => Promise<boolean> | boolean;

export interface GmailServer {
  readonly url: string;
  /** Requests for sources, oldest first, since the last `forget`. */
  readonly asked: Asked[];
  instead(answer: Instead): void;
  forget(): void;
  close(): Promise<void>;
}

/** `mails` by their older ids, each its source. `permanent` tells the older id of a permanent one. */
export async function openGmail(
  mails: ReadonlyMap<string, Buffer>,
  permanent: ReadonlyMap<string, string>,
): Promise<GmailServer> {
  const asked: Asked[] = [];
  const taken = new Set<string>();
  let instead: Instead = () => false;

  const mailOf = (query: URLSearchParams): Buffer | undefined =>
    mails.get(query.get('th') ?? permanent.get(query.get('permmsgid') ?? '') ?? '');

  const serve = async (host: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', `https://${host}`);
    const view = url.searchParams.get('view');
    if (view === null) {
      const there = /^\/mail\/u\/0\/(?:popout)?$/.test(url.pathname);
      response.writeHead(there ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        'set-cookie': `${SESSION}; Path=/mail; Secure; HttpOnly; SameSite=Lax`,
      });
      response.end(there ? PAGE : '');
      return;
    }
    const { origin = null, cookie = null } = request.headers;
    const one = { host, path: `${url.pathname}${url.search}`, from: origin, cookie };
    asked.push(one);
    if (await instead(one, response)) return;
    const source = mailOf(url.searchParams);
    if (host === new URL(SOURCES).host) {
      if (taken.has(url.href)) return void response.writeHead(302, { location: `${ORIGIN}${one.path}` }).end();
      taken.add(url.href);
      response.writeHead(source ? 200 : 404, { 'access-control-allow-origin': ORIGIN, 'content-type': 'text/plain' });
      response.end(source);
    } else if (!cookie?.includes(SESSION)) {
      response.writeHead(302, { location: 'https://accounts.google.com/ServiceLogin' }).end();
    } else if (view === 'att') {
      response.writeHead(302, { location: `${SOURCES}${one.path}&saddbat=token` }).end();
    } else if (view === 'om' && url.searchParams.get('ik') === IK && source) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end(originalPage(source.toString('utf8')));
    } else response.writeHead(404).end();
  };

  const servers = await Promise.all(
    [
      [new URL(ORIGIN).host, GMAIL],
      [new URL(SOURCES).host, GMAIL_SOURCES],
    ].map(([host = '', address = '']) =>
      listen(host, address, (request, response) => void serve(host, request, response)),
    ),
  );
  return {
    url: `${ORIGIN}/mail/u/0/`,
    asked,
    instead: (answer) => void (instead = answer),
    forget() {
      asked.length = 0;
      instead = () => false;
    },
    close: async () => void (await Promise.all(servers.map(stop))),
  };
}

function originalPage(source: string): string {
  const escaped = source
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
  return `<!doctype html><title>Original Message</title>\n\n<pre class="raw_message_text" id="raw_message_text">${escaped}</pre>`;
}

function listen(
  host: string,
  address: string,
  serve: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const { key, chain } = trustedCertificate(host);
  const server = createServer({ key: readFileSync(key), cert: readFileSync(chain) }, serve);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(443, address, () => resolve(server));
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}
