import {
  type Client,
  isGrpcDeadlineError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../domain/failure.ts';
import * as m from '../workflows/messages.ts';
import { asFailure } from './errors.ts';
import { type Language, type PageName, renderPage } from './pages.ts';
import type { ApiOptions } from './server.ts';

/** How long a customer waits for the gateway's page to open; milliseconds. */
const OPENING_MS = 15_000;

/**
 * `GET /checkout/<token>`: to the open page of the order, or to a new one where none is. `…/return` and `…/back`: what
 * the customer sees coming back. None of them starts a workflow.
 */
export function checkoutRoutes(options: ApiOptions): FastifyPluginAsync {
  return async (app) => {
    const limit = { config: { rateLimit: { max: options.checkoutsPerMinute, timeWindow: '1 minute' } } };
    type Token = { Params: { token: string }; Querystring: { session?: string } };
    app.get<Token>('/checkout/:token', limit, async (request, reply) => {
      const order = await readOrder(options, request.params.token);
      const payment = await openPayment(options.client, order);
      if (payment?.pageUrl) return reply.redirect(payment.pageUrl, 303);
      const refused = payment !== undefined && !payment.opening && payment.outcome === 'NEGATIVE';
      return show(request, reply, order.view, refused ? 'unavailable' : pageOf(order.view.state));
    });
    app.get<Token>('/checkout/:token/return', limit, async (request, reply) => {
      const order = await readOrder(options, request.params.token);
      const payment = await paymentAfterReturn(options, order.view, request.query.session);
      // A session that is not this payment's proves nothing, and changes nothing.
      const unproven = order.view.state === 'payable' ? 'verify' : pageOf(order.view.state);
      return show(request, reply, order.view, payment ? pageAfter(payment) : unproven);
    });
    app.get<Token>('/checkout/:token/back', limit, async (request, reply) => {
      const order = await readOrder(options, request.params.token);
      const page = order.view.state === 'payable' ? 'went_back' : pageOf(order.view.state);
      return show(request, reply, order.view, page);
    });
  };
}

interface OrderSeen {
  workflowId: string;
  view: m.CheckoutView;
}

/** The order of a token, read by query; a token of ours whose order is not (or no longer) there is as good as none. */
async function readOrder({ client, links }: ApiOptions, token: string): Promise<OrderSeen> {
  const { shop, id } = await links.read(token);
  const workflowId = m.orderWorkflowId(shop, id);
  try {
    return { workflowId, view: await client.workflow.getHandle(workflowId).query(m.checkoutQuery) };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError)
      throw new Failure('CHECKOUT_LINK_INVALID', 'refused', 'the order of this link is not known any more');
    throw asFailure(error);
  }
}

/** The payment whose page the customer is sent to; a new one where the last ended unpaid; undefined where nothing is to be paid. */
async function openPayment(
  client: Client,
  { workflowId, view }: OrderSeen,
): Promise<m.PaymentView | undefined> {
  let { paymentId } = view;
  if (view.state === 'can_pay_again') {
    const handle = client.workflow.getHandle(workflowId);
    ({ paymentId } = await handle.executeUpdate(m.payAgainUpdate).catch((error) => {
      // Somebody was quicker: what is open now is found by asking again.
      if (error instanceof WorkflowUpdateFailedError) return { paymentId: view.paymentId ?? '' };
      throw asFailure(error);
    }));
  } else if (view.state !== 'payable') return undefined;
  if (!paymentId) return undefined;
  const payment = client.workflow.getHandle(m.paymentWorkflowId(paymentId));
  const seen = await payment.query(m.paymentQuery).catch((error) => {
    throw asFailure(error);
  });
  if (!seen.opening) return seen;
  return waited(client, OPENING_MS, () => payment.executeUpdate(m.pageOpenedUpdate), seen);
}

/** What became of the payment the customer comes back from. The return proves nothing: the gateway is asked. */
async function paymentAfterReturn(
  { client, waitMs }: ApiOptions,
  { paymentId }: m.CheckoutView,
  session: string | undefined,
): Promise<m.PaymentView | undefined> {
  if (!paymentId) return undefined;
  const payment = client.workflow.getHandle(m.paymentWorkflowId(paymentId));
  const seen = await payment.query(m.paymentQuery).catch((error) => {
    throw asFailure(error);
  });
  const open = seen.outcome === 'PENDING' || seen.outcome === 'VERIFY';
  if (!open || session === undefined || seen.pageId !== session) return open ? undefined : seen;
  return waited(
    client,
    waitMs,
    () => payment.executeUpdate(m.returnedUpdate, { args: [{ page: session }] }),
    seen,
  );
}

/** An update's answer, or what was known before where it takes longer than a customer waits, or is refused. */
async function waited<T>(client: Client, ms: number, update: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await client.withDeadline(Date.now() + ms, update);
  } catch (error) {
    const late = error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpcDeadlineError(error);
    if (late || error instanceof WorkflowUpdateFailedError) return otherwise;
    throw asFailure(error);
  }
}

function pageAfter(payment: m.PaymentView): PageName {
  switch (payment.outcome) {
    case 'POSITIVE':
      return 'paid';
    case 'NEGATIVE':
      return 'refused';
    case 'VERIFY':
      return 'verify';
    case 'PENDING':
      return payment.delayed ? 'processing' : 'verify';
    default:
      throw new Error(`no such outcome: ${payment.outcome satisfies never}`);
  }
}

function pageOf(state: m.CheckoutView['state']): PageName {
  switch (state) {
    case 'paid':
    case 'verify':
    case 'processing':
    case 'closed':
    case 'not_by_gateway':
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

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  view: m.CheckoutView,
  page: PageName,
): FastifyReply {
  const wanted = request.language(['it', 'en']);
  const language: Language = wanted === 'en' || wanted === 'it' ? wanted : 'it';
  return reply
    .code(page === 'opening' || page === 'unavailable' ? 503 : 200)
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language')
    .type('text/html; charset=utf-8')
    .send(renderPage(page, language, view));
}
