import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayWorkflowId } from '../../domain/ids.ts';
import { nameOf } from '../../domain/shown.ts';
import * as m from '../../workflows/messages.ts';
import { type Bench, openBench, refused, signed, until } from './bench.ts';
import { alone, watching } from './gateway-steps.ts';
import { stretched } from './stretched.ts';

const HOUR_MS = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

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
        if (cards?.kind === 'stripe') config.gateways[other] = { ...cards, secretKey: 'sk_test_of_nobody' };
      },
      { standing: 'all' },
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

  it('that has told nothing for three days is read a day at a time up to now, and the payment is found', async () => {
    const { places, page, customer, ends } = bench;
    const reads = async () => {
      const { events } = await watch.handle.fetchHistory();
      return events?.filter((e) => e.activityTaskScheduledEventAttributes).length ?? 0;
    };
    const placed = await places();
    await customer.presses(await page(placed), 'pay-and-close');
    const before = await reads();
    await watch.goesBack(order({ since: ago(72 * HOUR_MS) }));
    await ends(placed, { outcome: 'POSITIVE' });
    await watch.sees(({ caughtUpUntil }) => caughtUpUntil > ago(60_000));
    // What was listed late is read too: ten minutes before the three days begin a part of their own.
    expect((await reads()) - before).toBe(4);
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

  it('asks for a person while an event can not be read, hears the others, and once set back the mended one', async () => {
    const { places, page, customer, ends, lastPayment, view, world, eventOf } = bench;
    const [odd, plain] = [await places(), await places()];
    for (const placed of [odd, plain]) await customer.presses(await page(placed), 'pay-and-close');
    const event = await eventOf(await lastPayment(odd), 'checkout.session.completed');
    const garbled = (on: boolean) => customer.tells(world.urls.stripe, `events/${event}`, { garbled: on });
    await garbled(true);
    await watch.goesBack(order());
    await ends(plain, { outcome: 'POSITIVE' });
    const { attention } = await watch.sees((seen) => seen.attention !== undefined);
    expect(attention).toEqual({ code: 'MESSAGE_UNREADABLE', text: event });
    const column = async () => (await bench.columns(gatewayWorkflowId(name))).Attention;
    expect(await column()).toBe('MESSAGE_UNREADABLE');
    expect((await view(odd)).outcome).toBe('PENDING');

    await garbled(false);
    expect((await watch.view()).attention?.code).toBe('MESSAGE_UNREADABLE');
    await watch.goesBack(order());
    await ends(odd, { outcome: 'POSITIVE' });
    await watch.sees((seen) => seen.attention === undefined && seen.unreadable.length === 0);
    expect(await column()).toBeUndefined();
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

  it('is set back by whoever saw who did so last, and by nobody whose form is older', async () => {
    const offers = async () => (await watch.handle.query(m.actionsQuery)).flatMap(({ shown = [] }) => shown);
    const isRead = () => watch.sees(({ caughtUpUntil }) => caughtUpUntil > ago(60_000));
    const seen = (await offers()).map(nameOf);
    await watch.goesBack(order({ operator: 'Bob', seen }));
    await isRead();
    await refused(watch.goesBack(order({ seen })), m.CHANGED, 'set back');
    expect((await watch.view()).setBack?.operator).toBe('Bob');
    await watch.goesBack(order({ seen: (await offers()).map(nameOf) }));
    expect((await watch.view()).setBack?.operator).toBe('Ada');
  });

  it('whose key is wrong asks for a person', async () => {
    const { attention, lookedAt } = await wrong.sees((seen) => seen.attention !== undefined);
    expect([attention?.code, lookedAt]).toEqual(['GATEWAY_LOGIN_REFUSED', undefined]);
    expect(attention?.text).not.toContain('sk_test_of_nobody');
    const columns = await bench.columns(gatewayWorkflowId(`${name}-2`));
    expect(columns).toMatchObject({ Attention: 'GATEWAY_LOGIN_REFUSED', Stage: 'DONE' });
  });

  it.each([0, 1])('replays, each task %i seconds later after the one before', async (s) => {
    expect(await bench.replays(12, (history) => stretched(history, s))).toBeGreaterThanOrEqual(12);
  });
});
