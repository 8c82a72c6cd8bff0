import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { Failure } from '../domain/failure.ts';
import { paymentWorkflowId, readWorkflowId } from '../domain/ids.ts';
import type { Message } from '../domain/schemas/message.ts';
import { type PaidBy, plainCharge } from '../gateways/shown.ts';
import { paymentQuery } from '../workflows/messages.ts';
import { withDeadline } from './deadline.ts';

const DEADLINE_MS = 5_000;
const ASKED_AT_ONCE = 10;
// Not confirmed: for how long a proof can be shown. It is longer than any page is open.
const DAYS = 30;

/**
 * Whose charge it is, by what payments of the gateway have heard: those over the sum that was paid, and those that are in doubt, which may be over another. Which
 * there are is read in the list, which is seconds behind; what they have heard, by themselves.
 */
export function paidByOf(client: Client, taskQueue: string): PaidBy {
  return async (gateway, paymentId, message) => {
    try {
      return await withDeadline(client, DEADLINE_MS, () =>
        search(client, queryOf(taskQueue, gateway, message), paymentId, message),
      );
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure('TEMPORAL_AWAY', 'away', `what ${gateway}'s payments have heard can't be read`, {
        cause: error,
      });
    }
  };
}

async function search(client: Client, query: string, paymentId: string, message: Message) {
  const others: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query })) {
    const name = readWorkflowId(workflowId);
    if (name?.kind === 'payment' && name.paymentId !== paymentId) others.push(name.paymentId);
  }
  for (let from = 0; from < others.length; from += ASKED_AT_ONCE) {
    const some = others.slice(from, from + ASKED_AT_ONCE);
    const heard = await Promise.all(some.map((other) => hasHeard(client, paymentWorkflowId(other), message)));
    const found = some.find((_, n) => heard[n]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function queryOf(taskQueue: string, gateway: string, { money }: Message): string {
  const since = new Date(Date.now() - DAYS * 24 * 3_600_000).toISOString();
  const sum = money ? ` AND (Amount = ${money.amount} OR Outcome = "VERIFY")` : '';
  const ours = `WorkflowType = "payment" AND TaskQueue = "${taskQueue}" AND Gateway = "${gateway}"`;
  return `${ours} AND StartTime > "${since}"${sum}`;
}

async function hasHeard(client: Client, workflowId: string, { charge = '' }: Message): Promise<boolean> {
  try {
    const { messages } = await client.workflow.getHandle(workflowId).query(paymentQuery);
    // Told by a person, it is as good. What was only shown is not: anybody could show the charges to come.
    const isPaid = ({ fact }: Message) => fact === 'PAID' || fact === 'CONFIRMED';
    return messages.some((one) => isPaid(one) && plainCharge(one.charge ?? '') === plainCharge(charge));
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
