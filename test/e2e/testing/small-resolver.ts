import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readMessage, TYPES } from '../../../lib/dns/read-message.ts';
import { a, AD, message, RESPONSE, txt } from '../../../lib/dns/testing/message.ts';

const NXDOMAIN = 3;

/** A resolver on this machine, over plain HTTP, without CORS headers like most; it writes down what it was asked. */
export interface SmallResolver {
  readonly url: string;
  /** As in "TXT example.com", oldest first, since the last `forget`. */
  readonly asked: string[];
  /** Every request that came, questions or not. */
  requests(): number;
  /** Answers what is no DNS instead, until called with null. */
  answer(instead: { readonly status: number; readonly type: string; readonly body: string } | null): void;
  forget(): void;
  close(): Promise<void>;
}

/** `records` gives the TXT texts of names; `example.com` has an address, all else is no name. All is "checked by DNSSEC", nothing may be kept. */
export async function openSmallResolver(records: Readonly<Record<string, string>>): Promise<SmallResolver> {
  const asked: string[] = [];
  let requests = 0;
  let instead: Parameters<SmallResolver['answer']>[0] = null;

  const reply = (query: string, response: ServerResponse): void => {
    const [question] = readMessage(new Uint8Array(Buffer.from(query, 'base64url')))?.questions ?? [];
    if (question === undefined) {
      response.writeHead(400);
      response.end();
      return;
    }
    const { name, type } = question;
    asked.push(`${Object.entries(TYPES).find(([, number]) => number === type)?.[0]} ${name}`);
    const text = type === TYPES.TXT ? records[name] : undefined;
    const answers = [
      ...(text === undefined ? [] : [txt(name, [text], 0)]),
      ...(name === 'example.com' && type === TYPES.A ? [a(name, '192.0.2.1', 0)] : []),
    ];
    const flags = RESPONSE | AD | (answers.length === 0 ? NXDOMAIN : 0);
    response.writeHead(200, { 'content-type': 'application/dns-message' });
    response.end(message({ flags, questions: [[name, type]], answers }));
  };

  const server = createServer((request, response) => {
    requests++;
    if (instead !== null) {
      response.writeHead(instead.status, { 'content-type': instead.type });
      response.end(instead.body);
      return;
    }
    reply(new URL(request.url ?? '/', 'http://localhost').searchParams.get('dns') ?? '', response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/dns-query`,
    asked,
    requests: () => requests,
    answer(given) {
      instead = given;
    },
    forget() {
      asked.length = 0;
      requests = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
