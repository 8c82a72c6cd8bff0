import type { FastifyReply } from 'fastify';
import { ZodError, z } from 'zod';
import { Bulk } from '../kit/bulk.ts';
import type { World } from './books.ts';
import { WsError } from './errors.ts';
import type { Row } from './fields.ts';
import { Refund } from './refunds.ts';
import { addState } from './seeds.ts';
import { configure, setConfiguration } from './settings.ts';
import type { Shop } from './shop.ts';

const count = z.int().positive();
const Settings = z
  .strictObject({
    version: z.enum(['1.7', '8', '9']),
    timezone: z.string(),
    languages: z.union([z.literal(1), z.literal(2)]),
    longReferences: z.boolean(),
    shops: z.union([z.literal(1), z.literal(2)]),
  })
  .partial();
const Quirks = z
  .strictObject({
    webserviceOff: z.boolean(),
    dropAuthorization: z.boolean(),
    rateLimit: z.strictObject({ requests: count, seconds: count }).nullable(),
    brokenOrder: z
      .strictObject({ id: count, field: z.string().optional(), value: z.string().optional() })
      .nullable(),
    jsonIds: z.enum(['strings', 'numbers']).nullable(),
    orEqualIgnored: z.boolean(),
    bookedTwice: z.boolean(),
    emptyNotFound: z.boolean(),
    stateMs: z.int().nonnegative(),
  })
  .partial();
const Notice = z.strictObject({
  times: count.default(1),
  code: z.int().min(2).max(15).default(5),
  method: z.string().optional(),
  resource: z.string().optional(),
  message: z.string().optional(),
});
const Key = z.strictObject({
  key: z.string(),
  active: z.boolean().default(true),
  permissions: z.record(z.string(), z.array(z.string())),
  shops: z.array(count).optional(),
});
const State = z.strictObject({
  it: z.string(),
  en: z.string(),
  template: z.string().default(''),
  color: z.string().default('#777777'),
  /** invoice, email, logable, delivery, shipped, paid, by their first letters. */
  flags: z.string().regex(/^[ieldsp]*$/),
});
const Announce = z.strictObject({ url: z.url(), secret: z.string() }).nullable();
const SetState = z.strictObject({ state: count });
const Pay = z.strictObject({ amount: z.number().optional(), transactionId: z.string().optional() });
const Edit = z.strictObject({ reference: z.string(), qty: z.int().nonnegative() });
const Cancel = z.strictObject({
  rows: z.array(z.strictObject({ reference: z.string(), qty: count })).min(1),
});
const Configuration = z.strictObject({ name: z.string(), value: z.string(), shop: count.optional() });
const Message = z.strictObject({ message: z.string() });

type WithId = { Params: { id: string } };

/**
 * Steers the shop from outside its webservice: `POST /_sandbox/orders` (see `Description`), `/orders/bulk` (see `Bulk`),
 * `/orders/:id/state {state}`, `/orders/:id/edit {reference, qty}` (0 deletes the row), `/orders/:id/cancel {rows: [{reference, qty}]}` (unpaid),
 * `/orders/:id/refund` (see `Refund`), `/orders/:id/pay`, `/orders/:id/message`, `/orders/:id/touch`, `GET /_sandbox/orders/:id`,
 * `POST /_sandbox/settings {version, timezone, languages, longReferences, shops}`, `/configurations {name, value, shop}`, `/quirks`, `/notices`, `/keys`, `/states`, `/announce` (null: never).
 */
export async function controlRoutes(world: World, shop: Shop): Promise<void> {
  const { books, sandbox } = world;
  const orderOf = ({ id }: { id: string }): Row => {
    const order = shop.find(Number(id));
    if (!order) throw new WsError(404, [0, `There is no order ${id}.`]);
    return order;
  };
  const saved = <T>(result: T): T => {
    sandbox.save();
    return result;
  };
  await sandbox.app.register(async (control) => {
    control.setErrorHandler((error, _request, reply) => refuse(error, reply));
    control.post('/_sandbox/orders', ({ body }) => {
      const orders = shop.place(body);
      return { ...orders[0], ids: orders.map(({ id }) => id) };
    });
    control.post('/_sandbox/orders/bulk', ({ body }) => shop.placeMany(Bulk.parse(body)));
    control.get<WithId>('/_sandbox/orders/:id', ({ params }) => shop.whole(orderOf(params)));
    control.post<WithId>('/_sandbox/orders/:id/state', ({ params, body }) => {
      shop.setState(orderOf(params), SetState.parse(body).state);
      return orderOf(params);
    });
    control.post<WithId>('/_sandbox/orders/:id/edit', ({ params, body }) => {
      const { reference, qty } = Edit.parse(body);
      shop.edit(orderOf(params), reference, qty);
      return orderOf(params);
    });
    control.post<WithId>('/_sandbox/orders/:id/cancel', ({ params, body }) => {
      shop.cancel(orderOf(params), Cancel.parse(body).rows);
      return orderOf(params);
    });
    control.post<WithId>('/_sandbox/orders/:id/refund', ({ params, body }) => {
      shop.refund(orderOf(params), Refund.parse(body ?? {}));
      return shop.whole(orderOf(params));
    });
    control.post<WithId>('/_sandbox/orders/:id/pay', ({ params, body }) => {
      shop.pay(orderOf(params), Pay.parse(body ?? {}));
      return orderOf(params);
    });
    control.post<WithId>('/_sandbox/orders/:id/message', ({ params, body }) => {
      shop.write(orderOf(params), Message.parse(body).message);
      return shop.whole(orderOf(params));
    });
    control.post<WithId>('/_sandbox/orders/:id/touch', ({ params }) => {
      shop.touch(orderOf(params));
      return orderOf(params);
    });
    control.post('/_sandbox/settings', ({ body }) => saved(configure(books, Settings.parse(body))));
    control.post('/_sandbox/configurations', ({ body }) => {
      const { name, value, shop: only } = Configuration.parse(body);
      return saved(setConfiguration(books, name, value, only));
    });
    control.post('/_sandbox/quirks', ({ body }) => saved(Object.assign(books.quirks, Quirks.parse(body))));
    control.post('/_sandbox/notices', ({ body }) => {
      books.notices.push(Notice.parse(body ?? {}));
      return saved({ notices: books.notices });
    });
    control.post('/_sandbox/keys', ({ body }) => {
      const key = Key.parse(body);
      books.keys = [...books.keys.filter((known) => known.key !== key.key), key];
      return saved({ keys: books.keys.length });
    });
    control.post('/_sandbox/states', ({ body }) => saved(addState(books, State.parse(body))));
    control.post('/_sandbox/announce', ({ body }) => {
      books.announce = Announce.parse(body);
      return saved({ announce: books.announce?.url ?? null });
    });
  });
}

function refuse(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof ZodError) return reply.code(400).send({ message: z.prettifyError(error) });
  if (error instanceof WsError) return reply.code(error.status).send({ message: error.message });
  throw error;
}
