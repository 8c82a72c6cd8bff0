import { pressAt } from '../sandbox/sandbox-bench.ts';
import { ACCOUNT } from './skrill-given.ts';

/** A page that other software prepares on the same account, paid; its session id. */
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
