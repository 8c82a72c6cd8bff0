import { type Answer, type Call, type Endpoint, route } from './api.ts';
import {
  captureAuthorization,
  captureParams,
  findAuthorization,
  reauthorize,
  reauthorizeParams,
  voidAuthorization,
} from './authorizations.ts';
import type { PayPal, Wire } from './books.ts';
import { findCapture } from './captures.ts';
import { findDispute, listDisputes } from './disputes.ts';
import {
  createWebhook,
  deleteWebhook,
  findWebhook,
  listEventTypes,
  listWebhooks,
  patchWebhook,
  presentWebhook,
} from './endpoints.ts';
import { refusal } from './errors.ts';
import { findEvent, presentEvent } from './event-records.ts';
import { listEvents } from './events.ts';
import { type Operation, once } from './idempotency.ts';
import { emptyParams, orderParams } from './order-params.ts';
import { createOrder, findOrder } from './orders.ts';
import { check } from './params.ts';
import { authorizeOrder, captureOrder } from './payments.ts';
import { presentOrder } from './present.ts';
import { presentAuthorization, presentCapture, presentDispute, presentRefund } from './present-payments.ts';
import { createRefund, findRefund, refundParams } from './refunds.ts';
import { listTransactions } from './reporting.ts';
import { verifySignature } from './signature.ts';
import { resend } from './webhooks.ts';

/** Registers every address of the API that this sandbox has. */
export function apiRoutes(paypal: PayPal): void {
  orderRoutes(paypal);
  paymentRoutes(paypal);
  webhookRoutes(paypal);
  const get = getter(paypal);
  get('/v1/customer/disputes', 'disputes', ({ query }) => listDisputes(paypal, query));
  get('/v1/customer/disputes/:id', 'disputes', ({ id }) => presentDispute(paypal, findDispute(paypal, id)));
  get('/v1/reporting/transactions', 'reporting', ({ query }) => listTransactions(paypal, query));
}

/** The operations whose refusals can be ordered, by name. */
export const OPERATIONS = ['create', 'capture', 'authorize', 'capture-held', 'reauthorize', 'void', 'refund'];

function orderRoutes(paypal: PayPal): void {
  const orders = '/v2/checkout/orders';
  const post = poster(paypal, 'orders', 'orders');
  post(orders, { name: 'create', status: 201 }, ({ body, requestId }) => {
    const params = check(orderParams, body);
    return () => createOrder(paypal, params, requestId);
  });
  getter(paypal)(`${orders}/:id`, 'orders', ({ id }) => {
    const order = findOrder(paypal, id);
    if (order.anotherApps) throw refusal('PERMISSION_DENIED');
    return presentOrder(paypal, order, true);
  });
  post(`${orders}/:id/capture`, { name: 'capture', status: 201 }, ({ id, body }) => {
    check(emptyParams, body);
    return () => captureOrder(paypal, id);
  });
  post(`${orders}/:id/authorize`, { name: 'authorize', status: 201 }, ({ id, body }) => {
    check(emptyParams, body);
    return () => authorizeOrder(paypal, id);
  });
}

function paymentRoutes(paypal: PayPal): void {
  const get = getter(paypal);
  const held = '/v2/payments/authorizations/:id';
  const post = poster(paypal, 'payments', 'payments');
  get(held, 'payments', ({ id }) => presentAuthorization(paypal, findAuthorization(paypal, id)));
  post(`${held}/capture`, { name: 'capture-held', status: 201 }, ({ id, body }) => {
    const params = check(captureParams, body);
    return () => captureAuthorization(paypal, id, params);
  });
  post(`${held}/reauthorize`, { name: 'reauthorize', status: 201 }, ({ id, body }) => {
    const params = check(reauthorizeParams, body);
    return () => reauthorize(paypal, id, params);
  });
  post(
    `${held}/void`,
    { name: 'void', status: 204 },
    ({ id }) =>
      () =>
        voidAuthorization(paypal, id),
  );
  get('/v2/payments/captures/:id', 'payments', ({ id }) => {
    const capture = findCapture(paypal, id);
    if (paypal.books.orders[capture.order]?.anotherApps) throw refusal('PERMISSION_DENIED');
    return presentCapture(paypal, capture);
  });
  poster(paypal, 'refunds', 'payments')(
    '/v2/payments/captures/:id/refund',
    { name: 'refund', status: 201 },
    ({ id, body }) => {
      const params = check(refundParams, body);
      return () => createRefund(paypal, id, params);
    },
  );
  get('/v2/payments/refunds/:id', 'refunds', ({ id }) => presentRefund(paypal, findRefund(paypal, id)));
}

function webhookRoutes(paypal: PayPal): void {
  const root = '/v1/notifications';
  const get = (path: string, run: (call: Call) => Wire) => getter(paypal)(root + path, 'webhooks', run);
  const on = (method: Endpoint['method'], path: string, run: (call: Call) => Answer) =>
    route(paypal, { method, path: root + path, scope: 'webhooks', run });
  on('POST', '/webhooks', ({ body }) => ({ status: 201, body: createWebhook(paypal, body) }));
  get('/webhooks', ({ query }) => listWebhooks(paypal, query));
  get('/webhooks/:id', ({ id }) => presentWebhook(paypal, findWebhook(paypal, id)));
  on('PATCH', '/webhooks/:id', ({ id, body }) => ({ status: 200, body: patchWebhook(paypal, id, body) }));
  on('DELETE', '/webhooks/:id', ({ id }) => {
    deleteWebhook(paypal, id);
    return { status: 204 };
  });
  get('/webhooks/:id/event-types', ({ id }) => listEventTypes(findWebhook(paypal, id).event_types));
  get('/webhooks-event-types', () => listEventTypes());
  get('/webhooks-events', ({ query }) => listEvents(paypal, query));
  get('/webhooks-events/:id', ({ id }) => presentEvent(findEvent(paypal, id)));
  on('POST', '/webhooks-events/:id/resend', ({ id, body }) => {
    const { webhook_ids: ids } = body as { webhook_ids?: string[] };
    const record = findEvent(paypal, id);
    void resend(paypal, record, ids);
    return { status: 202, body: presentEvent(record) };
  });
  on('POST', '/verify-webhook-signature', ({ body }) => ({
    status: 200,
    body: verifySignature(paypal, body as Wire),
  }));
}

const getter =
  (paypal: PayPal) =>
  (path: string, scope: Endpoint['scope'], run: (call: Call) => Wire): void =>
    route(paypal, { method: 'GET', path, scope, run: (call) => ({ status: 200, body: run(call) }) });

const poster =
  (paypal: PayPal, scope: Endpoint['scope'], kept: Operation['kept']) =>
  (
    path: string,
    { name, status }: Pick<Operation, 'name' | 'status'>,
    prepare: Operation['prepare'],
  ): void => {
    const operation: Operation = { name, status, kept, prepare };
    route(paypal, { method: 'POST', path, scope, run: (call) => once(paypal, operation, call) });
  };
