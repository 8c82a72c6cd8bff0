import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PaymentMapping } from '../../domain/schemas/mapping.ts';
import { type Bench, openBench, type Placed, until } from './bench.ts';

const CREATE = { method: 'POST', path: '/v1/checkout/sessions$' };
let bench: Bench;
beforeAll(async () => {
  bench = await openBench((config) => {
    for (const gateway of Object.values(config.gateways)) gateway.timeout = 700;
    const byCard = { ...config.mapping.payments[0], method: 'cards', paymentMethods: ['card'] };
    config.mapping.payments.push(PaymentMapping.parse(byCard));
  });
});
afterAll(() => bench?.stop());

const steer = (what: string, body: object) => bench.customer.tells(bench.world.urls.stripe, what, body);
const keys = async () => Object.keys((await bench.customer.books(bench.world.urls.stripe)).idempotency);

async function paidOnce(order: Placed): Promise<string> {
  const { ends, lastPayment, charges, documents, inShop } = bench;
  await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
  const paymentId = await lastPayment(order);
  expect(await charges(paymentId)).toHaveLength(1);
  expect(await documents(order)).toHaveLength(1);
  expect((await inShop(order)).invoices).toHaveLength(1);
  return paymentId;
}

describe("a page's opening", () => {
  for (const kind of ['timeout-after', 'reset-after'])
    it(`whose answer is lost (${kind}) and that is paid before it is known is one page, paid once`, async () => {
      const { places, sessionsOf, lastPayment, customer, world, paymentView } = bench;
      await steer('faults', { ...CREATE, kind, times: 1_000 });
      const order = await places();
      await customer.checkoutLink(order.id);
      const paymentId = await lastPayment(order);
      const session = await until('the stored session', async () => (await sessionsOf(paymentId))[0]);
      await customer.presses(`${world.urls.stripe}/pay/${session.id}`, 'pay-and-close');
      expect(await paymentView(paymentId)).toMatchObject({ opening: true, outcome: 'POSITIVE' });
      await customer.takesBack(world.urls.stripe, 'faults');

      await paidOnce(order);
      expect(await sessionsOf(paymentId)).toHaveLength(1);
      await bench.settles(paymentId, { opening: false, pageId: session.id });
      expect((await keys()).filter((key) => key.startsWith(paymentId))).toEqual([`${paymentId}-1`]);
    });

  it('offers the methods that the line of the mapping names for the way in which the customer pays', async () => {
    const order = await bench.places({ method: 'cards' });
    await bench.page(order);
    const paymentId = await bench.lastPayment(order);
    const { sessions } = await bench.customer.books(bench.world.urls.stripe);
    const [session] = await bench.sessionsOf(paymentId);
    expect(sessions[String(session?.id)].object.allowed_payment_method_types).toEqual(['card']);
  });

  it('that the gateway keeps as failed under its key is asked for under the next, and one page is shown', async () => {
    const { places, page, customer, sessionsOf } = bench;
    await steer('stored-failure', { times: 1, effect: true });
    const order = await places();
    const shown = await page(order);
    await customer.presses(shown, 'pay');
    const paymentId = await paidOnce(order);
    const sessions = await sessionsOf(paymentId);
    expect(sessions.map(({ status }) => status).sort()).toEqual(['complete', 'open']);
    expect(shown).toContain(sessions.find(({ status }) => status === 'complete')?.id);
    expect((await keys()).filter((key) => key.startsWith(paymentId))).toEqual([
      `${paymentId}-1`,
      `${paymentId}-2`,
    ]);
  });

  it('that is told to come later waits as long as it was told', async () => {
    await steer('faults', { ...CREATE, kind: 'status', status: 429, retryAfter: 3, times: 1 });
    const since = Date.now();
    const order = await bench.places();
    await bench.pays(order);
    expect(Date.now() - since).toBeGreaterThanOrEqual(3_000);
    await paidOnce(order);
  });

  it('waits for a gateway that is down, and sends no customer an error meanwhile', async () => {
    const { places, customer, page } = bench;
    const order = await places();
    // Known before the gateway goes: the link of the next order differs by its id only.
    await customer.checkoutLink(order.id);
    await steer('down', { ms: 3_000 });
    const second = await places();
    const link = await customer.checkoutLink(second.id);
    const seen = await Promise.all(
      Array.from({ length: 15 }, async () => {
        const { status, headers } = await fetch(link, { redirect: 'manual' });
        return [status, headers.get('content-type')?.split(';')[0] ?? 'redirect'].join(' ');
      }),
    );
    expect(new Set(seen)).toEqual(
      new Set([...seen].filter((s) => /^(303 redirect|503 text\/html)$/.test(s))),
    );
    await customer.presses(await page(second), 'pay');
    await paidOnce(second);
  });
});

it('replays', async () => {
  expect(await bench.replays(12)).toBe(14);
});
