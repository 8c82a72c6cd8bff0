import type { Client } from '@temporalio/client';
import { paymentWorkflowId } from '../domain/ids.ts';
import { holdsMoney } from '../domain/refunds.ts';
import { withDeadline } from '../temporal/deadline.ts';
import { paymentQuery } from '../workflows/messages.ts';
import { found, type OrderSeen, READ_MS, read, readOrder } from './checkout-order.ts';
import { depositOf } from './deposits/memo.ts';
import type { ApiOptions } from './options.ts';

/** What a checkout link leads to, as it is now: an order, or a deposit. Throws CHECKOUT_LINK_INVALID. */
export async function readLink(options: ApiOptions, token: string): Promise<OrderSeen> {
  const target = options.links.read(token);
  if (!('payment' in target)) return readOrder(options, target);
  return readDeposit(options.client, target.payment, options.links.paymentUrl(target.payment));
}

async function readDeposit(client: Client, paymentId: string, checkoutUrl: string): Promise<OrderSeen> {
  const workflowId = paymentWorkflowId(paymentId);
  const [deposit, payment] = await Promise.all([
    found(() => withDeadline(client, READ_MS, () => depositOf(client.workflow.getHandle(workflowId)))),
    read(client, workflowId, paymentQuery),
  ]);
  const { total, locale, description } = deposit;
  const view = { number: description, locale, total, paymentId, checkoutUrl, deposit: true };
  return { workflowId, view: { ...view, state: stateOf(payment) } };
}

function stateOf({ outcome, delayed, charges }: OrderSeen['payment'] & object): OrderSeen['view']['state'] {
  switch (outcome) {
    case 'POSITIVE':
      return 'paid';
    case 'NEGATIVE':
      // A person may have decided that it is unpaid although money was taken.
      if (charges.length === 0) return 'closed';
      return holdsMoney(charges) ? 'to_clarify' : 'given_back';
    case 'VERIFY':
      return 'verify';
    case 'PENDING':
      return delayed ? 'processing' : 'payable';
    default:
      throw new Error(`no such outcome: ${outcome satisfies never}`);
  }
}
