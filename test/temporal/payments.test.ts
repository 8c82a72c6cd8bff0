import { randomUUID } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealsOf } from '../../config/seals.ts';
import { lateMessageWorkflowId } from '../../domain/ids.ts';
import type { Message } from '../../domain/schemas/message.ts';
import { paymentsOf } from '../../temporal/payments.ts';
import { connectTest, type TestTemporal } from '../dev-server.ts';

let temporal: TestTemporal;
beforeAll(async () => {
  temporal = await connectTest();
});
afterAll(() => temporal?.close());

/** Gives a message to a payment that is gone; how it was received, and whether a late message holds it. */
async function given(fact: Message['fact']) {
  const id = `wallet-${randomUUID()}`;
  const message: Message = {
    id,
    source: 'notification',
    at: new Date().toISOString(),
    fact,
    page: 'p1',
    status: 'told late',
  };
  const { client, taskQueue } = temporal;
  const payments = paymentsOf(client, taskQueue, sealsOf('a secret of this test'));
  const received = await payments.give('wallet', `gone-${randomUUID()}`, message);
  const late = client.workflow.getHandle(lateMessageWorkflowId('wallet', id));
  const there = await late.terminate().then(
    () => true,
    (error: unknown) => (error instanceof WorkflowNotFoundError ? false : Promise.reject(error)),
  );
  return { received, there };
}

it('that a customer agreed is no late message: what nobody takes did not move', async () => {
  expect(await given('APPROVED')).toEqual({ received: 'known', there: false });
});

it.each(['AUTHORISED', 'PAID', 'UNKNOWN'] as const)(
  '%s of a payment that is gone is kept for a person',
  async (fact) => {
    expect(await given(fact)).toEqual({ received: 'late', there: true });
  },
);
