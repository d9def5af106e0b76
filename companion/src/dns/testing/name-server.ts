import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import packet from 'dns-packet';

export type Transport = 'udp' | 'tcp';

export interface Asked {
  readonly transport: Transport;
  readonly raw: Buffer;
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly port: number;
}

/** What is sent back, message by message; nothing, if null. */
export type Respond = (asked: Asked) => Buffer | readonly Buffer[] | null;

export interface NameServer {
  readonly port: number;
  readonly asked: Asked[];
  respond: Respond;
  close(): Promise<void>;
}

/** A name server on loopback that says what a test wants. */
export async function startNameServer(respond: Respond): Promise<NameServer> {
  const asked: Asked[] = [];
  const sockets = new Set<Socket>();
  const read = (raw: Buffer, transport: Transport, port: number): Asked => {
    const { id = 0, questions = [] } = packet.decode(raw);
    const one = { transport, raw, id, name: questions[0]?.name ?? '', type: questions[0]?.type ?? '', port };
    asked.push(one);
    return one;
  };
  const udp = createSocket('udp4');
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const { port } = udp.address();
  const server: NameServer = {
    port,
    asked,
    respond,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await new Promise((resolve) => tcp.close(resolve));
    },
  };
  const answers = (one: Asked): readonly Buffer[] => [server.respond(one) ?? []].flat();
  udp.on('message', (raw, from) => {
    for (const answer of answers(read(raw, 'udp', from.port))) udp.send(answer, from.port, from.address);
  });
  const tcp = createServer((socket) => {
    sockets.add(socket);
    let kept = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (piece) => {
      kept = Buffer.concat([kept, piece]);
      while (kept.length >= 2 && kept.length >= 2 + kept.readUInt16BE(0)) {
        const end = 2 + kept.readUInt16BE(0);
        for (const answer of answers(read(kept.subarray(2, end), 'tcp', socket.remotePort ?? 0)))
          socket.write(framed(answer));
        kept = kept.subarray(end);
      }
    });
  });
  await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(port, '127.0.0.1', resolve));
  return server;
}

/** As it goes over TCP. */
export function framed(message: Buffer): Buffer {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(message.length);
  return Buffer.concat([length, message]);
}

interface Reply {
  readonly answers?: readonly object[];
  readonly authorities?: readonly object[];
  readonly flags?: number;
  readonly rcode?: number;
  readonly id?: number;
  readonly name?: string;
  /** Extended errors. */
  readonly errors?: readonly number[];
}

/** An answer to a question, as `reply` wants it. */
export function replyTo({ id, name, type }: Pick<Asked, 'id' | 'name' | 'type'>, reply: Reply = {}): Buffer {
  return packet.encode({
    type: 'response',
    id: reply.id ?? id,
    flags: packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE | (reply.flags ?? 0) | (reply.rcode ?? 0),
    questions: [{ name: reply.name ?? name, type: type as 'A' }],
    answers: (reply.answers ?? []) as never,
    authorities: (reply.authorities ?? []) as never,
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: 1232,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: 0,
        flag_do: false,
        options: (reply.errors ?? []).map((code) => ({
          code: 15,
          data: Buffer.from([code >> 8, code & 255]),
        })) as never,
      },
    ],
  });
}

export const a = (name: string, data: string, ttl = 300) => ({ type: 'A', name, data, ttl });

export const soa = (name: string, ttl: number, minimum: number) => ({
  type: 'SOA',
  name,
  ttl,
  data: { mname: 'ns.example', rname: 'host.example', serial: 1, refresh: 1, retry: 1, expire: 1, minimum },
});
