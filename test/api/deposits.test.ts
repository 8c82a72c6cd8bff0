import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkoutLinks } from '../../config/links.ts';
import { orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import type { Customer } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { searchAttributes } from '../../workflows/kit/search-attributes.ts';
import { paymentQuery } from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import { http, pageIn } from './bench.ts';
import { asksFor, deposits, wanted } from './deposits-bench.ts';

const within = { timeout: 20_000 };

let world: World;
let customer: Customer;
beforeAll(async () => {
  ({ world, customer } = await testWorld((config) => {
    config.deposits = deposits;
    // Closed soon after its end, so that what follows is asked of a closed workflow too.
    config.windows.keepOpenDays = 1.5 / 86_400;
  }));
});
afterAll(() => world?.stop());

const asks = (body: unknown, headers?: object) => asksFor(world.urls.api, body, headers);
const deposit = async (about: object = {}) => {
  const { status, data } = await asks({ ...wanted, ...about });
  expect(status).toBe(201);
  return data as { paymentId: string; workflowId: string; checkoutUrl: string };
};
const handle = (workflowId: string) => world.client.workflow.getHandle(workflowId);
const outcome = async (workflowId: string) => (await handle(workflowId).query(paymentQuery)).outcome;
const sessionOf = async (paymentId: string): Promise<string> =>
  (await handle(paymentWorkflowId(paymentId)).query(paymentQuery)).pageId ?? '';

describe('a deposit', () => {
  test('is paid on the gateway’s page, from its link to the thank-you page, and stays paid', async () => {
    const { checkoutUrl, paymentId, workflowId } = await deposit();
    expect(workflowId).toBe(paymentWorkflowId(paymentId));
    const page = await customer.goesToPay(checkoutUrl);
    expect(pageIn((await http.get(`${checkoutUrl}/back`)).data)).toBe('went_back');
    const back = String(await customer.presses(page, 'pay'));
    expect(back.startsWith(`${checkoutUrl}/return?session=cs_`)).toBe(true);
    const { status, data } = await http.get(back, { headers: { 'accept-language': 'it' } });
    expect([status, pageIn(data)]).toEqual([200, 'paid']);
    expect(data).toContain('Causale</dt><dd>Acconto cucina su misura');
    expect(data).toContain('250,00 €');
    expect(data).not.toMatch(/ordine/i);
    expect(pageIn((await http.get(checkoutUrl)).data)).toBe('paid');

    const { sessions } = await customer.books(world.urls.stripe);
    const ofIt = Object.values<{ object: { client_reference_id: string } }>(sessions)
      .map(({ object }) => object)
      .filter((session) => session.client_reference_id === paymentId);
    expect(ofIt).toEqual([
      expect.objectContaining({ amount_total: 25_000, customer_email: 'ada@example.com' }),
    ]);
  });

  test('speaks English to those who want it', async () => {
    const { checkoutUrl } = await deposit({ locale: 'en', description: 'Deposit <b>kitchen</b>' });
    await customer.goesToPay(checkoutUrl);
    const { data } = await http.get(`${checkoutUrl}/back`, { headers: { 'accept-language': 'en' } });
    expect(data).toContain('For</dt><dd>Deposit &lt;b&gt;kitchen&lt;/b&gt;');
  });

  test('stands in the operators’ list with its attributes', async () => {
    const { workflowId } = await deposit({ order: 'P-2025/17' });
    const query = `WorkflowType="payment" AND OrderNumber="P-2025/17" AND Gateway="stripe" AND TaskQueue="${world.shop}"`;
    const listed = async () => {
      const found = [];
      for await (const { workflowId, typedSearchAttributes } of world.client.workflow.list({ query }))
        found.push({
          workflowId,
          ...Object.fromEntries(
            typedSearchAttributes
              .getAll()
              .filter(({ key }) => key.name in searchAttributes)
              .map(({ key, value }) => [key.name, value]),
          ),
        });
      return found;
    };
    await expect.poll(listed, within).toEqual([
      {
        workflowId,
        Stage: 'PAYMENT',
        Outcome: 'PENDING',
        Gateway: 'stripe',
        OrderNumber: 'P-2025/17',
        Customer: 'Ada Rossi',
        Amount: 25_000,
      },
    ]);
  });

  test('whose page expired stays closed: no new page is opened', async () => {
    const { checkoutUrl, paymentId, workflowId } = await deposit();
    await customer.goesToPay(checkoutUrl);
    await customer.tells(world.urls.stripe, `sessions/${await sessionOf(paymentId)}/expire`, {});
    await expect.poll(() => outcome(workflowId), within).toBe('NEGATIVE');
    for (const path of ['', '/return', '/back']) {
      const { status, data } = await http.get(`${checkoutUrl}${path}`);
      expect([path, status, pageIn(data)]).toEqual([path, 200, 'closed']);
      expect(data).not.toContain('class="button"');
    }
  });

  test('whose delayed payment failed stays closed; while it is under way there is nothing to pay', async () => {
    const { checkoutUrl, paymentId, workflowId } = await deposit();
    const back = await customer.presses(await customer.goesToPay(checkoutUrl), 'delayed-fail');
    expect(pageIn((await http.get(String(back))).data)).toBe('processing');
    expect(pageIn((await http.get(checkoutUrl)).data)).toBe('processing');
    const session = await sessionOf(paymentId);
    await customer.tells(world.urls.stripe, `delayed/${session}`, { result: 'fail' });
    await expect.poll(() => outcome(workflowId), within).toBe('NEGATIVE');
    const { status, data } = await http.get(`${checkoutUrl}/return?session=${session}`);
    expect([status, pageIn(data)]).toEqual([200, 'closed']);
  });

  test('lasts as long as it is asked to', async () => {
    const { paymentId, checkoutUrl } = await deposit({ expiresIn: '45m' });
    await customer.goesToPay(checkoutUrl);
    const { sessions } = await customer.books(world.urls.stripe);
    const { expires_at, created } = sessions[await sessionOf(paymentId)].object;
    expect(Math.abs(expires_at - created - 45 * 60)).toBeLessThan(30);
  });
});

describe('an Idempotency-Key', () => {
  test('that comes again with the same body has the same answer, the ten at once and after the end too', async () => {
    const again = { 'idempotency-key': `order ${randomUUID()}` };
    const answers = await Promise.all(Array.from({ length: 10 }, () => asks(wanted, again)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    const [{ data } = { data: undefined }] = answers;
    for (const answer of answers) expect(answer.data).toEqual(data);

    const back = await customer.presses(await customer.goesToPay(data.checkoutUrl), 'pay');
    await http.get(String(back));
    const closed = async () => (await handle(data.workflowId).describe()).status.name;
    await expect.poll(closed, within).toBe('COMPLETED');
    const reordered = Object.fromEntries(Object.entries({ ...wanted, locale: 'it' }).reverse());
    for (const body of [wanted, reordered]) {
      const late = await asks(body, again);
      expect([late.status, late.data]).toEqual([200, data]);
    }
    expect((await asks({ ...wanted, amount: 24_999 }, again)).status).toBe(409);
    expect(pageIn((await http.get(data.checkoutUrl)).data)).toBe('paid');
  });

  test.each([
    { amount: 25_001 },
    { currency: 'USD' },
    { description: 'Acconto bagno' },
    { customer: { name: 'Ada Rossi' } },
    { order: '17' },
    { expiresIn: '2h' },
    { locale: 'en' },
  ])('that comes with another body is a conflict: %j', async (other) => {
    const again = { 'idempotency-key': randomUUID() };
    await asks(wanted, again);
    const { status, data } = await asks({ ...wanted, ...other }, again);
    expect([status, data.error.code]).toEqual([409, 'DEPOSIT_CONFLICT']);
  });
});

describe('a link', () => {
  test('of a payment that is no deposit, or is not there, shows nothing of it', async () => {
    const links = checkoutLinks(world.urls.api, world.config.api.checkoutSecret);
    const order = await customer.places({ method: 'stripe_payments' });
    await customer.goesToPay(await customer.checkoutLink(order.id));
    const { paymentId = '' } = await world.client.workflow
      .getHandle(orderWorkflowId(world.shop, order.id))
      .query<{ paymentId?: string }>('checkout');
    for (const payment of [paymentId, randomUUID()]) {
      const { status, data } = await http.get(links.paymentUrl(payment));
      expect([status, pageIn(data)]).toEqual([404, 'unknown_link']);
    }
  });
});
