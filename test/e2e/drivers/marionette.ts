import { connect, type Socket } from 'node:net';

/**
 * Firefox's own remote protocol: each packet is `LENGTH:JSON` over TCP, a command `[0, id, name, parameters]`, an answer
 * `[1, id, error, result]`. Unlike WebDriver BiDi it reaches extension pages and the browser's own windows.
 */
export interface Marionette {
  send<T = unknown>(command: string, parameters?: Readonly<Record<string, unknown>>): Promise<T>;
  close(): void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Connects to a Firefox that may still be starting. `alive` tells whether to go on trying. */
export async function connectMarionette(port: number, alive: () => boolean): Promise<Marionette> {
  for (;;) {
    const socket = await tryConnect(port);
    if (socket !== null) return talk(socket);
    if (!alive()) throw new Error('Firefox ended before it could be spoken to');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function tryConnect(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

async function talk(socket: Socket): Promise<Marionette> {
  socket.setNoDelay(true);
  const waiting = new Map<number, Waiting>();
  let next = 1;
  let greeted: () => void;
  const greeting = new Promise<void>((resolve) => (greeted = resolve));

  const fail = (error: Error): void => {
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('Firefox closed the connection')));
  eachPacket(socket, (packet) => {
    if (!Array.isArray(packet)) return greeted();
    const [, id, error, result] = packet as [number, number, { error: string; message: string } | null, unknown];
    const one = waiting.get(id);
    waiting.delete(id);
    if (error === null) one?.resolve(result);
    else one?.reject(Object.assign(new Error(`${error.error}: ${error.message}`), { code: error.error }));
  });
  await greeting;

  return {
    send: <T>(command: string, parameters: Readonly<Record<string, unknown>> = {}) =>
      new Promise<T>((resolve, reject) => {
        const id = next++;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
        const packet = Buffer.from(JSON.stringify([0, id, command, parameters]));
        // In one piece: the second of two small writes waits for the first to be acknowledged, 40 ms each time.
        socket.write(Buffer.concat([Buffer.from(`${packet.length}:`), packet]));
      }),
    close: () => socket.destroy(),
  };
}

function eachPacket(socket: Socket, take: (packet: unknown) => void): void {
  let held = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const colon = held.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(held.toString('latin1', 0, colon));
      if (held.length < end) return;
      const packet: unknown = JSON.parse(held.toString('utf8', colon + 1, end));
      held = held.subarray(end);
      take(packet);
    }
  });
}
