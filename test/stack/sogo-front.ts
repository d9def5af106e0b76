import { readFile } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { GROUPWARE, SOGO_PORT } from './network.ts';

/** Where Debian puts what is the same for all: scripts, styles, pictures. */
const STATIC = '/usr/lib/GNUstep/SOGo/WebServerResources';
const STATIC_PATH = /^\/SOGo(?:\.woa)?\/WebServerResources\/(.*)$/;
const HTTP_PORT = 80;
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export const GROUPWARE_URL = 'http://groupware.box.test/SOGo/';

/** SOGo's web server, as Apache or nginx stands before it: files by itself, all else from sogod, which is told who asks. */
export async function startSogoFront(): Promise<() => Promise<void>> {
  const { host, origin } = new URL(GROUPWARE_URL);
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? '/', origin);
    const file = STATIC_PATH.exec(decodeURIComponent(pathname))?.[1];
    if (file !== undefined) {
      readFile(join(STATIC, normalize(`/${file}`)), (error, octets) => {
        answer.writeHead(error ? 404 : 200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
        answer.end(error ? undefined : octets);
      });
      return;
    }
    const headers = {
      ...asked.headers,
      // sogod answers nothing on a connection that was kept
      connection: 'close',
      'x-webobjects-server-port': String(HTTP_PORT),
      'x-webobjects-server-name': host,
      'x-webobjects-server-url': origin,
      'x-webobjects-server-protocol': 'HTTP/1.0',
      'x-webobjects-remote-host': '127.0.0.1',
    };
    const where = { host: '127.0.0.1', port: SOGO_PORT, agent: false as const, method: asked.method, path: asked.url };
    const onward = request({ ...where, headers }, (from) => {
      answer.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(answer);
    });
    onward.on('error', (error) => {
      if (!answer.headersSent) answer.writeHead(502);
      answer.end(String(error));
    });
    asked.pipe(onward);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(HTTP_PORT, GROUPWARE, resolve);
  });
  return () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
}
