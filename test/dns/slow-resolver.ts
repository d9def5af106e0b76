/** A resolver over HTTP (RFC 8484) that takes its time, and tells who asked it what, and when. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { readMessage, TYPES } from '../../lib/dns/read-message';

const HEADER = 12;

/** The query's question, answered: with one text, or that there is no such name (RFC 1035 4.1). */
function answerTo(query: Uint8Array, text: string | undefined): Buffer {
  // The name ends with an empty label; type and class follow.
  const question = query.slice(HEADER, query.indexOf(0, HEADER) + 5);
  const header = Buffer.from(query.slice(0, HEADER));
  header.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2);
  header.set([0, 1, 0, text === undefined ? 0 : 1, 0, 0, 0, 0], 4);
  if (text === undefined) return Buffer.concat([header, question]);
  const strings = (text.match(/.{1,255}/gs) ?? []).map((one) => Buffer.from(`\0${one}`, 'latin1'));
  for (const one of strings) one[0] = one.length - 1;
  // Name as a pointer to the question's, type TXT, class IN, a TTL of 300 s.
  const record = Buffer.from([0xc0, HEADER, 0, 16, 0, 1, 0, 0, 1, 44, 0, 0]);
  const data = Buffer.concat(strings);
  record.writeUInt16BE(data.length, 10);
  return Buffer.concat([header, question, record, data]);
}

export interface Seen {
  readonly question: string;
  /** Milliseconds since the first question came. */
  readonly asked: number;
  answered: number;
}

interface Resolver {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): void;
}

/** `records` are texts by name; nothing else exists. Each answer leaves after `delay` milliseconds. */
export async function startResolver(records: Readonly<Record<string, string>>, delay: number): Promise<Resolver> {
  const seen: Seen[] = [];
  let began: number | null = null;
  const since = () => performance.now() - (began ??= performance.now());
  const server = createServer((request, response) => {
    const encoded = new URL(request.url ?? '', 'http://x').searchParams.get('dns') ?? '';
    const query = new Uint8Array(Buffer.from(encoded, 'base64url'));
    const [question] = readMessage(query)?.questions ?? [];
    const name = question?.name ?? '';
    const type = Object.entries(TYPES).find(([, number]) => number === question?.type)?.[0] ?? '';
    const one: Seen = { question: `${type} ${name}`, asked: since(), answered: Number.NaN };
    seen.push(one);
    const octets = answerTo(query, type === 'TXT' ? records[name] : undefined);
    void pause(delay).then(() => {
      one.answered = since();
      response.writeHead(200, { 'content-type': 'application/dns-message' }).end(octets);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/dns-query`, seen, close: () => server.close() };
}
