import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, createDeflate, createGzip, type Deflate, type Gzip } from 'node:zlib';

const MIB = 2 ** 20;
/** The size of the packed bodies once unpacked. */
const BOMB_MIB = 300;
const ZEROS = Buffer.alloc(MIB);

async function packed(packer: Gzip | Deflate): Promise<Buffer> {
  const whole = buffer(packer);
  for (let part = 0; part < BOMB_MIB; part++) if (!packer.write(ZEROS)) await once(packer, 'drain');
  packer.end();
  return whole;
}

const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
/** Bodies of some hundred kB that unpack to 300 MiB, by their Content-Encoding. */
export const bombs = async () => ({
  gzip: await packed(createGzip()),
  deflate: await packed(createDeflate()),
  br: await promisify(brotliCompress)(Buffer.alloc(BOMB_MIB * MIB), quick),
});

/** How a hostile or broken server answers. */
export const manners = {
  'says nothing': () => undefined,
  'drips its headers': (response: ServerResponse) => {
    response.socket?.write('HTTP/1.1 200 OK\r\n');
    dripping(response, () => response.socket?.write('X-A: b\r\n'));
  },
  'drips its body': (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    dripping(response, () => response.write(' '));
  },
  'begins, and never goes on': (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{');
  },
  'never ends': (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const endless = function* () {
      for (;;) yield ZEROS;
    };
    return pipeline(endless, response).catch(() => undefined);
  },
  'is a lie of 3 GB': (response: ServerResponse) => {
    response.writeHead(200, { 'content-length': String(3 * 1024 * MIB) }).write(ZEROS);
    dripping(response, () => response.write(ZEROS));
  },
};
export type Manner = keyof typeof manners;

function dripping(response: ServerResponse, drop: () => void): void {
  const timer = setInterval(drop, 30);
  response.once('close', () => clearInterval(timer));
}

/** A server whose manner of answering can be changed; it keeps what it was asked. */
export async function hostileServer() {
  const asked: IncomingMessage[] = [];
  const state = { answer: (_response: ServerResponse): unknown => undefined };
  const server = createServer((request, response) => {
    asked.push(request);
    request.resume().once('end', () => void state.answer(response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers(answer: (response: ServerResponse) => unknown) {
      asked.splice(0);
      state.answer = answer;
    },
    close: () => server.close().closeAllConnections(),
  };
}

/** A mail server that drips its greeting, or never ends it. */
export async function hostileMailServer(onConnection: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Runs the work; answers what it answers, how long it took, and by how many MiB the process grew meanwhile. */
export async function measured<T>(
  work: () => Promise<T>,
): Promise<{ result: T; ms: number; grownMiB: number }> {
  const before = process.memoryUsage.rss();
  const begun = Date.now();
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 10);
  try {
    const result = await work();
    return { result, ms: Date.now() - begun, grownMiB: Math.round((most - before) / MIB) };
  } finally {
    clearInterval(watching);
  }
}
