import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance } from 'fastify';
import { type Fault, faultHooks, type Mishaps } from './faults.ts';

/** What every sandbox is made with. Port 0 takes a free one; without `file` the books live in memory only. */
export interface SandboxOptions {
  port?: number;
  file?: string;
  /** Called for each request: the fault that it meets with, if any. */
  mishaps?: Mishaps;
}

/** A running sandbox: its address, its books (plain JSON), its clock. */
export interface Sandbox<Books> {
  app: FastifyInstance;
  url: string;
  books: Books;
  /** The sandbox's clock, which can only be advanced. */
  now(): Date;
  /** Moves the clock forward. */
  advance(seconds: number): void;
  /** The listener is called each time the clock was moved, so that what is due by then can be done. */
  onClock(listener: () => void): void;
  /** Writes the books to their file, soon; call it after each change. */
  save(): void;
  close(): Promise<void>;
}

/**
 * A Fastify server with books, a clock and faults, and these addresses to steer it:
 * `GET /_sandbox/books` · `POST /_sandbox/clock {advanceSeconds}` or `{to}` (UTC, not before now) · `POST /_sandbox/faults` (see `Fault`) · `DELETE /_sandbox/faults` · `POST /_sandbox/down {ms}` (refuses connections).
 */
export async function createSandbox<Books extends object>(
  options: SandboxOptions,
  initial: Books,
  routes: (sandbox: Sandbox<Books>) => Promise<void> | void,
): Promise<Sandbox<Books>> {
  const app = Fastify({
    bodyLimit: 10 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true },
  });
  await app.register(formbody);
  const stored = { books: initial, clockOffsetMs: 0, ...readStored<Books>(options.file) };
  const faults: Fault[] = [];
  const clockListeners: (() => void)[] = [];
  let writing: NodeJS.Immediate | undefined;
  const write = () => {
    writing = undefined;
    if (!options.file) return;
    writeFileSync(`${options.file}.new`, JSON.stringify(stored));
    renameSync(`${options.file}.new`, options.file);
  };
  const sandbox: Sandbox<Books> = {
    app,
    url: '',
    books: stored.books,
    now: () => new Date(Date.now() + stored.clockOffsetMs),
    advance: (seconds) => {
      if (!Number.isFinite(seconds)) throw new TypeError('advanceSeconds must be a number of seconds');
      stored.clockOffsetMs += Math.max(0, seconds * 1000);
      sandbox.save();
      for (const listener of clockListeners) listener();
    },
    onClock: (listener) => {
      clockListeners.push(listener);
    },
    save: () => {
      writing ??= setImmediate(write);
    },
    close: async () => {
      await app.close();
      if (writing) {
        clearImmediate(writing);
        write();
      }
    },
  };
  faultHooks(app, faults, options.mishaps);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('date', sandbox.now().toUTCString());
  });
  app.get('/_sandbox/books', () => stored.books);
  app.post<{ Body: { advanceSeconds?: number; to?: string } }>('/_sandbox/clock', ({ body }) => {
    const { advanceSeconds, to } = body;
    if (to !== undefined && Date.parse(to) < sandbox.now().getTime())
      throw new TypeError(`the clock can only be advanced, not set back to ${to}`);
    sandbox.advance(
      to === undefined ? Number(advanceSeconds) : (Date.parse(to) - sandbox.now().getTime()) / 1000,
    );
    return { now: sandbox.now().toISOString() };
  });
  app.get('/_sandbox/clock', () => ({ now: sandbox.now().toISOString() }));
  app.post<{ Body: { ms: number } }>('/_sandbox/down', (request, reply) => {
    const { ms } = request.body;
    // Once the answer is sent, connections are refused, as by a machine whose service is stopped.
    reply.raw.once('finish', () => goDown(app.server, Number(new URL(sandbox.url).port), ms));
    return { downForMs: ms };
  });
  await routes(sandbox);
  sandbox.url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return sandbox;
}

const TICK_MS = 100;

/** Calls `tick` ten times a second and whenever the clock was moved, until the sandbox closes; then aborts `closing`. */
export function keepTime(
  { app, onClock }: Pick<Sandbox<object>, 'app' | 'onClock'>,
  closing: AbortController,
  tick: () => void,
): void {
  const timer = setInterval(tick, TICK_MS);
  onClock(tick);
  app.addHook('onClose', async () => {
    clearInterval(timer);
    closing.abort();
  });
}

function goDown(server: Server, port: number, ms: number): void {
  const up = setTimeout(() => server.listen(port, '127.0.0.1'), ms);
  up.unref();
  server.close();
  server.closeAllConnections();
}

function readStored<Books>(file: string | undefined): { books?: Books; clockOffsetMs?: number } {
  if (!file) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
