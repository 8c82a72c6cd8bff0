import { describe, expect, it } from 'vitest';
import { captures } from '../../gateways/paypal/captures.ts';
import { type PayPalClient, Refusal, type Request } from '../../gateways/paypal/client.ts';
import { paypal } from '../../gateways/paypal/index.ts';
import { inquiries } from '../../gateways/paypal/inquiries.ts';
import { customId, pageId } from '../../gateways/paypal/marks.ts';
import { orders } from '../../gateways/paypal/orders.ts';
import { answering } from './fake-paypal.ts';

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
/** What a capture answers where PayPal answers it so, and shows the order in such a status then; `first`: as it is before. */
async function captured(
  client: PayPalClient & { asked: Request[] },
  { until, before = until }: { until: number; before?: number },
) {
  const all = orders(client, 'wallet', given, 'shop');
  const asking = inquiries(client, 'wallet', all, false, async () => true);
  const [state] = await captures(
    client,
    'wallet',
    all,
    asking,
    given.timeout,
  )({
    paymentId: '100042-7b1c',
    pageId: pageId('5O190127TN364715T', until),
    money: { amount: 2540, currency: 'EUR' },
    captureKey: 'capture:100042-7b1c:1',
    before: new Date(before * 1000).toISOString(),
  });
  return state;
}
const UNTIL = nowS() + HOUR_S;
async function afterwards(capture: (request: Request) => unknown, later: string) {
  let tried = false;
  const client = answering((request) => {
    if (request.method !== 'POST') return order(tried ? later : 'APPROVED', UNTIL);
    tried = true;
    return capture(request);
  });
  return captured(client, { until: UNTIL });
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
    const done = await afterwards(() => ({ status: 'COMPLETED' }), status);
    const before = await afterwards(refused('ORDER_ALREADY_CAPTURED'), status);
    expect([done.fact, before.fact]).toEqual(['UNKNOWN', 'UNKNOWN']);
  });
});

describe('a capture that is refused for several reasons', () => {
  it('was done where one of them says so, whichever comes first', async () => {
    expect(
      await afterwards(refused('INSTRUMENT_DECLINED', 'ORDER_ALREADY_CAPTURED'), 'COMPLETED'),
    ).toMatchObject({ fact: 'UNKNOWN' });
  });

  it('may be under way where one of them says so', async () => {
    const asked = afterwards(refused('INSTRUMENT_DECLINED', 'ORDER_COMPLETION_IN_PROGRESS'), 'APPROVED');
    await expect(asked).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' });
  });

  it('leaves the page open only where all of them do', async () => {
    expect(await afterwards(refused('INSTRUMENT_DECLINED', 'TRANSACTION_REFUSED'), 'APPROVED')).toMatchObject(
      {
        fact: 'PAGE_OPEN',
        note: 'INSTRUMENT_DECLINED',
      },
    );
    const asked = afterwards(refused('INSTRUMENT_DECLINED', 'PAYEE_ACCOUNT_RESTRICTED'), 'APPROVED');
    await expect(asked).rejects.toMatchObject({ code: 'GATEWAY_REFUSED' });
  });
});

describe('nothing is begun', () => {
  const at = async (theirs: number, before?: number) => {
    const until = nowS() + 600;
    const client = answering(
      () => order('APPROVED', until),
      () => new Date((nowS() + theirs) * 1000).toISOString(),
    );
    const { fact } = await captured(client, { until, before: before && nowS() + before });
    expect(client.asked.filter(({ method }) => method === 'POST')).toHaveLength(fact === 'UNKNOWN' ? 1 : 0);
    return fact;
  };

  it('in the last minutes of a page by the clock of PayPal, though ours is slow', async () => {
    expect(await at(540)).toBe('APPROVED');
    expect(await at(0)).toBe('UNKNOWN');
  });

  it('from the moment on that was said, by the clock of PayPal too', async () => {
    expect(await at(90, 60)).toBe('APPROVED');
    expect(await at(30, 60)).toBe('UNKNOWN');
  });
});
