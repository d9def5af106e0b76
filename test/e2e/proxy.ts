import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is done to the requests that a rule fits: they are held back, answered otherwise, or their answers changed. */
export interface Rule {
  /** Fits by path and query. */
  readonly fits: (path: string) => boolean;
  /** Waited for before the webmail is asked. */
  readonly wait?: Promise<void>;
  /** Answered instead of the webmail. */
  readonly answer?: { readonly status: number; readonly type: string; readonly body: string };
  /** Headers added to the webmail's answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server between browser and webmail, to be slow or wrong on purpose. Same origin for the browser, another than the webmail. */
export interface Proxy {
  readonly url: string;
  /** Paths asked for, oldest first, since the last `forget`. */
  readonly seen: string[];
  /** Adds a rule; returns what takes it away. The latest rule that fits counts. */
  rule(rule: Rule): () => void;
  /** Holds the answers of all requests that fit until `release` is called. `held` counts them. */
  hold(fits: Rule['fits']): { readonly release: () => void; readonly held: () => number };
  /** Rules and paths are forgotten. */
  forget(): void;
  close(): Promise<void>;
}

export async function openProxy(webmail: string): Promise<Proxy> {
  const rules: Rule[] = [];
  const seen: string[] = [];
  const target = new URL(webmail);

  const serve = async (asked: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = asked.url ?? '/';
    seen.push(path);
    const rule = rules.findLast((one) => one.fits(path));
    await rule?.wait;
    if (rule?.answer !== undefined) {
      response.writeHead(rule.answer.status, { 'content-type': rule.answer.type });
      response.end(rule.answer.body);
      return;
    }
    const onward = request(
      { host: target.hostname, port: target.port || 80, method: asked.method, path, headers: asked.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...rule?.headers });
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    asked.pipe(onward);
  };

  const server = createServer((asked, response) => void serve(asked, response));
  // The namespace has a loopback of its own, where this port is free. `localhost` is a host of its own beside the webmail's.
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(80, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost${port === 80 ? '' : `:${port}`}/`,
    seen,
    rule(rule) {
      rules.push(rule);
      return () => void rules.splice(rules.indexOf(rule), 1);
    },
    hold(fits) {
      let release = (): void => {};
      let held = 0;
      const wait = new Promise<void>((resolve) => (release = resolve));
      const rule: Rule = { fits: (path) => fits(path) && ++held > 0, wait };
      rules.push(rule);
      return {
        release() {
          const at = rules.indexOf(rule);
          if (at >= 0) rules.splice(at, 1);
          release();
        },
        held: () => held,
      };
    },
    forget() {
      rules.length = 0;
      seen.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
