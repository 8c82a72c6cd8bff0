import type { FastifyInstance } from 'fastify';
import { actOn, codePayment } from './accountant.ts';
import type { Call, World } from './books.ts';
import { documentKey, stamps } from './books.ts';
import type { Collection } from './collection.ts';
import { Refusal } from './errors.ts';
import type { Rec } from './fields.ts';
import type { Pool } from './pool.ts';

/** A refusal in Mexal's envelope for the next `times` calls that match; `detail` is the whole text, "5001 - ...". */
export interface PlannedRefusal {
  status: number;
  detail: string;
  times: number;
  method?: string;
  /** What the path has to contain. */
  path?: string;
}

interface Steered {
  world: World;
  pool: Pool;
  articles: Collection;
}

/** Addresses for what happens outside the WebAPI: the accountant's work, other programs, new payments, an administrator. */
export function steeringRoutes(app: FastifyInstance, { world, pool, articles }: Steered): void {
  const { sandbox } = world;
  const { books } = sandbox;

  app.post('/_sandbox/unlock', () => {
    books.failedLogins = {};
    sandbox.save();
    return { locked: false };
  });
  app.post<{ Body: { password: string } }>('/_sandbox/password', ({ body }) => {
    world.settings.password = body.password;
    return { changed: true };
  });
  app.post<{ Body: { busy: number; ms?: number } }>('/_sandbox/pool', ({ body }) => {
    pool.occupy(Number(body.busy), body.ms);
    return { busy: pool.busy(), of: world.settings.poolSize };
  });
  app.post<{ Body: { on: boolean } | null }>('/_sandbox/exclusive', ({ body }) => {
    books.exclusiveUse = body?.on ?? true;
    sandbox.save();
    return { exclusiveUse: books.exclusiveUse };
  });
  app.post<{ Body: Record<string, unknown> }>('/_sandbox/articles', ({ body }, reply) => {
    const call: Call = { year: stamps(world).year, warehouse: 1, query: {} };
    const codice = articles.create?.(call, { alq_iva: '22', ...body });
    return reply.code(201).send({ codice });
  });
  app.post<{ Body: Rec }>('/_sandbox/payments', ({ body }, reply) =>
    reply.code(201).send(codePayment(world, body)),
  );
  type Acted = {
    Params: { key: string; act: string };
    Querystring: { year?: string };
    Body: { tracking?: string } | null;
  };
  app.post<Acted>('/_sandbox/documents/:key/:act', ({ params, query, body }) => {
    const document = actOn(world, { key: params.key, year: query.year }, params.act, body?.tracking);
    return { key: documentKey(document), ...document };
  });
  plannedRefusals(app);
}

function plannedRefusals(app: FastifyInstance): void {
  const planned: PlannedRefusal[] = [];
  app.post<{ Body: PlannedRefusal }>('/_sandbox/refusals', ({ body }) => {
    planned.push({ ...body });
    return { planned };
  });
  app.addHook('preHandler', async (request) => {
    if (!request.url.startsWith('/webapi')) return;
    const next = planned.find(
      (p) => (!p.method || p.method === request.method) && (!p.path || request.url.includes(p.path)),
    );
    if (!next) return;
    next.times -= 1;
    if (next.times <= 0) planned.splice(planned.indexOf(next), 1);
    throw new Refusal(next.status, next.detail);
  });
}
