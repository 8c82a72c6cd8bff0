import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { holdsMoney } from '../domain/refunds.ts';
import type { CheckoutView, PaymentView } from '../workflows/messages.ts';
import { readLink } from './checkout-link.ts';
import { type OrderSeen, withOpenPage, withReturn } from './checkout-order.ts';
import { answerTo } from './errors.ts';
import type { ApiOptions } from './options.ts';
import type { Language, PageName } from './page-words.ts';
import { renderPage } from './pages.ts';
import { queryOf } from './query.ts';

const RETRY_AFTER_S = '5';

/**
 * `GET /checkout/<token>`: to the open page of the order, or to a new one where none is; a deposit has one page and no
 * other. `…/return` and `…/back`: what the customer sees coming back. None of them starts a workflow. Whatever happens, the customer is shown a page.
 */
export function checkoutRoutes(options: ApiOptions): FastifyPluginAsync {
  return async (app) => {
    const limit = { config: { rateLimit: { max: options.checkoutsPerMinute, timeWindow: '1 minute' } } };
    type Token = { Params: { token: string } };
    app.get<Token>('/checkout/:token', limit, async (request, reply) => {
      const order = await withOpenPage(options, await readLink(options, request.params.token));
      const pageUrl = order.payment?.pageUrl;
      return pageUrl && !isLinkOver(order.payment)
        ? reply.redirect(pageUrl, 303)
        : show(request, reply, pageToPay(order), order);
    });
    app.get<Token>('/checkout/:token/return', limit, async (request, reply) => {
      const order = await readLink(options, request.params.token);
      const seen = await withReturn(options, order, queryOf(request));
      const { view, payment } = seen;
      const unproven = view.state === 'payable' ? 'verify' : pageOf(view.state);
      return show(request, reply, payment ? pageAfter(payment) : unproven, seen);
    });
    app.get<Token>('/checkout/:token/back', limit, async (request, reply) => {
      const order = await readLink(options, request.params.token);
      const { state } = order.view;
      return show(request, reply, state === 'payable' ? 'went_back' : pageOf(state), order);
    });
    app.setErrorHandler((error, request, reply) => {
      const { status, error: answer } = answerTo(error, request);
      const page = answer.code === 'WORKFLOW_STUCK' ? 'stuck' : 'away';
      return show(request, reply.code(status), status === 404 ? 'unknown_link' : page);
    });
  };
}

/** What a customer who wants to pay sees where there is no page to be sent to. */
function pageToPay({ view, payment }: OrderSeen): PageName {
  if (!payment) return pageOf(view.state);
  // The order hears of its payment's end a moment later than we.
  switch (payment.outcome) {
    case 'PENDING':
      return underWay(payment) ?? (isLinkOver(payment) ? 'left_open' : 'opening');
    case 'NEGATIVE':
      return payment.charges.length > 0 ? unpaid(payment) : 'unavailable';
    case 'POSITIVE':
    case 'VERIFY':
      return pageAfter(payment);
    default:
      throw new Error(`no such outcome: ${payment.outcome satisfies never}`);
  }
}

/** Whether nobody comes to the payment's page any more, though whoever is there can still pay on it: there is no second one meanwhile. */
const isLinkOver = (payment: PaymentView | undefined): boolean =>
  payment?.linkUntil !== undefined && Date.parse(payment.linkUntil) <= Date.now();

/** What the customer did their part of, and nobody has taken yet. */
function underWay({ delayed, held, reason }: PaymentView): PageName | undefined {
  if (held) return 'held';
  if (delayed) return 'processing';
  return reason === 'APPROVED' ? 'verify' : undefined;
}

function pageAfter(payment: PaymentView): PageName {
  switch (payment.outcome) {
    case 'POSITIVE':
      return 'paid';
    case 'NEGATIVE':
      return unpaid(payment);
    case 'VERIFY':
      return 'verify';
    case 'PENDING':
      return underWay(payment) ?? 'verify';
    default:
      throw new Error(`no such outcome: ${payment.outcome satisfies never}`);
  }
}

/** A person may have decided that it is unpaid although money was taken: then the customer must not be told that nothing was. */
const unpaid = ({ charges }: PaymentView): PageName =>
  charges.length === 0 ? 'refused' : holdsMoney(charges) ? 'to_clarify' : 'given_back';

function pageOf(state: CheckoutView['state']): PageName {
  switch (state) {
    case 'paid':
    case 'verify':
    case 'to_clarify':
    case 'given_back':
    case 'processing':
    case 'held':
    case 'closed':
    case 'not_by_gateway':
    case 'unavailable':
      return state;
    case 'can_pay_again':
      return 'refused';
    case 'importing':
    case 'payable':
      return 'opening';
    default:
      throw new Error(`no such state: ${state satisfies never}`);
  }
}

/** A deposit's page that can't be paid any more stays closed: whoever asked for it asks for another. */
const pageOfDeposit = (page: PageName): PageName =>
  page === 'refused' || page === 'unavailable' ? 'closed' : page;

const isAway = (page: PageName): boolean => page === 'opening' || page === 'unavailable';

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  wantedPage: PageName,
  seen?: OrderSeen,
): FastifyReply {
  const view = seen?.view;
  const page = view?.deposit ? pageOfDeposit(wantedPage) : wantedPage;
  const ours: Language = view?.locale === 'en' ? 'en' : 'it';
  const wanted = request.language(ours === 'it' ? ['it', 'en'] : ['en', 'it']);
  const language: Language = wanted === 'en' || wanted === 'it' ? wanted : ours;
  if (reply.statusCode === 200 && isAway(page)) reply.code(503);
  if (reply.statusCode === 503) reply.header('retry-after', RETRY_AFTER_S);
  const { held, pageUntil } = seen?.payment ?? {};
  const until = page === 'left_open' ? pageUntil : held?.until;
  return reply
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .type('text/html; charset=utf-8')
    .send(renderPage(page, language, view, until));
}
