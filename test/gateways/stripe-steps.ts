import axios from 'axios';
import { pressAt } from '../sandbox/sandbox-bench.ts';
import { keys } from './stripe-given.ts';

/** A session that other software opens on the same account, with a reference of its own, and that is paid. */
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
