import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lateMessageWorkflowId, orderWorkflowId, paymentWorkflowId } from '../../domain/ids.ts';
import { type Customer, until } from '../../sandbox/customer.ts';
import type { World } from '../../sandbox/world.ts';
import { orderQuery, paymentQuery, settledUpdate } from '../../workflows/messages.ts';
import { testWorld } from '../world.ts';
import { http, notify } from './bench.ts';
import { eventOf } from './events-given.ts';

let world: World;
let customer: Customer;

beforeAll(async () => {
  ({ world, customer } = await testWorld((config) => {
    config.windows.keepOpenDays = 3 / 86_400;
  }));
});
afterAll(() => world.stop());

const handleOf = (id: string) => world.client.workflow.getHandle(id);
const counts = async () => (await http.get(`${world.urls.api}/health`)).data.notifications;

async function openPage() {
  const { id } = await customer.places({});
  const pageUrl = await customer.goesToPay(await customer.checkoutLink(id));
  const session = pageUrl.split('/').at(-1) ?? '';
  const { sessions } = await customer.books(world.urls.stripe);
  const paymentId: string = sessions[session].object.client_reference_id;
  return {
    id,
    pageUrl,
    session,
    paymentId,
    order: orderWorkflowId(world.shop, id),
    payment: paymentWorkflowId(paymentId),
  };
}

/** The one event of Stripe's about this session. */
async function eventAbout(session: string): Promise<string> {
  const { events } = await customer.books(world.urls.stripe);
  const all = Object.values<{ event: { id: string; data: { object: { id: string } } } }>(events);
  const found = all.find(({ event }) => event.data.object.id === session);
  return found?.event.id ?? expect.fail(`no event about ${session}`);
}

const lateOnes = async (event: string) => {
  const found = [];
  for await (const run of world.client.workflow.list({ query: `WorkflowId="late:stripe:${event}"` }))
    found.push(run);
  return found;
};

describe('a notification of a payment of ours', () => {
  test('delivered ten times at once has one outcome and one document', async () => {
    const { session, pageUrl, order, payment, id } = await openPage();
    await customer.tells(world.urls.stripe, 'webhooks', { mode: 'lose', times: 1 });
    await customer.presses(pageUrl, 'pay-and-close');
    const event = await eventAbout(session);
    const resend = () => customer.tells(world.urls.stripe, 'webhooks/resend', { event });
    await Promise.all(Array.from({ length: 10 }, resend));
    const view = await until('the document', async () => {
      const seen = await handleOf(order).query(orderQuery);
      return seen.stage === 'DONE' ? seen : undefined;
    });
    expect([view.outcome, view.payments.length, view.attentions]).toEqual(['POSITIVE', 1, []]);
    expect(view.payments[0]?.charges).toHaveLength(1);
    expect(view.told.map(({ kind }) => kind)).toEqual(['paid']);
    const { documents } = await customer.books(world.urls.mexal);
    const notes = Object.values<{ header: { nota?: string } }>(documents).map(
      ({ header }) => header.nota ?? '',
    );
    expect(notes.filter((note) => note.endsWith(` ${world.shop}/${id}`))).toHaveLength(1);
    const { deliveries } = await customer.books(world.urls.stripe);
    const answers = deliveries.filter(
      (d: { event: string; status: number | null }) => d.event === event && d.status,
    );
    expect(answers.map(({ status }: { status: number }) => status)).toEqual(Array(10).fill(200));
    expect((await handleOf(payment).query(paymentQuery)).outcome).toBe('POSITIVE');
  });

  test('that is gone is held by a workflow of its own, once, and restarts nothing', async () => {
    const { session, pageUrl, order, payment } = await openPage();
    await customer.presses(pageUrl, 'pay-and-close');
    const ended = await until('the payment to be over', async () => {
      const seen = await Promise.all([handleOf(payment).describe(), handleOf(order).describe()]);
      return seen.every(({ status }) => status.name === 'COMPLETED') ? seen : undefined;
    });
    const before = await counts();
    const event = await eventAbout(session);
    for (const _ of [1, 2]) await customer.tells(world.urls.stripe, 'webhooks/resend', { event });
    await until('the late message in the list', async () =>
      (await lateOnes(event)).length ? true : undefined,
    );
    expect(await lateOnes(event)).toHaveLength(1);
    expect(await counts()).toMatchObject({ late: before.late + 2, held: before.held });
    const late = handleOf(lateMessageWorkflowId('stripe', event));
    expect((await late.describe()).status.name).toBe('RUNNING');
    expect(
      (await late.fetchHistory()).events?.filter((e) => e.workflowExecutionSignaledEventAttributes),
    ).toEqual([]);
    const after = await Promise.all([handleOf(payment).describe(), handleOf(order).describe()]);
    expect(after.map(({ runId, historyLength }) => [runId, historyLength])).toEqual(
      ended.map(({ runId, historyLength }) => [runId, historyLength]),
    );
    await late.executeUpdate(settledUpdate, { args: [{ operator: 'Anna', reason: 'seen' }] });
    expect(await late.result()).toMatchObject({ operator: 'Anna' });
    await customer.tells(world.urls.stripe, 'webhooks/resend', { event });
    expect((await late.describe()).status.name).toBe('COMPLETED');
  });

  test('that never was is held too, for a person to look at', async () => {
    const body = eventOf({ paymentId: '000000001-never-was', id: 'evt_never_was' });
    const { status, data } = await notify(world.urls.api, body);
    expect([status, data]).toEqual([200, { received: 'late' }]);
    const { typedSearchAttributes } = await handleOf('late:stripe:evt_never_was').describe();
    expect(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value])).toContainEqual([
      'Attention',
      'LATE_MESSAGE',
    ]);
  });
});
