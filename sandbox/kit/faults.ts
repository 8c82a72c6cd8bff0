import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * A misbehaviour to inject. `times` requests that match get it, then it is gone.
 * - latency: answers after `ms` (stored at once when the handler runs, that is after `ms`: with `ms` above the
 *   client's time-out this is "stored seconds after the time-out")
 * - latency-after: stored at once, answered after `ms`
 * - status / status-after: answers `status` with an HTML page; nothing stored / stored
 * - timeout-before / timeout-after: never answers; nothing stored / stored
 * - reset-before / reset-after: closes the connection; nothing stored / stored
 *
 * Removing the faults also ends the waits of requests that met with latency.
 */
export interface Fault {
  kind:
    | 'latency'
    | 'latency-after'
    | 'status'
    | 'status-after'
    | 'timeout-before'
    | 'timeout-after'
    | 'reset-before'
    | 'reset-after';
  times: number;
  method?: string;
  /** What the path has to contain; with "$" at its end, how the path without its query has to end. */
  path?: string;
  ms?: number;
  status?: number;
  /** Sent as Retry-After with `status`, in seconds. */
  retryAfter?: number;
  /** The fault that takes this one's place once it is used up. */
  next?: Fault;
}

/** A fault of one request that was not ordered, but drawn by the program that runs the sandbox. */
export type Mishap = Omit<Fault, 'times' | 'method' | 'path' | 'next'>;
/** Called for each request: the fault that it meets with, if any. */
export type Mishaps = (request: { method: string; url: string }) => Mishap | undefined;

const taken = new WeakMap<FastifyRequest, Mishap>();

const matches = (url: string, path: string): boolean =>
  path.endsWith('$') ? (url.split('?')[0] ?? '').endsWith(path.slice(0, -1)) : url.includes(path);

/** The fault that was ordered for such a request, if any; uses up one of its times. */
function ordered(faults: Fault[], { method, url }: FastifyRequest): Fault | undefined {
  const fault = faults.find((f) => (!f.method || f.method === method) && (!f.path || matches(url, f.path)));
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times <= 0) faults.splice(faults.indexOf(fault), 1, ...(fault.next ? [fault.next] : []));
  return { ...fault };
}

/** Applies faults to requests, and `mishaps` where none is ordered. `/_sandbox` itself never meets with one. */
export function faultHooks(app: FastifyInstance, faults: Fault[], mishaps?: Mishaps): void {
  app.post<{ Body: Fault }>('/_sandbox/faults', (request) => {
    faults.push({ ...request.body });
    return { faults };
  });
  let waits = new AbortController();
  const wait = (ms = 0) => delay(ms, undefined, { signal: waits.signal }).catch(() => undefined);
  app.delete('/_sandbox/faults', () => {
    waits.abort();
    waits = new AbortController();
    return { removed: faults.splice(0).length };
  });
  app.get('/_sandbox/faults', () => ({ faults }));

  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith('/_sandbox')) return;
    const fault = ordered(faults, request) ?? mishaps?.(request);
    if (!fault) return;
    taken.set(request, fault);
    switch (fault.kind) {
      case 'latency':
        await wait(fault.ms);
        return;
      case 'status':
        if (fault.retryAfter !== undefined) reply.header('retry-after', String(fault.retryAfter));
        return reply
          .code(fault.status ?? 500)
          .type('text/html')
          .send(`<html><body><h1>${fault.status ?? 500}</h1></body></html>`);
      case 'timeout-before':
        reply.hijack();
        return;
      case 'reset-before':
        reply.hijack();
        request.raw.socket.destroy();
        return;
      case 'latency-after':
      case 'status-after':
      case 'timeout-after':
      case 'reset-after':
        return;
      default:
        throw new Error(`no such fault: ${fault.kind satisfies never}`);
    }
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const fault = taken.get(request);
    if (fault?.kind === 'status-after') {
      reply
        .code(fault.status ?? 500)
        .type('text/html')
        .removeHeader('content-length');
      return `<html><body><h1>${fault.status ?? 500}</h1></body></html>`;
    }
    if (fault?.kind === 'latency-after') await wait(fault.ms);
    if (fault?.kind === 'reset-after') request.raw.socket.destroy();
    // Waits until the client hangs up: the handler has run, its answer is lost.
    if (fault?.kind === 'timeout-after' && !request.raw.socket.destroyed)
      await new Promise<void>((resolve) => request.raw.socket.once('close', () => resolve()));
    return payload;
  });
}
