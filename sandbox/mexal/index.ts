import type { FastifyInstance } from 'fastify';
import { createSandbox, type Sandbox, type SandboxOptions } from '../kit/kit.ts';
import { articles } from './articles.ts';
import { authenticate } from './auth.ts';
import { type Books, type Settings, stamps, type World } from './books.ts';
import { type Collection, table } from './collection.ts';
import { accounts, addresses, customers } from './customers.ts';
import { orderRows, orders } from './documents.ts';
import { businessError, Refusal, sendRefusal, unknownResource } from './errors.ts';
import { declared } from './fields.ts';
import { helpRoute } from './help.ts';
import { movementRows, movements } from './movements.ts';
import { pageRoutes } from './page.ts';
import { createPager } from './paging.ts';
import { createPool, type Pool, poolHooks } from './pool.ts';
import { serve } from './rest.ts';
import { seeds } from './seeds.ts';
import { serviceRoute } from './services.ts';
import { steeringRoutes } from './steering.ts';

export type { Books as MexalBooks, StoredDocument } from './books.ts';
export { seedPayments } from './seeds.ts';
export type { PlannedRefusal } from './steering.ts';

/** The settings, unless the options have others. */
export const mexalDefaults: Settings = {
  user: 'WEBAPI',
  password: 'mexal-sandbox',
  domain: 'demo',
  company: 'ABC',
  poolSize: 5,
  pageSize: 500,
  tokenSeconds: 60,
  optimisticLock: false,
  shortLocation: false,
  timeZone: 'Europe/Rome',
};

/**
 * A stand-in of Mexal's WebAPI, under `<url>/webapi`, with a page for people at `/`. Beside the kit's addresses:
 * `POST /_sandbox/unlock` · `POST /_sandbox/pool {busy, ms?}` · `POST /_sandbox/exclusive {on}` ·
 * `POST /_sandbox/refusals` (see `PlannedRefusal`) · `POST /_sandbox/articles {codice, descrizione, ...}` ·
 * `POST /_sandbox/payments {descrizione}` · `POST /_sandbox/documents/:key/{ship|invoice|cancel|dispatch|delete}?year=`
 * (`{tracking}` with ship).
 */
export function createMexalSandbox(
  options: SandboxOptions & Partial<Settings> = {},
): Promise<Sandbox<Books>> {
  const { port, file, mishaps, ...settings } = options;
  return createSandbox<Books>({ port, file, mishaps }, seeds(), (sandbox) => {
    const world: World = { sandbox, settings: { ...mexalDefaults, ...settings } };
    const { app, books } = sandbox;
    // Books of an older release lack tables that were added since.
    for (const [name, seed] of Object.entries(seeds()))
      Object.assign(books, { [name]: books[name as keyof Books] ?? seed });
    const pool = createPool(world);
    lenientJson(app);
    doors(world, pool);
    const articleCollection = articles(world);
    const collections: Collection[] = [
      customers(world),
      addresses(world),
      articleCollection,
      table('pagamenti', declared.payments, () => books.payments),
      table('esenzioni-iva', declared.exemptions, () => books.exemptions),
      table('serie-documenti', declared.series, () => books.series),
      table('causali-movimenti', declared.reasons, () => books.reasons),
      table('magazzini', declared.warehouses, () => books.warehouses),
      table('centri-costo-ricavo', declared.costCentres, () => books.costCentres),
      accounts(world),
      movements(world),
      movementRows(world),
      orders(world),
      orderRows(world),
    ];
    const pager = createPager(world);
    for (const collection of collections) serve(app, world, pager, collection);
    helpRoute(app, collections);
    serviceRoute(app, world);
    steeringRoutes(app, { world, pool, articles: articleCollection });
    pageRoutes(app, world);
  });
}

/** Logs calls in, counts them against the pool, and answers refusals. */
function doors(world: World, pool: Pool): void {
  const { app } = world.sandbox;
  poolHooks(app, pool);
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/webapi')) return;
    authenticate(world, request);
    pool.enter(reply);
  });
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(request, reply, unknownResource(), stamps(world).timestamp),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    // A body that can't be read is the client's mistake; any other error that is no refusal is a fault of this sandbox.
    if (!(error instanceof Refusal) && (error.statusCode ?? 500) >= 500) throw error;
    const refusal = error instanceof Refusal ? error : businessError(error.message);
    return sendRefusal(request, reply, refusal, stamps(world).timestamp);
  });
}

/** A DELETE or a steering call may carry the JSON content type and no body. */
function lenientJson(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    if (body === '') return done(null, null);
    try {
      done(null, JSON.parse(String(body)));
    } catch (error) {
      done(Object.assign(error as Error, { statusCode: 400 }));
    }
  });
}
