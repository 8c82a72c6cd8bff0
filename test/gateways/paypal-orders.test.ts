import { describe, expect, it } from 'vitest';
import { Refusal, type Request } from '../../gateways/paypal/client.ts';
import { paypal } from '../../gateways/paypal/index.ts';
import { customId, markOf } from '../../gateways/paypal/marks.ts';
import { orders } from '../../gateways/paypal/orders.ts';
import { answering } from './paypal-answering.ts';

const HOUR_S = 3_600;
const nowS = () => Math.floor(Date.now() / 1000);
const mark = (until = nowS() + HOUR_S) => ({ paymentId: '100042-7b1c', until, installation: 'shop' });
const order = (status: string, until?: number) => ({
  id: '5O190127TN364715T',
  status,
  purchase_units: [{ custom_id: customId(mark(until)), amount: { currency_code: 'EUR', value: '25.40' } }],
});
const given = paypal.settings.parse({
  environment: 'test',
  clientId: 'app',
  clientSecret: 'secret',
  webhookId: '8PT597110X687430LKGECATA',
});
const refusal = (...issues: string[]) =>
  new Refusal('GATEWAY_REFUSED', 'refused', `wallet: ${issues.join(' ')}`, issues);
/** How an approved order stands after PayPal answered the capture so, and then shows it in such a status. */
async function standing(capture: (request: Request) => unknown, later: string) {
  const client = answering((request) => (request.method === 'POST' ? capture(request) : order(later)));
  const all = orders(client, 'wallet', given, 'shop');
  const approved = order('APPROVED');
  const marked = markOf(approved.purchase_units[0]?.custom_id) ?? expect.fail('no mark');
  return all.standing(approved, marked, new Date().toISOString());
}
const refused =
  (...issues: string[]) =>
  () => {
    throw refusal(...issues);
  };

describe('an order whose money PayPal says it took, and which shows no payment', () => {
  const STATUSES = [
    'CREATED',
    'SAVED',
    'PAYER_ACTION_REQUIRED',
    'APPROVED',
    'VOIDED',
    'COMPLETED',
    'PONDERING',
  ];

  it.each(STATUSES)('is unknown, and neither open nor over, though it is %s', async (status) => {
    const done = await standing(() => ({ status: 'COMPLETED' }), status);
    const before = await standing(refused('ORDER_ALREADY_CAPTURED'), status);
    expect([done.said.fact, before.said.fact]).toEqual(['UNKNOWN', 'UNKNOWN']);
  });
});

describe('a capture that is refused for several reasons', () => {
  it('was done where one of them says so, whichever comes first', async () => {
    expect(
      await standing(refused('INSTRUMENT_DECLINED', 'ORDER_ALREADY_CAPTURED'), 'COMPLETED'),
    ).toMatchObject({
      said: { fact: 'UNKNOWN' },
    });
  });

  it('may be under way where one of them says so', async () => {
    const asked = standing(refused('INSTRUMENT_DECLINED', 'ORDER_COMPLETION_IN_PROGRESS'), 'APPROVED');
    await expect(asked).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
  });

  it('leaves the page open only where all of them do', async () => {
    expect(await standing(refused('INSTRUMENT_DECLINED', 'TRANSACTION_REFUSED'), 'APPROVED')).toMatchObject({
      said: { fact: 'PAGE_OPEN' },
      refused: 'INSTRUMENT_DECLINED',
    });
    const asked = standing(refused('INSTRUMENT_DECLINED', 'PAYEE_ACCOUNT_RESTRICTED'), 'APPROVED');
    await expect(asked).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' });
  });
});

it('nothing is taken in the last minutes of a page by the clock of PayPal, though ours is slow', async () => {
  const until = nowS() + 600;
  const client = answering(() => ({ status: 'COMPLETED' }));
  const all = orders(client, 'wallet', given, 'shop');
  const theirs = new Date((until - 60) * 1000).toISOString();
  const found = await all.standing(order('APPROVED', until), mark(until), theirs);
  expect(found.said.fact).toBe('PAGE_OPEN');
  expect(client.asked).toEqual([]);
});
