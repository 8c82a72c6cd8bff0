import axios from 'axios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayEntry } from '../../config/schema.ts';
import { createPayPalSandbox, type PayPalSandbox } from '../../sandbox/paypal/index.ts';
import * as m from '../../workflows/messages.ts';
import { type Bench, openBench, type Placed, signed, until } from './bench.ts';

const CLIENT = { clientSecret: 'EKSecretOfTheAppZqxw', webhookId: '8PT597110X687430LKGECATA' };

let paypal: PayPalSandbox;
let bench: Bench;
beforeAll(async () => {
  paypal = await createPayPalSandbox({ ...CLIENT, webhookEvents: ['*'], delayedMs: null });
  let port = 0;
  bench = await openBench((config) => {
    port = config.api.port;
    config.gateways.wallet = GatewayEntry.parse({
      kind: 'paypal',
      environment: 'test',
      clientId: paypal.clientId,
      ...CLIENT,
      apiUrl: paypal.url,
      certificateAuthority: paypal.authority,
      timeout: '2s',
    });
    for (const payment of config.mapping.payments)
      if (payment.method === 'stripe_payments') payment.collect = 'wallet';
      else if (payment.method === 'banktransfer')
        Object.assign(payment, { collect: 'wallet', capture: 'byHand' });
  });
  const url = `http://127.0.0.1:${port}/store/cart/checkout/wallet/webhooks`;
  await steer('webhooks/endpoint', { url });
});
afterAll(async () => {
  await bench?.stop();
  await paypal?.close();
});

const http = axios.create({ maxRedirects: 0, validateStatus: (status) => status < 400 });
const steer = (what: string, body: object) => http.post(`${paypal.url}/_sandbox/${what}`, body);

/** An order whose customer stands at PayPal's page. */
async function atPayPal(method = 'stripe_payments') {
  const order = await bench.places({ method });
  const page = await bench.page(order);
  const token = new URL(page).searchParams.get('token') ?? expect.fail(`no token in ${page}`);
  const charges = () => paypal.books.charges.filter((charge) => charge.order === token);
  return { order, token, charges, press: (button: string) => pressed(button, token) };
}
async function pressed(button: string, token: string): Promise<string> {
  const { headers } = await http.post(`${paypal.url}/checkoutnow/${button}?token=${token}`);
  return String(headers.location ?? '');
}
const losing = (what: object) => steer('webhooks', what);
const facts = async (order: Placed) => {
  const { messages } = await bench.paymentView(await bench.lastPayment(order));
  return messages.map(({ fact }) => fact);
};

async function paidOnce({ order, charges }: Awaited<ReturnType<typeof atPayPal>>): Promise<void> {
  await bench.ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  expect(charges()).toHaveLength(1);
  expect(await bench.documents(order)).toHaveLength(1);
}

describe('what a customer agrees to on PayPal’s page', () => {
  it('is taken by its payment though no browser comes back: the order is paid, once', async () => {
    const visit = await atPayPal();
    await visit.press('pay-and-close');
    await paidOnce(visit);
    expect(await facts(visit.order)).toEqual(expect.arrayContaining(['APPROVED', 'PAID']));
  });

  it('is taken as the browser comes back though PayPal tells nothing, and the customer is told that it is paid', async () => {
    const visit = await atPayPal();
    await losing({ mode: 'lose', times: 1, type: 'CHECKOUT.ORDER.APPROVED' });
    const back = await visit.press('pay');
    expect(await bench.customer.opens(back)).toBe('paid');
    await paidOnce(visit);
  });

  it('is taken once where the answer to that is lost', async () => {
    const visit = await atPayPal();
    await steer('failure', { times: 1, effect: true });
    await visit.press('pay-and-close');
    await paidOnce(visit);
  });

  it('with a card that is declined is asked for again; what is agreed to next is taken', async () => {
    const visit = await atPayPal();
    await visit.press('declined');
    await until('the refusal', async () => {
      const { messages } = await bench.paymentView(await bench.lastPayment(visit.order));
      return messages.find(({ note }) => note === 'INSTRUMENT_DECLINED');
    });
    expect(visit.charges()).toEqual([]);
    await visit.press('pay-and-close');
    await paidOnce(visit);
  });

  it('after an operator has closed the page is never taken, whoever asks afterwards', async () => {
    const { order, charges, press } = await atPayPal();
    const payment = bench.paymentHandle(await bench.lastPayment(order));
    const closed = await payment.executeUpdate(m.closePaymentUpdate, { args: [signed] });
    expect(closed).toContain('NEGATIVE (PAGE_EXPIRED)');
    await bench.customer.opens(await press('pay'));
    await until(
      'what PayPal told to be heard',
      async () => (await facts(order)).includes('APPROVED') || undefined,
    );
    await payment.executeUpdate(m.verifyNowUpdate, { args: [signed] });
    await bench.settles(await bench.lastPayment(order), { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
    expect(charges()).toEqual([]);
  });
});

describe('money that PayPal holds', () => {
  async function held() {
    const visit = await atPayPal('banktransfer');
    await visit.press('pay-and-close');
    const paymentId = await bench.lastPayment(visit.order);
    await bench.settles(paymentId, { outcome: 'PENDING', reason: 'AUTHORISED' });
    const holds = Object.values(paypal.books.authorizations).filter(({ order }) => order === visit.token);
    expect([holds.length, visit.charges()]).toEqual([1, []]);
    return { ...visit, paymentId, status: () => holds[0]?.status };
  }

  it('because its customer agreed is taken by an operator, a part of it, in the second of two steps', async () => {
    const { order, paymentId, charges, status } = await held();
    const request = { ...signed, amount: 500 };
    await bench.paymentHandle(paymentId).executeUpdate(m.captureUpdate, { args: [request] });
    await bench.settles(paymentId, { outcome: 'POSITIVE' });
    expect(charges().map(({ amount }) => amount)).toEqual(['5.00']);
    expect([status(), await facts(order)]).toEqual([
      'CAPTURED',
      expect.arrayContaining(['APPROVED', 'AUTHORISED', 'PAID']),
    ]);
  });

  it('is taken once where the answer to that is lost', async () => {
    const { paymentId, charges } = await held();
    await steer('failure', { times: 1, effect: true });
    await bench.paymentHandle(paymentId).executeUpdate(m.captureUpdate, { args: [signed] });
    await bench.settles(paymentId, { outcome: 'POSITIVE', reason: 'PAID' });
    expect(charges()).toHaveLength(1);
  });

  it('is let go of where an operator closes the payment, and never taken', async () => {
    const { paymentId, charges, status } = await held();
    await bench.paymentHandle(paymentId).executeUpdate(m.closePaymentUpdate, { args: [signed] });
    await bench.settles(paymentId, { outcome: 'NEGATIVE', reason: 'PAGE_EXPIRED' });
    expect([status(), charges()]).toEqual(['VOIDED', []]);
  });
});
