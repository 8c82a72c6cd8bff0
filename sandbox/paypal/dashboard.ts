import type { FastifyReply } from 'fastify';
import { dashboardButtons } from '../kit/steering.ts';
import { type OrderRecord, type PayPal, timeOf } from './books.ts';
import { capturesOf, findCapture, settleCapture } from './captures.ts';
import { readable } from './currencies.ts';
import { closeDispute, openDispute, outcomeOf, reverse } from './disputes.ts';
import { PayPalError } from './errors.ts';
import { findOrder, lapse } from './orders.ts';
import { pages } from './pages.ts';
import { moved } from './present-payments.ts';
import { misbehaviour } from './steering.ts';
import { MISBEHAVIOURS } from './webhook-records.ts';

const SHOWN = 50;

/** The sandbox's own page, `GET /`, for people who watch a demo. */
export function dashboardRoutes(paypal: PayPal): void {
  const { app } = paypal.sandbox;
  const home = (reply: FastifyReply) => reply.redirect('/', 303);
  app.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(pages.dashboard(overview(paypal))),
  );
  // Where the real one shows a single payment.
  app.get('/activity/payment/:id', (_request, reply) => home(reply));
  app.post<{ Body: { what?: string; of?: string } }>('/dashboard/happens', (request, reply) => {
    try {
      happens(paypal, request.body ?? {});
    } catch (error) {
      if (!(error instanceof PayPalError)) throw error;
      return reply.code(error.status).type('text/plain').send(error.message);
    }
    paypal.sandbox.save();
    return home(reply);
  });
  dashboardButtons(paypal, misbehaviour);
}

/** What banks, buyers or people at PayPal do; `of` is the id of an order, a capture or a dispute. */
function happens(paypal: PayPal, { what, of = '' }: { what?: string; of?: string }): unknown {
  switch (what) {
    case 'arrives':
    case 'denied':
      return settleCapture(paypal, findCapture(paypal, of), what === 'arrives' ? 'succeed' : 'fail');
    case 'dispute':
      return openDispute(paypal, { capture: of });
    case 'won':
    case 'lost':
      return closeDispute(paypal, of, outcomeOf(what));
    case 'reverse':
      return reverse(paypal, of);
    case 'expire':
      return lapse(paypal, findOrder(paypal, of));
    default:
      throw new PayPalError(404);
  }
}

function overview(paypal: PayPal) {
  const { books, sandbox, misbehaviours } = paypal;
  const newest = <T>(record: Record<string, T>) => Object.values(record).slice(-SHOWN).reverse();
  const events = newest(books.events).map((record) => {
    const tries = books.deliveries.filter((delivery) => delivery.event === record.event.id);
    const states = Object.values(record.deliveries);
    const last = tries.at(-1);
    return {
      id: record.event.id,
      type: record.event.event_type,
      object: record.transaction,
      at: record.event.create_time.slice(0, 19).replace('T', ' '),
      state: states.length === 0 ? 'not asked for' : states.join(', '),
      attempts: tries.length,
      answer: last ? last.note || String(last.status ?? '') : '',
    };
  });
  return {
    now: sandbox.now().toISOString().slice(0, 19).replace('T', ' '),
    taken: books.charges.length,
    modes: MISBEHAVIOURS,
    webhooks: Object.values(books.webhooks).map(({ url }) => url),
    orders: newest(books.orders).map((order) => orderRow(paypal, order)),
    disputes: newest(books.disputes).map(({ id, capture, amount, status, outcome }) => ({
      id,
      capture,
      status: outcome ?? status,
      amount: readable(amount),
    })),
    events,
    misbehaviours,
  };
}

function orderRow(paypal: PayPal, order: OrderRecord) {
  const [unit] = order.units;
  const held = Object.values(paypal.books.authorizations).filter(
    (authorization) => authorization.order === order.id,
  );
  return {
    id: order.id,
    at: timeOf(order.createdAt),
    reference: unit?.custom_id ?? unit?.reference_id ?? '',
    amount: unit ? readable(unit.amount) : '',
    status: order.lapsed ? 'lapsed' : order.status,
    payments: [
      ...held.map(({ id, status, expiresAt }) => ({
        id,
        text: `held: ${status}, until ${timeOf(expiresAt)}`,
        disputable: false,
        pending: false,
      })),
      ...capturesOf(paypal, order).map((capture) => ({
        id: capture.id,
        text: `${readable(capture.amount)} ${capture.status} ${capture.reason ?? ''}`,
        disputable: moved(capture),
        pending: capture.status === 'PENDING',
      })),
    ],
  };
}
