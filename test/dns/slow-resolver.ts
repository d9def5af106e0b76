/** A resolver over HTTP (RFC 8484) that takes its time, and tells who asked it what, and when. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { readMessage, TYPES } from '../../lib/dns/read-message';
import { message, soa, txt } from '../../lib/dns/testing/message';

const NXDOMAIN = 0x8183;

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
    const query = new URL(request.url ?? '', 'http://x').searchParams.get('dns') ?? '';
    const [question] = readMessage(new Uint8Array(Buffer.from(query, 'base64url')))?.questions ?? [];
    const name = question?.name ?? '';
    const type = Object.entries(TYPES).find(([, number]) => number === question?.type)?.[0] ?? '';
    const one: Seen = { question: `${type} ${name}`, asked: since(), answered: Number.NaN };
    seen.push(one);
    const text = type === 'TXT' ? records[name] : undefined;
    const octets = message({
      questions: [[name, question?.type ?? 0]],
      ...(text === undefined
        ? { flags: NXDOMAIN, authorities: [soa('example', 60)] }
        : { answers: [txt(name, text.match(/.{1,255}/gs) ?? [])] }),
    });
    void pause(delay).then(() => {
      one.answered = since();
      response.writeHead(200, { 'content-type': 'application/dns-message' }).end(octets);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/dns-query`, seen, close: () => server.close() };
}
