import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { PayPalSandbox } from '../../sandbox/paypal/index.ts';

/** An order that other software opens on the same account, with a reference of its own, and its money taken. */
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
