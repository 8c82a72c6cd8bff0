import type { FastifyInstance, FastifyReply } from 'fastify';
import type { World } from './books.ts';
import { exclusiveUse, poolExhausted } from './errors.ts';

/**
 * The services of the WebAPI user. A call holds one until its handler has ended, also where its client has given up.
 * `occupy` takes some, as another program's import would.
 */
export interface Pool {
  enter(reply: FastifyReply): void;
  leave(reply: FastifyReply): void;
  /** Makes `busy` services busy for `ms` of the sandbox's clock, or until the next call of this. */
  occupy(busy: number, ms?: number): void;
  busy(): number;
}

/** A pool of `settings.poolSize` services. */
export function createPool(world: World): Pool {
  const atWork = new Set<FastifyReply>();
  const waitedFor = new Set<FastifyReply>();
  let others = { busy: 0, until: Number.POSITIVE_INFINITY };
  const busy = () => atWork.size + (world.sandbox.now().getTime() < others.until ? others.busy : 0);
  return {
    enter(reply) {
      if (world.sandbox.books.exclusiveUse) throw exclusiveUse();
      if (busy() >= world.settings.poolSize) throw poolExhausted();
      atWork.add(reply);
      waitedFor.add(reply);
      const { books } = world.sandbox;
      books.mostAtOnce = Math.max(books.mostAtOnce, waitedFor.size);
      // A call that is never answered (an injected fault) has no handler that could end.
      reply.raw.once('close', () => {
        waitedFor.delete(reply);
        if (reply.sent) atWork.delete(reply);
      });
    },
    leave(reply) {
      atWork.delete(reply);
      waitedFor.delete(reply);
    },
    occupy(count, ms) {
      others = { busy: count, until: ms === undefined ? Infinity : world.sandbox.now().getTime() + ms };
    },
    busy,
  };
}

/** Frees the service once the answer is made. Registered after the kit's faults, so that an answer that a fault holds keeps it. */
export function poolHooks(app: FastifyInstance, pool: Pool): void {
  app.addHook('onSend', async (_request, reply, payload) => {
    pool.leave(reply);
    return payload;
  });
}
