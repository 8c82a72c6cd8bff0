import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { AxerveSandbox } from '../../sandbox/axerve/index.ts';
import type { PayPalSandbox } from '../../sandbox/paypal/index.ts';
import { pressAt } from '../sandbox/sandbox-bench.ts';
import { ACCOUNT } from './skrill-given.ts';
import { keys } from './stripe-given.ts';

// What other software does on the same account of a gateway, with references of its own.

/** At Stripe: a session, paid; its id. */
export async function foreignSession(url: string): Promise<string> {
  const form = new URLSearchParams({
    mode: 'payment',
    'line_items[0][quantity]': '1',
    'line_items[0][price_data][currency]': 'eur',
    'line_items[0][price_data][unit_amount]': '1500',
    'line_items[0][price_data][product_data][name]': 'Newsletter',
    client_reference_id: '12',
    success_url: 'https://other.example/thanks',
  });
  const headers = { authorization: `Bearer ${keys.secretKey}` };
  const { data } = await axios.post<{ id: string }>(`${url}/v1/checkout/sessions`, form, { headers });
  await pressAt(`${url}/pay/${data.id}/pay`);
  return data.id;
}

/** At PayPal: an order, its money taken; its id. */
export async function foreignOrder(sandbox: PayPalSandbox): Promise<string> {
  const http = axios.create({ baseURL: sandbox.url, maxRedirects: 0, validateStatus: (code) => code < 400 });
  const auth = { username: sandbox.clientId, password: sandbox.clientSecret };
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  const { access_token } = (await http.post('/v1/oauth2/token', form, { auth })).data;
  const headers = () => ({
    authorization: `Bearer ${access_token}`,
    'content-type': 'application/json',
    'paypal-request-id': randomUUID(),
    prefer: 'return=representation',
  });
  const body = {
    intent: 'CAPTURE',
    purchase_units: [{ custom_id: '12', amount: { currency_code: 'EUR', value: '15.00' } }],
    payment_source: { paypal: { experience_context: { return_url: 'https://other.example/thanks' } } },
  };
  const { id } = (await http.post('/v2/checkout/orders', body, { headers: headers() })).data;
  await http.post(`/checkoutnow/pay?token=${id}`);
  await http.post(`/v2/checkout/orders/${id}/capture`, {}, { headers: headers() });
  return id;
}

/** At Skrill: a page, paid; its session id. */
export async function foreignPage(url: string, status_url: string): Promise<string> {
  const body = new URLSearchParams({
    pay_to_email: ACCOUNT.email,
    prepare_only: '1',
    amount: '15',
    currency: 'EUR',
    transaction_id: `12-${Math.floor(Math.random() * 1e9)}`,
    status_url,
    return_url: 'https://other.example/thanks',
  });
  const sid = await (await fetch(`${url}/`, { method: 'POST', body })).text();
  await pressAt(`${url}/pay/${sid}/pay`);
  return sid;
}

/** At Axerve: a payment in the same shop, paid; its id. */
export async function foreignPayment(
  { url, apiKey, shopLogin }: AxerveSandbox,
  notifyUrl: string,
): Promise<string> {
  const answer = await fetch(`${url}/api/v1/payment/create/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `apikey ${apiKey}` },
    body: JSON.stringify({
      shopLogin,
      amount: '15.00',
      currency: 'EUR',
      shopTransactionID: `WC-${Math.floor(Math.random() * 1e9)}`,
      responseURLs: { serverNotificationURL: notifyUrl },
    }),
  });
  const { payload } = (await answer.json()) as { payload: { paymentID: string } };
  await pressAt(`${url}/pay/${payload.paymentID}/pay`);
  return payload.paymentID;
}
