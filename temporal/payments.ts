import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Seals } from '../config/seals.ts';
import { lateMessageWorkflowId, paymentWorkflowId } from '../domain/ids.ts';
import type { Payments } from '../gateways/deliver.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';
import type { lateMessage } from '../workflows/late-message/workflow.ts';
import { messageSignal, paymentQuery } from '../workflows/messages.ts';
import { withDeadline } from './deadline.ts';
import { sender } from './signals.ts';

const DEADLINE_MS = 5_000;

/** The way to payments through Temporal: nothing is dropped, and nothing that has ended is started again. */
export function paymentsOf(client: Client, taskQueue: string, seals: Seals): Payments {
  const send = sender(client, seals);
  const handleOf = (paymentId: string) => client.workflow.getHandle(paymentWorkflowId(paymentId));
  return {
    async give(gateway, paymentId, message) {
      try {
        await send(paymentWorkflowId(paymentId), messageSignal, { ...message, gateway });
        return 'held';
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
      // Only its payment would have taken what the customer agreed to: nothing moved, and nothing will.
      if (message.fact === 'APPROVED') return 'known';
      try {
        await client.workflow.start<typeof lateMessage>('lateMessage', {
          workflowId: lateMessageWorkflowId(gateway, message.id),
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          taskQueue,
          args: [{ gateway, paymentId, message }],
          staticSummary: `${message.fact} for ${paymentId}`,
          typedSearchAttributes: [
            { key: key.Attention, value: 'LATE_MESSAGE' },
            { key: key.Stage, value: 'PAYMENT' },
            { key: key.Outcome, value: 'VERIFY' },
            { key: key.Gateway, value: gateway },
          ],
        });
        return 'late';
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        return 'known';
      }
    },
    async known(paymentId) {
      try {
        const { messages } = await withDeadline(client, DEADLINE_MS, () =>
          handleOf(paymentId).query(paymentQuery),
        );
        return new Set(messages.map(({ id }) => id));
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return new Set();
        throw error;
      }
    },
  };
}
