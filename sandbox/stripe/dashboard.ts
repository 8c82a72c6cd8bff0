import type { FastifyReply } from 'fastify';
import { own } from '../kit/records.ts';
import { dashboardButtons } from '../kit/steering.ts';
import type { Stripe, Wire } from './books.ts';
import { readable } from './currencies.ts';
import { closeDispute, openDispute } from './disputes.ts';
import { invalidRequest, StripeError } from './errors.ts';
import { presentEvent } from './event-records.ts';
import { pages } from './pages.ts';
import { closeReview, openReview, warnOfFraud } from './radar.ts';
import { expireOnRequest } from './sessions.ts';
import { misbehaviour } from './steering.ts';

const SHOWN = 50;

/** The sandbox's own pages, for people who watch a demo: `GET /` and `GET /dashboard/payments/:id` (a pi_, ch_ or cs_ id). */
export function dashboardRoutes(stripe: Stripe): void {
  const { app } = stripe.sandbox;
  const home = (reply: FastifyReply) => reply.redirect('/', 303);
  app.get('/', (_request, reply) => html(reply, pages.dashboard(overview(stripe))));
  app.get<{ Params: { id: string } }>('/dashboard/payments/:id', (request, reply) => {
    const payment = paymentOf(stripe, request.params.id);
    const page = pages.payment({ id: request.params.id, money: readable, payment });
    return html(reply.code(payment ? 200 : 404), page);
  });
  app.post<{ Params: { id: string }; Body: { what?: string; of?: string } }>(
    '/dashboard/payments/:id',
    (request, reply) => {
      const { id } = request.params;
      try {
        happens(stripe, id, request.body ?? {});
      } catch (error) {
        if (!(error instanceof StripeError)) throw error;
        return reply.code(error.status).type('text/plain').send(error.message);
      }
      return reply.redirect(`/dashboard/payments/${id}`, 303);
    },
  );
  app.post<{ Params: { id: string } }>('/dashboard/sessions/:id/expire', (request, reply) => {
    if (own(stripe.books.sessions, request.params.id)?.object.status === 'open')
      expireOnRequest(stripe, request.params.id);
    return home(reply);
  });
  dashboardButtons(stripe, misbehaviour);
}

/** What the buyer's bank or people at Stripe do about a payment; `of` is the id of the dispute or review. */
function happens(stripe: Stripe, payment_intent: string, { what, of = '' }: { what?: string; of?: string }) {
  switch (what) {
    case 'dispute':
      return openDispute(stripe, { payment_intent });
    case 'won':
    case 'lost':
      return closeDispute(stripe, of, what);
    case 'warning':
      return warnOfFraud(stripe, payment_intent);
    case 'review':
      return openReview(stripe, payment_intent);
    case 'approve':
      return closeReview(stripe, of, 'approved');
    default:
      throw invalidRequest(`Nothing is called "${what}" here.`);
  }
}

function overview(stripe: Stripe) {
  const { books, sandbox, misbehaviours } = stripe;
  const newest = <T>(record: Record<string, T>) => Object.values(record).slice(-SHOWN).reverse();
  const sessions = newest(books.sessions).map(({ object }) => ({
    ...object,
    amount: readable(object.amount_total, object.currency),
    at: time(object.created),
  }));
  const events = newest(books.events).map((record) => {
    const tries = books.deliveries.filter((delivery) => delivery.event === record.event.id);
    const states = Object.values(record.deliveries);
    const last = tries.at(-1);
    return {
      id: record.event.id,
      type: record.event.type,
      object: String(record.event.data.object.id),
      at: time(record.event.created),
      state: states.length === 0 ? 'not asked for' : states.join(', '),
      attempts: tries.length,
      answer: last ? last.note || String(last.status ?? '') : '',
    };
  });
  return {
    now: sandbox.now().toISOString().slice(0, 19).replace('T', ' '),
    live: stripe.livemode,
    taken: books.charges.length,
    modes: misbehaviour.shape.mode.options,
    endpoints: Object.values(books.endpoints).map((endpoint) => endpoint.url),
    sessions,
    events,
    misbehaviours,
  };
}

/** A payment with everything that belongs to it. */
function paymentOf({ books }: Stripe, id: string) {
  const session = own(books.sessions, id)?.object;
  const intentId = session?.payment_intent ?? own(books.chargeObjects, id)?.payment_intent ?? id;
  const intent = own(books.paymentIntents, intentId);
  if (!intent && !session) return undefined;
  const ofIntent = (object: Wire) => intent !== undefined && object.payment_intent === intent.id;
  return {
    intent,
    session: session ?? Object.values(books.sessions).find(({ object }) => ofIntent(object))?.object,
    charges: Object.values(books.chargeObjects).filter(ofIntent),
    refunds: Object.values(books.refunds).filter(ofIntent),
    disputes: Object.values(books.disputes).filter(ofIntent),
    reviews: Object.values(books.reviews).filter(ofIntent),
    warnings: Object.values(books.warnings).filter(ofIntent),
    events: Object.values(books.events)
      .filter(({ event: { data } }) => ofIntent(data.object) || data.object.id === intent?.id)
      .map((event) => presentEvent(event))
      .map(({ id: eventId, type, created }) => ({ id: eventId, type, at: time(created) })),
  };
}

const time = (created: number): string =>
  new Date(created * 1000).toISOString().slice(0, 19).replace('T', ' ');

function html(reply: FastifyReply, page: string) {
  return reply.type('text/html; charset=utf-8').send(page);
}
