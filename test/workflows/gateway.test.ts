import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Config } from '../../config/schema.ts';
import * as g from '../../workflows/gateway-messages.ts';
import { orderWorkflowId, paymentWorkflowId } from '../../workflows/messages.ts';
import { type Bench, openBench, type Placed, signed, until } from './bench.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

/** The demo's gateway under a name that no other test uses: their workflows meet in one namespace. */
function alone(config: Config, catchUpMs: number): string {
  const name = `cards-${randomUUID().slice(0, 8)}`;
  const { stripe } = config.gateways;
  if (!stripe) throw new Error('the demo has a gateway');
  config.gateways = { [name]: stripe };
  for (const mapping of config.mapping.payments) if (mapping.collect === 'stripe') mapping.collect = name;
  config.windows.catchUp = catchUpMs;
  return name;
}

function watching(bench: Bench, name: string) {
  const handle = bench.world.client.workflow.getHandle(g.gatewayWorkflowId(name));
  const view = () => handle.query(g.gatewayQuery);
  return {
    handle,
    view,
    /** So many looks later. */
    async looks(times: number): Promise<g.GatewayView> {
      let { lookedAt } = await view();
      for (let seen = 0; seen < times; seen += 1)
        lookedAt = await until('a look', async () => {
          const now = (await view()).lookedAt;
          return now !== lookedAt ? now : undefined;
        });
      return view();
    },
    sees: (wanted: (seen: g.GatewayView) => boolean) =>
      until('what the gateway says', async () => {
        const seen = await view();
        return wanted(seen) ? seen : undefined;
      }),
    goesBack: (order: object) =>
      handle.executeUpdate(g.catchUpFromUpdate, { args: [order as g.CatchUpFrom] }),
  };
}

