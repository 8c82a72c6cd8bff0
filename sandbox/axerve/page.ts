import type { FastifyReply } from 'fastify';
import { answered } from '../kit/outbox.ts';
import { own } from '../kit/records.ts';
import { returnAddress } from './addresses.ts';
import type { Axerve, Payment } from './books.ts';
import { readable } from './currencies.ts';
import { wordsOf } from './errors.ts';
import { type HostedPage, pages } from './pages.ts';
import { authorise, decline, expireDue, isOpen, pend, wait } from './payments.ts';

const ACTIONS = [
  'pay',
  'pay-and-close',
  'pay-paypal',
  'refuse',
  'delayed-succeed',
  'delayed-fail',
  'to-bank',
  'back',
] as const;
type Action = (typeof ACTIONS)[number];
type Named = { Params: { id: string; action: string } };

/** Which method a button pays by; the page shows only those that the payment offers. */
const METHOD: Record<Action, string | undefined> = {
  pay: 'CREDITCARD',
  'pay-and-close': 'CREDITCARD',
  'pay-paypal': 'PAYPAL',
  refuse: 'CREDITCARD',
  'delayed-succeed': 'MYBANK',
  'delayed-fail': 'MYBANK',
  'to-bank': 'MYBANK',
  back: undefined,
};

/** The hosted page a buyer pays on, at the address that payment/create gives, and a form for each thing to do there. */
export function pageRoutes(axerve: Axerve): void {
  const { app } = axerve.sandbox;
  app.get<{ Querystring: Record<string, string | undefined> }>('/pagam/src/index.html', (request, reply) => {
    const { paymentID = '', paymentToken, shopLogin } = request.query;
    const payment = lookup(axerve, paymentID);
    const right = payment?.paymentToken === paymentToken && payment?.shopLogin === shopLogin;
    return payment && right ? show(axerve, reply, payment) : missing(reply);
  });
  app.post<Named>('/pay/:id/:action', async (request, reply) => {
    const payment = lookup(axerve, request.params.id);
    const action = ACTIONS.find((known) => known === request.params.action);
    return payment && action ? act(axerve, reply, payment, action) : missing(reply);
  });
}

/** A form sent twice finds a payment that was answered, and takes nothing. */
async function act(axerve: Axerve, reply: FastifyReply, payment: Payment, action: Action) {
  const method = METHOD[action];
  if (!isOpen(payment) || (method !== undefined && !payment.offered.includes(method)))
    return show(axerve, reply, payment);
  const type = method ?? payment.paymentType;
  switch (action) {
    case 'pay':
    case 'pay-paypal':
      await answered(axerve, authorise(axerve, payment, type));
      return toShop(axerve, reply, payment);
    case 'pay-and-close':
      await answered(axerve, authorise(axerve, payment, type));
      return html(reply, pages.closed(hosted(axerve, payment)));
    case 'refuse':
      await answered(axerve, decline(axerve, payment, '74', type));
      return toShop(axerve, reply, payment);
    case 'delayed-succeed':
    case 'delayed-fail':
      await answered(axerve, pend(axerve, payment, action === 'delayed-fail' ? 'fail' : 'succeed', type));
      return toShop(axerve, reply, payment);
    case 'to-bank':
      wait(axerve, payment, type);
      return show(axerve, reply, payment);
    case 'back':
      await answered(axerve, decline(axerve, payment, '1143', type));
      return toShop(axerve, reply, payment);
    default:
      throw new Error(`no such action: ${action satisfies never}`);
  }
}

function lookup(axerve: Axerve, id: string): Payment | undefined {
  expireDue(axerve);
  return own(axerve.books.payments, id);
}

function toShop(axerve: Axerve, reply: FastifyReply, payment: Payment) {
  const address = returnAddress(axerve, payment);
  return address === undefined ? show(axerve, reply, payment) : reply.redirect(address, 303);
}

function show(axerve: Axerve, reply: FastifyReply, payment: Payment) {
  const shown = hosted(axerve, payment);
  if (isOpen(payment)) return html(reply, pages.pay({ ...shown, offered: payment.offered }));
  const { result } = payment;
  const state = result === 'OK' ? 'paid' : result === 'XX' ? 'processing' : 'failed';
  return html(
    reply,
    pages.ended({ ...shown, state: payment.expired && result !== 'OK' ? 'expired' : state }),
  );
}

function hosted(axerve: Axerve, payment: Payment): HostedPage {
  return {
    payment,
    money: readable(payment.amount, payment.currency),
    reason: wordsOf(payment.errorCode),
    atBank: payment.result === 'WAITING',
    returnTo: returnAddress(axerve, payment),
  };
}

function html(reply: FastifyReply, page: string) {
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}

const missing = (reply: FastifyReply) => html(reply.code(404), pages.missing({}));
