import { z } from 'zod';
import { own } from '../kit/records.ts';
import { type Expandable, route } from './api.ts';
import type { Stripe, Wire } from './books.ts';
import { disputeListParams, findDispute, listDisputes } from './disputes.ts';
import {
  createEndpoint,
  deleteEndpoint,
  endpointListParams,
  endpointParams,
  endpointUpdateParams,
  findEndpoint,
  listEndpoints,
  presentEndpoint,
  updateEndpoint,
} from './endpoints.ts';
import { noSuch } from './errors.ts';
import { findEvent, presentEvent } from './event-records.ts';
import { eventListParams, listEvents } from './events.ts';
import { cancelIntent, cancelParams, captureIntent, captureParams } from './holds.ts';
import { inRange, lineItems, page } from './lists.ts';
import { created, paging, retrieveParams } from './params.ts';
import { ACCOUNT } from './permissions.ts';
import {
  closeReview,
  findReview,
  findWarning,
  listReviews,
  listWarnings,
  reviewListParams,
  warningListParams,
} from './radar.ts';
import { createRefund, findRefund, listRefunds, refundListParams, refundParams } from './refunds.ts';
import { type SessionParams, sessionListParams, sessionParams } from './session-params.ts';
import { createSession, expireOnRequest, findSession, listSessions, presentSession } from './sessions.ts';

const listParams = z.strictObject({ ...paging, created });

/** Registers every address of the API that this sandbox has. */
export function apiRoutes(stripe: Stripe): void {
  const get = <Schema extends Expandable>(
    path: string,
    schema: Schema,
    run: (params: z.output<Schema>, id: string) => Wire,
  ) => route(stripe, { method: 'GET', path, params: () => schema, run });
  const post = <Schema extends Expandable>(
    path: string,
    schema: () => Schema,
    run: (params: z.output<Schema>, id: string) => Wire,
  ) => route(stripe, { method: 'POST', path, params: schema, run });
  const list = (path: string, objects: Record<string, Wire & { id: string; created: number }>) =>
    get(path, listParams, (params) =>
      page(
        Object.values(objects).filter((object) => inRange(object.created, params.created)),
        params,
        path,
      ),
    );
  const { books } = stripe;
  const sessions = '/v1/checkout/sessions';
  const retrieve = retrieveParams;

  post(
    sessions,
    () => sessionParams(stripe),
    (params: SessionParams) => createSession(stripe, params),
  );
  get(sessions, sessionListParams, (params) => listSessions(stripe, params));
  get(`${sessions}/:id`, retrieve, (_, id) => presentSession(stripe, findSession(stripe, id)));
  get(`${sessions}/:id/line_items`, sessionListParams, ({ limit, starting_after }, id) => {
    findSession(stripe, id);
    return lineItems(stripe, id, { limit, starting_after });
  });
  post(
    `${sessions}/:id/expire`,
    () => retrieve,
    (_, id) => expireOnRequest(stripe, id),
  );

  list('/v1/payment_intents', books.paymentIntents);
  get('/v1/payment_intents/:id', retrieve, (_, id) => {
    const intent = own(books.paymentIntents, id);
    if (!intent) throw noSuch('payment_intent', id, 'intent');
    return { ...intent };
  });
  post(
    '/v1/payment_intents/:id/capture',
    () => captureParams,
    (params, id) => captureIntent(stripe, id, params),
  );
  post(
    '/v1/payment_intents/:id/cancel',
    () => cancelParams,
    (params, id) => cancelIntent(stripe, id, params),
  );
  list('/v1/charges', books.chargeObjects);
  get('/v1/charges/:id', retrieve, (_, id) => {
    const charge = own(books.chargeObjects, id);
    if (!charge) throw noSuch('charge', id);
    return { ...charge };
  });

  post(
    '/v1/refunds',
    () => refundParams,
    (params) => createRefund(stripe, params),
  );
  get('/v1/refunds', refundListParams, (params) => listRefunds(stripe, params));
  get('/v1/refunds/:id', retrieve, (_, id) => ({ ...findRefund(stripe, id) }));
  get('/v1/disputes', disputeListParams, (params) => listDisputes(stripe, params));
  get('/v1/disputes/:id', retrieve, (_, id) => ({ ...findDispute(stripe, id) }));
  get('/v1/reviews', reviewListParams, (params) => listReviews(stripe, params));
  get('/v1/reviews/:id', retrieve, (_, id) => ({ ...findReview(stripe, id) }));
  post(
    '/v1/reviews/:id/approve',
    () => retrieve,
    (_, id) => closeReview(stripe, id, 'approved'),
  );
  const warnings = '/v1/radar/early_fraud_warnings';
  get(warnings, warningListParams, (params) => listWarnings(stripe, params));
  get(`${warnings}/:id`, retrieve, (_, id) => ({ ...findWarning(stripe, id) }));

  get('/v1/events', eventListParams, (params) => listEvents(stripe, params));
  get('/v1/events/:id', retrieve, (_, id) => presentEvent(findEvent(stripe, id)));

  const endpoints = '/v1/webhook_endpoints';
  post(
    endpoints,
    () => endpointParams,
    (params) => createEndpoint(stripe, params),
  );
  get(endpoints, endpointListParams, (params) => listEndpoints(stripe, params));
  get(`${endpoints}/:id`, retrieve, (_, id) => presentEndpoint(stripe, findEndpoint(stripe, id)));
  post(
    `${endpoints}/:id`,
    () => endpointUpdateParams,
    (params, id) => updateEndpoint(stripe, id, params),
  );
  route(stripe, {
    method: 'DELETE',
    path: `${endpoints}/:id`,
    params: () => retrieve,
    run: (_, id) => deleteEndpoint(stripe, id),
  });

  get('/v1/account', retrieve, () => ({ ...account, charges_enabled: stripe.chargesEnabled }));
}

const account: Wire = {
  id: ACCOUNT,
  object: 'account',
  business_profile: { name: 'Incasso sandbox', support_email: null, url: null },
  business_type: 'company',
  capabilities: { card_payments: 'active', sepa_debit_payments: 'active', transfers: 'active' },
  charges_enabled: true,
  country: 'IT',
  created: 1_700_000_000,
  default_currency: 'eur',
  details_submitted: true,
  email: 'shop@example.com',
  metadata: {},
  payouts_enabled: true,
  settings: { dashboard: { display_name: 'Incasso sandbox', timezone: 'Europe/Rome' } },
  type: 'standard',
};
