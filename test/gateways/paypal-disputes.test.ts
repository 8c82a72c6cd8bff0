import { describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import { captures } from '../../gateways/paypal/captures.ts';
import { Refusal, type Request } from '../../gateways/paypal/client.ts';
import { paypal } from '../../gateways/paypal/index.ts';
import { inquiries } from '../../gateways/paypal/inquiries.ts';
import { customId, pageId } from '../../gateways/paypal/marks.ts';
import { notificationOf } from '../../gateways/paypal/notifications.ts';
import { orders } from '../../gateways/paypal/orders.ts';
import { Event } from '../../gateways/paypal/wire.ts';
import { answering } from './fake-paypal.ts';
import { eventOf } from './paypal-given.ts';

const ORDER = '5O190127TN364715T';
const until = Math.floor(Date.now() / 1000) + 3_600;
const custom_id = customId({ paymentId: '100042-7b1c', until, installation: 'shop' });
const amount = { currency_code: 'EUR', value: '25.40' };
const capture = { id: '3C679366HH908993F', status: 'COMPLETED', amount, custom_id };
const order = (status: string, captures?: object[]) => ({
  id: ORDER,
  status,
  purchase_units: [{ custom_id, amount, ...(captures && { payments: { captures } }) }],
});
const given = paypal.settings.parse({
  environment: 'test',
  clientId: 'app',
  clientSecret: 'secret',
  webhookId: '8PT597110X687430LKGECATA',
});
const inquire = (answer: (request: Request) => unknown) => {
  const client = answering(answer);
  const all = orders(client, 'wallet', given, 'shop');
  return inquiries(client, 'wallet', all, false, async () => true).inquire(
    '100042-7b1c',
    pageId(ORDER, until),
  );
};
const taken = (answer: (request: Request) => unknown) => {
  const client = answering(answer);
  const all = orders(client, 'wallet', given, 'shop');
  const asking = inquiries(client, 'wallet', all, false, async () => true);
  return captures(
    client,
    'wallet',
    all,
    asking,
    given.timeout,
  )({
    paymentId: '100042-7b1c',
    pageId: pageId(ORDER, until),
    money: { amount: 2540, currency: 'EUR' },
    captureKey: 'capture:100042-7b1c:1',
    before: new Date(until * 1000).toISOString(),
  });
};
const ofDisputes = ({ path }: Request) => path.startsWith('/v1/customer/disputes');

describe('a payment about which PayPal does not say whether there is a case', () => {
  it.each(['GATEWAY_REFUSED', 'PAGE_NOT_FOUND', 'GATEWAY_LOGIN_REFUSED'] as const)(
    'is paid all the same where it refuses the question with %s',
    async (code) => {
      const answer = await inquire((request) => {
        if (ofDisputes(request)) throw new Refusal(code, 'refused', 'wallet: refused', ['VALIDATION_ERROR']);
        return order('COMPLETED', [capture]);
      });
      expect(answer).toMatchObject([{ fact: 'PAID', charge: capture.id }]);
    },
  );

  it('is told as paid at once where it was taken just now', async () => {
    const answer = await taken((request) => {
      if (ofDisputes(request)) throw new Failure('GATEWAY_AWAY', 'away', 'wallet: HTTP 503');
      return request.method === 'POST' ? order('COMPLETED', [capture]) : order('APPROVED');
    });
    expect(answer).toMatchObject([{ fact: 'PAID', charge: capture.id }]);
  });

  it('is asked for again where PayPal is away: a case that is open must not be passed over', async () => {
    const asked = inquire((request) => {
      if (ofDisputes(request)) throw new Failure('GATEWAY_AWAY', 'away', 'wallet: HTTP 503');
      return order('COMPLETED', [capture]);
    });
    await expect(asked).rejects.toMatchObject({ code: 'GATEWAY_AWAY' });
  });
});

describe('a case about several payments', () => {
  const disputed_transactions = [
    { seller_transaction_id: '0AA00000AA0000000', custom: '12' },
    { seller_transaction_id: capture.id, custom: custom_id },
  ];
  const dispute = { dispute_id: 'PP-D-1', status: 'OPEN', disputed_transactions };

  it('is told to ours, whichever PayPal names first', () => {
    const event = Event.parse(JSON.parse(eventOf('CUSTOMER.DISPUTE.CREATED', dispute)));
    expect(notificationOf(event, { installation: 'shop', live: false })).toMatchObject({
      kind: 'message',
      paymentId: '100042-7b1c',
      message: { fact: 'DISPUTED', charge: capture.id },
    });
  });

  it('that was lost in part has cost that part', () => {
    const outcome = {
      outcome_code: 'RESOLVED_BUYER_FAVOUR',
      amount_refunded: { currency_code: 'EUR', value: '5.00' },
    };
    const resolved = { ...dispute, status: 'RESOLVED', dispute_amount: amount, dispute_outcome: outcome };
    const event = Event.parse(JSON.parse(eventOf('CUSTOMER.DISPUTE.RESOLVED', resolved)));
    expect(notificationOf(event, { installation: 'shop', live: false })).toMatchObject({
      message: { fact: 'DISPUTE_LOST', money: { amount: 500, currency: 'EUR' } },
    });
  });

  it('is about the charge that was asked for', async () => {
    const [, told] = await inquire((request) => {
      if (!ofDisputes(request)) return order('COMPLETED', [capture]);
      return request.path.includes('?') ? { items: [{ dispute_id: 'PP-D-1' }] } : dispute;
    });
    expect(told).toMatchObject({ fact: 'DISPUTED', case: 'PP-D-1', charge: capture.id });
  });
});