describe('a gateway that is read again and again', () => {
  let bench: Bench;
  let name: string;
  let watch: ReturnType<typeof watching>;
  let firstRun: string;
  beforeAll(async () => {
    bench = await openBench(
      (config) => {
        name = alone(config, 150);
      },
      { catchUp: 'yes' },
    );
    watch = watching(bench, name);
    firstRun = (await watch.handle.describe()).runId;
  });
  afterAll(() => bench?.stop());

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

  it('finds a refund made in the dashboard after the document: payment and order ask for a person', async () => {
    const { order, paymentId, charge } = await done();
    await steer('refunds', { payment_intent: charge, amount: 500 });
    const { messages } = await bench.settles(paymentId, {
      outcome: 'POSITIVE',
      attention: expect.objectContaining({ code: 'REFUNDED' }),
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
    await bench.settles(paymentId, { attention: expect.objectContaining(disputed) });
    await bench.ends(order, { attentions: [expect.objectContaining(disputed)] });
    await steer(`disputes/${id}/close`, { outcome: 'won' });
    const { attention } = await until('the end of the dispute', async () => {
      const seen = await bench.paymentView(paymentId);
      return seen.messages.some(({ fact }) => fact === 'DISPUTE_CLOSED') ? seen : undefined;
    });
    expect(attention).toBeUndefined();
    await bench.ends(order, { attentions: [] });
  });

  it('that is away asks for a person, and goes on where it was', async () => {
    const attention = async () => (await bench.columns(g.gatewayWorkflowId(name))).Attention;
    const { caughtUpUntil } = await watch.view();
    await steer('down', { ms: 6_000 });
    await until('the attention', async () => ((await attention()) === 'GATEWAY_AWAY' ? true : undefined));
    const away = await watch.view();
    expect(away.attention?.code).toBe('GATEWAY_AWAY');
    expect(away.caughtUpUntil >= caughtUpUntil).toBe(true);
    await until('the end of it', async () => ((await attention()) === undefined ? true : undefined));
    const back = await watch.sees(({ attention }) => attention === undefined);
    expect(back.caughtUpUntil > away.caughtUpUntil).toBe(true);
  });

  it('begins a new run in time, knowing what it knew, and shown as it was', { timeout: 60_000 }, async () => {
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
    expect(await bench.columns(g.gatewayWorkflowId(name))).toEqual({ Gateway: name, Stage: 'DONE' });
  });

  it('replays', async () => {
    expect(await bench.replays(10)).toBeGreaterThanOrEqual(10);
  });
});

describe('a gateway that is read once an hour', () => {
  let bench: Bench;
  let name: string;
  let watch: ReturnType<typeof watching>;
  let wrong: ReturnType<typeof watching>;
  beforeAll(async () => {
    let other = '';
    bench = await openBench(
      (config) => {
        name = alone(config, HOUR_MS);
        config.windows.keepOpenDays = 2 / 86_400;
        other = `${name}-2`;
        const cards = config.gateways[name];
        // With two of a kind, what is sent to the kind's address reaches nobody: every notification is lost.
        if (cards) config.gateways[other] = { ...cards, secretKey: 'sk_test_of_nobody' };
      },
      { catchUp: 'yes' },
    );
    watch = watching(bench, name);
    wrong = watching(bench, other);
    await watch.sees(({ lookedAt, caughtUpUntil }) => lookedAt !== undefined && caughtUpUntil > ago(60_000));
  });
  afterAll(() => bench?.stop());

  const order = (changes: object = {}) => ({ ...signed, since: ago(HOUR_MS), ...changes });
  /** Late messages of a payment. */
  async function latesOf(paymentId: string): Promise<string[]> {
    const found = [];
    const query = `WorkflowType = 'lateMessage' AND Gateway = '${name}'`;
    for await (const { workflowId } of bench.world.client.workflow.list({ query })) {
      const { events } = await bench.world.client.workflow.getHandle(workflowId).fetchHistory();
      const [input] = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
      if (String(Buffer.from(input?.data ?? [])).includes(paymentId)) found.push(workflowId);
    }
    return found;
  }

  it('is set back by a person, and finds what was missed', async () => {
    const { places, page, customer, ends, view } = bench;
    const placed = await places();
    await customer.presses(await page(placed), 'pay-and-close');
    expect((await view(placed)).outcome).toBe('PENDING');
    const since = ago(HOUR_MS);
    expect(await watch.goesBack(order({ since }))).toContain(since);
    await ends(placed, { outcome: 'POSITIVE' });
    const seen = await watch.sees(({ caughtUpUntil }) => caughtUpUntil > ago(60_000));
    expect(seen.setBack).toMatchObject({ ...signed, since });
  });

  it.each([
    ['without a name', { operator: '' }, 'UNSIGNED', 'who you are'],
    ['without a reason', { reason: undefined }, 'UNSIGNED', 'why'],
    ['without a time', { since: undefined }, 'SINCE_UNREADABLE', 'since when'],
    ['with a time that is none', { since: 'yesterday' }, 'SINCE_UNREADABLE', 'since when'],
    ['with a time of no zone', { since: '2026-03-02T10:00:00' }, 'SINCE_UNREADABLE', 'UTC'],
    ['to a time to come', { since: ago(-HOUR_MS) }, 'SINCE_TOO_LATE', 'earlier'],
    ['to before the gateway remembers', { since: ago(31 * 24 * HOUR_MS) }, 'SINCE_TOO_EARLY', '30 days'],
  ])('is not set back %s', async (_how, changes, type, words) => {
    const before = await watch.view();
    await expect(watch.goesBack(order(changes))).rejects.toMatchObject({
      cause: { type, message: expect.stringContaining(words) },
    });
    expect(await watch.view()).toEqual(before);
  });

  it('makes one late message of what comes for a payment that is gone, however often it is read', async () => {
    const { places, page, customer, lastPayment, paymentHandle } = bench;
    const placed = await places();
    const returned = await customer.presses(await page(placed), 'pay');
    const paymentId = await lastPayment(placed);
    await customer.opens(String(returned));
    await paymentHandle(paymentId).result();
    const { late } = await watch.view();
    await watch.goesBack(order());
    await watch.sees((seen) => seen.late > late);
    await until('the late message', async () => ((await latesOf(paymentId)).length > 0 ? true : undefined));
    const known = await watch.view();
    await watch.goesBack(order());
    const again = await watch.sees(({ lookedAt, caughtUpUntil }) => {
      return lookedAt !== known.lookedAt && caughtUpUntil > ago(60_000);
    });
    expect([again.held, again.late]).toEqual([known.held, known.late]);
    expect(await latesOf(paymentId)).toHaveLength(1);
  });

  it('whose key is wrong asks for a person', async () => {
    const { attention, lookedAt } = await wrong.sees((seen) => seen.attention !== undefined);
    expect([attention?.code, lookedAt]).toEqual(['GATEWAY_LOGIN_REFUSED', undefined]);
    expect(attention?.text).not.toContain('sk_test_of_nobody');
    const columns = await bench.columns(g.gatewayWorkflowId(`${name}-2`));
    expect(columns).toMatchObject({ Attention: 'GATEWAY_LOGIN_REFUSED', Stage: 'DONE' });
  });
});
