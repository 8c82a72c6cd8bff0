import { own } from '../kit/records.ts';
import { type Call, type Endpoint, route } from './api.ts';
import type { Axerve, Payment, Shop, Wire } from './books.ts';
import { readCreate } from './create-params.ts';
import { readAmount } from './currencies.ts';
import { countTokenRead, methodName, presentDetail } from './detail.ts';
import { AxerveError } from './errors.ts';
import { cancel, capture, heldSum, leftSum, readCancel, readCapture, readRefund, refund } from './money.ts';
import { ID_FIELDS, readIds, readObject, text } from './params.ts';
import { createPayment, findPayment } from './payments.ts';
import { search } from './search.ts';
import { setMoto } from './shops.ts';

/** Every address of the API that this sandbox speaks. */
export function apiRoutes(axerve: Axerve): void {
  const get = (path: string, run: Endpoint['run'], more: Partial<Endpoint> = {}) =>
    route(axerve, { method: 'GET', path, run, ...more });
  const post = (path: string, run: Endpoint['run'], more: Partial<Endpoint> = {}) =>
    route(axerve, { method: 'POST', path, run, ...more });
  const effect = { effect: true };

  post('payment/create', ({ shop, body }) => createPayment(axerve, shop, readCreate(shop, body)), effect);
  post('payment/update', (call) => update(axerve, call));
  post(
    'payment/detail',
    (call) => {
      const body = readObject(call.body, [...ID_FIELDS, 'terminalID']);
      return detail(axerve, call, findPayment(axerve, call.shop, readIds(body)), 'POST');
    },
    { byToken: true },
  );
  get('payment/detail/:id', (call) => detail(axerve, call, named(axerve, call), 'GET'), { byToken: true });

  post(
    'payment/capture',
    ({ shop, body }) => {
      const sum = readCapture(body);
      return moved(axerve, 'capture', findBody(axerve, shop, body), (payment) =>
        capture(axerve, payment, sum),
      );
    },
    effect,
  );
  post(
    'payment/cancel',
    ({ shop, body }) => {
      readCancel(body);
      return moved(axerve, 'cancel', findBody(axerve, shop, body), (payment) => cancel(axerve, payment));
    },
    effect,
  );
  post(
    'payment/refund',
    ({ shop, body }) => {
      const sum = readRefund(body);
      return moved(axerve, 'refund', findBody(axerve, shop, body), (payment) => refund(axerve, payment, sum));
    },
    effect,
  );
  // These are documented too: a GET that moves the whole sum.
  get(
    'payment/capture/:id',
    (call) =>
      moved(axerve, 'capture', named(axerve, call), (payment) => capture(axerve, payment, heldSum(payment))),
    effect,
  );
  get(
    'payment/cancel/:id',
    (call) => moved(axerve, 'cancel', named(axerve, call), (payment) => cancel(axerve, payment)),
    effect,
  );
  get(
    'payment/refund/:id',
    (call) =>
      moved(axerve, 'refund', named(axerve, call), (payment) => refund(axerve, payment, leftSum(payment))),
    effect,
  );

  post('dashboard/search', ({ shop, body }) => search(axerve, shop, body));
  // The address that stands in the documents' heading.
  post('dashboard/search/execute', ({ shop, body }) => search(axerve, shop, body));

  get('shop/environment/:id', (call) => ({ environment: ownShop(axerve, call).environment }));
  get('shop/version/:id', (call) => ({ version: ownShop(axerve, call).version }));
  get('shop/moto/:id', (call) => ({ moto: ownShop(axerve, call).moto }));
  get('shop/methods/:id', (call) => ({
    paymentMethod: ownShop(axerve, call).paymentTypes.map((paymentType) => ({
      name: methodName(paymentType),
      paymentType,
      paymentPage: 'visible',
    })),
  }));
  post('shop/moto', ({ shop, body }) => setMoto(shop, body));
}

const findBody = (axerve: Axerve, shop: Shop, body: unknown): Payment =>
  findPayment(axerve, shop, readIds(body as Wire));

/** The payment of a GET's path. */
function named(axerve: Axerve, { shop, id }: Call): Payment {
  return findPayment(axerve, shop, readIds({ paymentID: id }));
}

function detail(axerve: Axerve, { shop, bearer }: Call, payment: Payment, method: 'GET' | 'POST'): Wire {
  if (bearer && bearer !== payment) throw new AxerveError('1170');
  if (bearer) countTokenRead(axerve, payment, shop.environment === 'LIVE');
  return presentDetail(axerve, payment, method);
}

/** Moves money. [INF] A refusal is an error, or an answer with the result KO: `answers.refusals` says which. */
function moved(
  axerve: Axerve,
  transactionType: string,
  payment: Payment,
  run: (payment: Payment) => void,
): Wire {
  const { bankTransactionID, shopTransactionID, paymentID } = payment;
  const answer = (transactionResult: string) => ({
    transactionType,
    transactionResult,
    bankTransactionID,
    shopTransactionID,
    paymentID,
  });
  try {
    run(payment);
    return answer('OK');
  } catch (error) {
    if (axerve.answers.refusals === 'error' || !(error instanceof AxerveError)) throw error;
    return answer('KO');
  }
}

/** The shop of a GET's path, which has to be the key's. */
function ownShop({ books }: Axerve, { shop, id }: Call): Shop {
  if (!own(books.shops, id)) throw new AxerveError('1131');
  if (id !== shop.shopLogin) throw new AxerveError('1166');
  return shop;
}

/** POST payment/update: whatever it changes, it is not the sum. */
function update(axerve: Axerve, { shop, body: input }: Call): Wire {
  const body = readObject(input, ['shopLogin', 'amount', 'paymentID', 'shippingDetails', 'orderDetails']);
  const payment = findPayment(axerve, shop, readIds({ paymentID: body.paymentID }));
  const amount = text(body, 'amount', 20);
  if (amount !== undefined && readAmount(amount, payment.currency) !== payment.amount)
    throw new AxerveError('1445');
  return { transactionType: 'update', transactionResult: 'OK', paymentID: payment.paymentID };
}
