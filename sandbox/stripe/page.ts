import type { FastifyReply } from 'fastify';
import { answered } from '../kit/outbox.ts';
import { own } from '../kit/records.ts';
import type { PaymentIntent, SessionRecord, Stripe } from './books.ts';
import { readable } from './currencies.ts';
import { textsFor } from './page-texts.ts';
import { type HostedPage, pages } from './pages.ts';
import { holds, orderDebit, payByCard, refuseCard } from './payments.ts';
import { findSession } from './sessions.ts';

const ACTIONS = ['pay', 'pay-and-close', 'refuse', 'delayed-succeed', 'delayed-fail', 'back'] as const;
type Action = (typeof ACTIONS)[number];
type Named = { Params: { id: string; action: string } };

/** The hosted page on which a buyer pays, `GET /pay/:id`, with a form for each thing a buyer can do there. */
export function pageRoutes(stripe: Stripe): void {
  const { app } = stripe.sandbox;
  app.get<Named>('/pay/:id', (request, reply) => {
    const record = lookup(stripe, request.params.id);
    return record ? show(stripe, reply, record) : missing(reply);
  });
  app.get<Named>('/pay/:id/:action', (request, reply) => reply.redirect(`/pay/${request.params.id}`, 303));
  app.post<Named>('/pay/:id/:action', async (request, reply) => {
    const record = lookup(stripe, request.params.id);
    const action = ACTIONS.find((known) => known === request.params.action);
    if (!record || !action) return missing(reply);
    return act(stripe, reply, record, action);
  });
}

/** Does what a button says. A form that is sent twice takes money once. */
async function act(stripe: Stripe, reply: FastifyReply, record: SessionRecord, action: Action) {
  const { object } = record;
  const open = object.status === 'open';
  const toShop = () => reply.redirect(object.success_url.replaceAll('{CHECKOUT_SESSION_ID}', object.id), 303);
  if (action === 'back')
    return object.cancel_url ? reply.redirect(object.cancel_url, 303) : show(stripe, reply, record);
  if (object.status === 'expired') return show(stripe, reply, record);
  switch (action) {
    case 'pay':
      if (open) await answered(stripe, payByCard(stripe, record));
      return toShop();
    case 'pay-and-close':
      if (open) await answered(stripe, payByCard(stripe, record));
      return html(reply, pages.closed(hosted(record)));
    case 'refuse':
      if (open && object.amount_total > 0) refuseCard(stripe, record);
      return show(stripe, reply, record, open);
    case 'delayed-succeed':
    case 'delayed-fail':
      if (open && object.amount_total > 0 && !holds(record))
        await answered(stripe, orderDebit(stripe, record, action === 'delayed-fail' ? 'fail' : 'succeed'));
      return object.payment_intent || object.status === 'complete' ? toShop() : show(stripe, reply, record);
    default:
      throw new Error(`no such action: ${action satisfies never}`);
  }
}

function lookup(stripe: Stripe, id: string): SessionRecord | undefined {
  return own(stripe.books.sessions, id) && findSession(stripe, id);
}

function show(stripe: Stripe, reply: FastifyReply, record: SessionRecord, declined = false) {
  const { object } = record;
  const shown = hosted(record);
  switch (object.status) {
    case 'open':
      return html(reply, pages.pay({ ...shown, declined }));
    case 'complete': {
      const intent = own(stripe.books.paymentIntents, object.payment_intent ?? '');
      const state = object.payment_status === 'unpaid' ? unpaid(intent) : 'paid';
      return html(reply, pages.ended({ ...shown, state }));
    }
    case 'expired':
      return html(reply, pages.ended({ ...shown, state: 'expired' }));
    default:
      throw new Error(`no such status: ${object.status satisfies never}`);
  }
}

function unpaid(intent: PaymentIntent | undefined): 'processing' | 'held' | 'released' | 'failed' {
  switch (intent?.status) {
    case 'processing':
      return 'processing';
    case 'requires_capture':
      return 'held';
    case 'canceled':
      return 'released';
    default:
      return 'failed';
  }
}

function hosted(record: SessionRecord): HostedPage {
  const { object, lineItems } = record;
  const t = textsFor(object.locale);
  const money = (amount: number) => readable(amount, object.currency, t.lang);
  const title = lineItems.length === 1 ? String(lineItems[0]?.description) : t.total;
  return { t, title, money, session: object, lineItems, hold: holds(record) };
}

function html(reply: FastifyReply, page: string) {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}

function missing(reply: FastifyReply) {
  const t = textsFor(null);
  return reply
    .code(404)
    .type('text/html; charset=utf-8')
    .send(pages.missing({ t, title: t.unknown }));
}
