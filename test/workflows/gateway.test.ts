import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayWorkflowId, orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import { httpReceiver } from '../alerts/fake-receivers.ts';
import { type Bench, openBench, type Placed, signed, until } from './bench.ts';
import { alone, watching } from './gateway-steps.ts';

describe('a gateway that is read again and again', () => {
  let bench: Bench;
  let name: string;
  let watch: ReturnType<typeof watching>;
  let firstRun: string;
  let people: Awaited<ReturnType<typeof httpReceiver>>;
  beforeAll(async () => {
    people = await httpReceiver();
    bench = await openBench(
      (config) => {
        config.alerts.url = people.url;
        name = alone(config, 150);
      },
      { standing: 'all' },
    );
    watch = watching(bench, name);
    firstRun = (await watch.handle.describe()).runId;
  });
  afterAll(async () => {
    await bench?.stop();
    await people?.close();
  });
  const toldAway = () =>
    people.received.flatMap(({ alert }) => (alert.code === 'GATEWAY_AWAY' ? [alert.key] : []));

  const steer = (what: string, body: object) => bench.customer.tells(bench.world.urls.stripe, what, body);
  const lengthOf = async (workflowId: string) =>
    (await bench.world.client.workflow.getHandle(workflowId).describe()).historyLength;
  async function done(): Promise<{ order: Placed; paymentId: string; charge: string }> {
    const order = await bench.places();
    await bench.pays(order);
    await bench.ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    const paymentId = await bench.lastPayment(order);
    const [charge = ''] = await bench.charges(paymentId);
    return { order, paymentId, charge };
  }

  it('finds a payment whose notification was lost and whose browser was closed: the order is paid', async () => {
    const { places, page, customer, ends, documents, inShop } = bench;
    const before = (await watch.view()).held;
    const order = await places();
    await steer('webhooks', { mode: 'lose', times: 1 });
    await customer.presses(await page(order), 'pay-and-close');
    await ends(order, { stage: 'DONE', outcome: 'POSITIVE', attentions: [] });
    expect(await documents(order)).toHaveLength(1);
    expect((await inShop(order)).invoices).toHaveLength(1);
    await watch.sees(({ held }) => held > before);
  });

  it('tells a payment nothing that it knows: its history does not grow', async () => {
    const { order, paymentId } = await done();
    await watch.looks(2);
    const ids = [paymentWorkflowId(paymentId), orderWorkflowId(bench.world.shop, order.id)];
    const before = await Promise.all(ids.map(lengthOf));
    const { held, late } = await watch.view();
    expect(await watch.looks(5)).toMatchObject({ held, late });
    expect(await Promise.all(ids.map(lengthOf))).toEqual(before);
  });

  it('finds a refund made in the dashboard after the document: the order asks for a person', async () => {
    const { order, paymentId, charge } = await done();
    await steer('refunds', { payment_intent: charge, amount: 500 });
    const { messages } = await bench.settles(paymentId, {
      outcome: 'POSITIVE',
      messages: expect.arrayContaining([expect.objectContaining({ fact: 'REFUNDED' })]),
      // Whether a document has to follow, only the order knows.
      attentions: [],
    });
    expect(messages.filter(({ fact }) => fact === 'REFUNDED')).toMatchObject([
      { charge, money: { amount: 500, currency: 'EUR' } },
    ]);
    const { attentions } = await bench.ends(order, {
      attentions: [expect.objectContaining({ code: 'REFUNDED' })],
    });
    expect(attentions[0]?.text).toContain(charge);
    const workflowId = orderWorkflowId(bench.world.shop, order.id);
    await until('the column', async () =>
      (await bench.columns(workflowId)).Attention === 'REFUNDED' ? true : undefined,
    );
  });

  it('finds a dispute, which is no more than a message once it is closed', async () => {
    const { order, paymentId, charge } = await done();
    const { id } = await steer('disputes', { payment_intent: charge });
    const disputed = { code: 'DISPUTED' };
    await bench.settles(paymentId, { attentions: [expect.objectContaining(disputed)] });
    await bench.ends(order, { attentions: [expect.objectContaining(disputed)] });
    await steer(`disputes/${id}/close`, { outcome: 'won' });
    const { attentions } = await until('the end of the dispute', async () => {
      const seen = await bench.paymentView(paymentId);
      return seen.messages.some(({ fact }) => fact === 'DISPUTE_CLOSED') ? seen : undefined;
    });
    expect(attentions).toEqual([]);
    await bench.ends(order, { attentions: [] });
  });

  it('that is away asks for a person, and goes on where it was', async () => {
    const attention = async () => (await bench.columns(gatewayWorkflowId(name))).Attention;
    const { caughtUpUntil } = await watch.view();
    await steer('down', { ms: 6_000 });
    const away = await until('the attention', async () => {
      const seen = await watch.view();
      const all = [seen.attention?.code, await attention()];
      return all.every((code) => code === 'GATEWAY_AWAY') ? seen : undefined;
    });
    expect(away.caughtUpUntil >= caughtUpUntil).toBe(true);
    await until('the alert', async () => toldAway()[0]);
    await until('the end of it', async () => ((await attention()) === undefined ? true : undefined));
    const back = await watch.sees(({ attention }) => attention === undefined);
    expect(back.caughtUpUntil > away.caughtUpUntil).toBe(true);
    expect(toldAway()).toEqual([`${gatewayWorkflowId(name)}/GATEWAY_AWAY/1`]);
  });

  it('begins a new run in time, knowing what it knew, and shown as it was', {
    timeout: 240_000,
  }, async () => {
    const before = await watch.view();
    const sameRun = async () => (await watch.handle.describe()).runId === firstRun;
    while (await sameRun()) {
      await watch.goesBack({ ...signed, since: (await watch.view()).caughtUpUntil });
      await watch.looks(1);
    }
    const { historyLength, status } = await watch.handle.describe();
    expect(status.name).toBe('RUNNING');
    expect(historyLength).toBeLessThan(1_500);
    const now = await watch.looks(1);
    expect(now.held).toBeGreaterThanOrEqual(before.held);
    expect(now.caughtUpUntil >= before.caughtUpUntil).toBe(true);
    expect(await bench.columns(gatewayWorkflowId(name))).toEqual({ Gateway: name, Stage: 'DONE' });
  });

  it('tells people of what comes up in the new run under keys of their own', async () => {
    await steer('down', { ms: 9_000 });
    await until('the second alert', async () => toldAway()[1]);
    await watch.sees(({ attention }) => attention === undefined);
    expect(toldAway()).toEqual([1, 2].map((n) => `${gatewayWorkflowId(name)}/GATEWAY_AWAY/${n}`));
  });

  it('replays', async () => {
    expect(await bench.replays(10)).toBeGreaterThanOrEqual(10);
  });
});
