import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paymentWorkflowId } from '../../domain/ids.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { deliver } from '../../gateways/deliver.ts';
import { paidByOf } from '../../temporal/paid-by.ts';
import * as m from '../../workflows/messages.ts';
import { until } from './bench.ts';
import { type FakeBench, openFakeBench } from './fake-bench.ts';

let bench: FakeBench;
beforeAll(async () => {
  bench = await openFakeBench();
});
afterAll(() => bench?.stop());

const viewOf = (paymentId: string) =>
  bench.client.workflow.getHandle(paymentWorkflowId(paymentId)).query(m.paymentQuery);

/** A payment of the bench's gateway, with its page open, and what it would hear of a charge of all its money. */
async function aPayment() {
  const paymentId = await bench.payment(await bench.starts('card'));
  const { pageId: page, total: money } = await viewOf(paymentId);
  const paid = (charge: string): Message => ({
    id: `callback:${paymentId}:${charge}`,
    source: 'notification',
    at: new Date().toISOString(),
    fact: 'PAID',
    page,
    charge,
    money,
    live: false,
    status: 'OK: verified',
    proof: `the proof of ${charge}`,
  });
  return { paymentId, paid };
}

/** Brings a notification to the payment that it names, as the API does, whatever charge is shown with it. */
async function shows(
  { paymentId, paid }: Awaited<ReturnType<typeof aPayment>>,
  charge: string,
  client = bench.client,
) {
  const gateway = {
    name: 'cards',
    lookUp: async () => ({ paymentId, messages: [paid(charge)] }),
  } as unknown as Parameters<typeof deliver>[0];
  const give: Parameters<typeof deliver>[2] = async (name, id, message) => {
    await bench.send(paymentWorkflowId(id), m.messageSignal, { ...message, gateway: name });
    return 'held';
  };
  await deliver(
    gateway,
    { kind: 'lookup', id: 'n', type: 'callback', charge },
    give,
    paidByOf(client, bench.taskQueue),
  );
  return until('it to be heard', async () =>
    (await viewOf(paymentId)).messages.find(({ id }) => id.startsWith(`callback:${paymentId}:${charge}`)),
  );
}

describe('a charge that was shown with a proof', () => {
  it('pays one payment only, also where another process has heard the first', async () => {
    const [first, second] = [await aPayment(), await aPayment()];
    expect(await shows(first, '80012345')).toMatchObject({ fact: 'PAID', charge: '80012345' });
    // The list of payments is seconds behind.
    await until('both to be listed', async () => {
      let count = 0;
      for await (const { workflowId } of bench.client.workflow.list({ query: 'WorkflowType = "payment"' }))
        if ([first, second].some(({ paymentId }) => workflowId === paymentWorkflowId(paymentId))) count += 1;
      return count === 2 ? true : undefined;
    });
    const stolen = await shows(second, '080012345');
    expect(stolen).toMatchObject({
      fact: 'UNKNOWN',
      status: expect.stringContaining(first.paymentId),
      note: expect.stringMatching(/transaction 080012345 .*back office/),
    });
    expect([stolen.charge, stolen.proof]).toEqual([undefined, expect.not.stringContaining('the proof')]);
    expect(await shows(first, '80012345')).toMatchObject({ fact: 'PAID' });
    expect(await shows(second, '80012346')).toMatchObject({ fact: 'PAID' });
  });

  it('is in doubt, and not lost, where nobody can see what it has paid', async () => {
    const payment = await aPayment();
    const nobody = {
      withDeadline: (_until: number, call: () => unknown) => call(),
      workflow: {
        list: () => {
          throw new Error('gone');
        },
      },
    } as never;
    expect(await shows(payment, '80012399', nobody)).toMatchObject({
      fact: 'UNKNOWN',
      status: expect.stringContaining('TEMPORAL_AWAY'),
      proof: 'the proof of 80012399',
    });
  });
});
