import type { FastifyReply } from 'fastify';
import { ZodError, z } from 'zod';
import { Bulk } from '../kit/bulk.ts';
import type { Sandbox } from '../kit/kit.ts';
import { type MagentoBooks, magentoDate, versions } from './books.ts';
import type { OrderEntity } from './entities.ts';
import { MagentoError, noEntity } from './errors.ts';
import { present } from './present.ts';
import type { Shop } from './shop.ts';

const Quirks = z
  .strictObject({
    version: z.enum(versions),
    rights: z.array(z.string()).nullable(),
    repeatLastPage: z.boolean(),
    statusNull: z.boolean(),
    cancelFalse: z.boolean(),
    bearerOff: z.boolean(),
    brokenOrder: z.int().positive().nullable(),
    timezone: z.string(),
  })
  .partial();
const Review = z.strictObject({ suspected: z.boolean() });
const Announce = z.strictObject({ url: z.url(), secret: z.string() }).nullable();

/**
 * What steers the shop from outside its web API: `POST /_sandbox/orders` (see `Description`),
 * `/orders/bulk` (see `Bulk`), `/orders/:id/cancel`, `/restore`, `/edit`, `/hold`, `/unhold`, `/review {suspected}`, `/refund` (what the
 * refund route takes) and `/touch` (updated_at only),
 * `POST /_sandbox/quirks` (`timezone` too), `POST /_sandbox/announce` (null: orders have to be found).
 */
export async function controlRoutes(sandbox: Sandbox<MagentoBooks>, shop: Shop): Promise<void> {
  const { books } = sandbox;
  const whole = (order: OrderEntity) => present(order, { ...books.quirks, brokenOrder: null });
  const orderOf = (id: string): OrderEntity => {
    const order = shop.find(Number(id));
    if (!order) throw noEntity();
    return order;
  };
  await sandbox.app.register(async (control) => {
    control.setErrorHandler((error, _request, reply) => refuse(error, reply));
    control.post('/_sandbox/orders', (request) => whole(shop.place(request.body)));
    control.post('/_sandbox/orders/bulk', ({ body }) => shop.placeMany(Bulk.parse(body)));
    control.post<{ Params: { id: string } }>('/_sandbox/orders/:id/touch', ({ params }) => {
      const order = orderOf(params.id);
      order.updated_at = magentoDate(sandbox.now());
      sandbox.save();
      return whole(order);
    });
    control.post<{ Params: { id: string } }>('/_sandbox/orders/:id/cancel', ({ params }) => ({
      canceled: shop.cancel(orderOf(params.id)),
    }));
    control.post<{ Params: { id: string } }>('/_sandbox/orders/:id/restore', ({ params }) => ({
      restored: shop.restore(orderOf(params.id)),
    }));
    control.post<{ Params: { id: string } }>('/_sandbox/orders/:id/hold', ({ params }) => {
      shop.hold(orderOf(params.id));
      return whole(orderOf(params.id));
    });
    control.post<{ Params: { id: string } }>('/_sandbox/orders/:id/unhold', ({ params }) => {
      shop.unhold(orderOf(params.id));
      return whole(orderOf(params.id));
    });
    control.post<{ Params: { id: string } }>('/_sandbox/orders/:id/review', ({ params, body }) => {
      shop.review(orderOf(params.id), Review.parse(body).suspected);
      return whole(orderOf(params.id));
    });
    control.post<{ Params: { id: string } }>('/_sandbox/orders/:id/refund', ({ params, body }) => ({
      creditmemo: shop.refund(orderOf(params.id), body ?? {}),
    }));
    control.post<{ Params: { id: string } }>('/_sandbox/orders/:id/edit', ({ params, body }) =>
      whole(shop.edit(orderOf(params.id), body ?? {})),
    );
    control.post('/_sandbox/quirks', ({ body }) => {
      Object.assign(books.quirks, Quirks.parse(body));
      sandbox.save();
      return books.quirks;
    });
    control.post('/_sandbox/announce', ({ body }) => {
      books.announce = Announce.parse(body);
      sandbox.save();
      return { announce: books.announce?.url ?? null };
    });
  });
}

function refuse(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof ZodError) return reply.code(400).send({ message: z.prettifyError(error) });
  if (error instanceof MagentoError) return reply.code(error.status).send({ message: error.message });
  throw error;
}
