import type { FastifyReply } from 'fastify';
import { own } from '../kit/records.ts';
import type { Funding, OrderRecord, PayPal } from './books.ts';
import { capturesOf } from './captures.ts';
import { plus, readable } from './currencies.ts';
import { approve, lapseIfDue, visited } from './orders.ts';
import { textsFor } from './page-texts.ts';
import { type HostedPage, pages, type State } from './pages.ts';

const ACTIONS = [
  'pay',
  'pay-and-close',
  'refuse',
  'declined',
  'delayed-succeed',
  'delayed-fail',
  'back',
] as const;
type Action = (typeof ACTIONS)[number];
type Asked = { Params: { action: string }; Querystring: { token?: string } };

/** What the buyer pays with, by the button; it decides how the capture ends. The other buttons agree to nothing. */
const FUNDING: Partial<Record<Action, Funding>> = {
  pay: 'wallet',
  'pay-and-close': 'wallet',
  declined: 'declined',
  'delayed-succeed': 'delayed-succeed',
  'delayed-fail': 'delayed-fail',
};

/** The page on which a buyer agrees, `GET /checkoutnow?token=`, with a form for each thing a buyer can do there. */
export function pageRoutes(paypal: PayPal): void {
  const { app } = paypal.sandbox;
  app.get<Asked>('/checkoutnow', (request, reply) => {
    const order = lookup(paypal, request.query.token);
    if (!order) return missing(reply);
    visited(paypal, order);
    paypal.sandbox.save();
    return show(paypal, reply, order);
  });
  app.get<Asked>('/checkoutnow/:action', (request, reply) =>
    reply.redirect(`/checkoutnow?token=${encodeURIComponent(request.query.token ?? '')}`, 303),
  );
  app.post<Asked>('/checkoutnow/:action', (request, reply) => {
    const order = lookup(paypal, request.query.token);
    const action = ACTIONS.find((known) => known === request.params.action);
    return order && action ? act(paypal, reply, order, action) : missing(reply);
  });
}

/** Does what a button says. A form that is sent twice approves an order once. */
function act(paypal: PayPal, reply: FastifyReply, order: OrderRecord, action: Action) {
  const { cancel_url } = order.experience;
  if (action === 'back')
    return cancel_url ? reply.redirect(back(order, cancel_url), 303) : show(paypal, reply, order);
  if (order.lapsed) return show(paypal, reply, order);
  const open = isOpen(order);
  if (action === 'refuse') return show(paypal, reply, order, open);
  const funding = FUNDING[action];
  if (open && funding) {
    // A shop that wants the money at once accepts no eCheck: the page does not offer it.
    if (funding.startsWith('delayed') && immediate(order)) return show(paypal, reply, order);
    visited(paypal, order);
    approve(paypal, order, funding);
    paypal.sandbox.save();
  }
  if (action === 'pay-and-close') return html(reply, pages.closed(hosted(order)));
  const { return_url } = order.experience;
  return return_url ? reply.redirect(back(order, return_url), 303) : show(paypal, reply, order);
}

/** The shop's address with what PayPal adds. Inferred: its form, and that `cancel_url` gets no PayerID. */
export function back(order: OrderRecord, url: string): string {
  const address = new URL(url);
  address.searchParams.set('token', order.id);
  if (order.payer && url === order.experience.return_url)
    address.searchParams.set('PayerID', order.payer.payer_id);
  return address.href;
}

/** Whether the buyer can still choose: nothing was chosen yet, or the choice was declined. */
const isOpen = ({ status, funding, attempts, lapsed }: OrderRecord): boolean =>
  !lapsed &&
  (status === 'CREATED' ||
    status === 'PAYER_ACTION_REQUIRED' ||
    (status === 'APPROVED' && funding === 'declined' && attempts > 0));

const immediate = ({ experience }: OrderRecord): boolean =>
  experience.payment_method_preference === 'IMMEDIATE_PAYMENT_REQUIRED';

/** The order, also a lapsed one: its page says so, although the API answers 404. */
function lookup(paypal: PayPal, id: string | undefined): OrderRecord | undefined {
  const order = own(paypal.books.orders, id ?? '');
  if (order) lapseIfDue(paypal, order);
  return order;
}

function show(paypal: PayPal, reply: FastifyReply, order: OrderRecord, refused = false) {
  const shown = hosted(order);
  if (isOpen(order)) {
    const declined = order.funding === 'declined';
    return html(reply, pages.pay({ ...shown, refused: refused || declined, delayable: !immediate(order) }));
  }
  return html(reply, pages.ended({ ...shown, state: stateOf(paypal, order) }));
}

function stateOf(paypal: PayPal, order: OrderRecord): State {
  if (order.lapsed) return 'expired';
  if (order.status === 'APPROVED') return 'approved';
  const [capture] = capturesOf(paypal, order);
  if (!capture) return 'held';
  if (capture.status === 'PENDING') return 'processing';
  return capture.status === 'DECLINED' || capture.status === 'FAILED' ? 'failed' : 'paid';
}

function hosted(order: OrderRecord): HostedPage {
  const t = textsFor(order.experience.locale);
  const { units, experience, intent, id } = order;
  const total = plus(
    units.map(({ amount }) => amount),
    units[0]?.amount.currency_code ?? 'EUR',
  );
  const items = units.flatMap((unit) =>
    (unit.items ?? []).map((item) => ({
      text: `${item.quantity} × ${item.name}`,
      amount: readable(item.unit_amount, t.lang),
    })),
  );
  const { return_url, cancel_url } = experience;
  return {
    t,
    id,
    title: experience.brand_name ?? t.total,
    amount: readable(total, t.lang),
    items,
    description: units[0]?.description ?? '',
    reference: units[0]?.invoice_id ?? '',
    hold: intent === 'AUTHORIZE',
    payNow: experience.user_action === 'PAY_NOW',
    canGoBack: cancel_url !== undefined,
    toShop:
      order.payer && return_url ? back(order, return_url) : (cancel_url && back(order, cancel_url)) || '',
  };
}

function html(reply: FastifyReply, page: string) {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}

function missing(reply: FastifyReply) {
  const t = textsFor(undefined);
  return html(reply.code(404), pages.missing({ t, title: t.unknown }));
}
