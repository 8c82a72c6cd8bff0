import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import { Failure } from '../domain/failure.ts';
import { orderWorkflowId, paymentWorkflowId } from '../domain/ids.ts';
import { isLate, withDeadline } from '../temporal/deadline.ts';
import * as m from '../workflows/messages.ts';
import type { ApiOptions } from './options.ts';

// Reading takes milliseconds; a customer who waits longer than this has closed the page.
export const READ_MS = 5_000;

/** The order of a checkout link, and its payment as far as it was looked at. */
export interface OrderSeen {
  workflowId: string;
  /** `deposit`: a payment without an order, seen as if it were one. */
  view: m.CheckoutView & { deposit?: boolean };
  payment?: m.PaymentView;
}

/** An order, read by query. A link whose order is not there (any more) counts as no link. */
export async function readOrder(
  { client }: ApiOptions,
  { shop, id }: { shop: string; id: string },
): Promise<OrderSeen> {
  const workflowId = orderWorkflowId(shop, id);
  return { workflowId, view: await read(client, workflowId, m.checkoutQuery) };
}

/** With the payment whose page the customer is sent to: a new one where the last ended unpaid, none where nothing is to be paid. */
export async function withOpenPage(options: ApiOptions, order: OrderSeen): Promise<OrderSeen> {
  const { client, waitMs } = options;
  const { workflowId } = order;
  let { view } = order;
  if (view.state === 'can_pay_again') {
    const now = () => read(client, workflowId, m.checkoutQuery);
    // There is one new payment for each that ended, however often the link is clicked; later clicks lead to the page that
    // is open then.
    const updateId = `pay-again:${view.paymentId}`;
    const again = async () => {
      await client.workflow.getHandle(workflowId).executeUpdate(m.payAgainUpdate, { updateId });
      return now();
    };
    view = await updated(client, waitMs, again, view, now);
  }
  if (view.state !== 'payable' || !view.paymentId) return { workflowId, view };
  const paymentWorkflow = paymentWorkflowId(view.paymentId);
  const now = () => read(client, paymentWorkflow, m.paymentQuery);
  const seen = await now();
  if (!seen.opening) return { workflowId, view, payment: seen };
  const opened = () =>
    client.workflow.getHandle(paymentWorkflow).executeUpdate(m.pageOpenedUpdate, { updateId: 'page-opened' });
  return { workflowId, view, payment: await updated(client, waitMs, opened, seen, now) };
}

/**
 * With what became of the payment the customer comes back from. The return proves nothing: the gateway is asked. No
 * payment where the page that the query names is not that payment's: it proves nothing, and changes nothing.
 */
export async function withReturn(
  { client, gateways, waitMs }: ApiOptions,
  order: OrderSeen,
  query: URLSearchParams,
): Promise<OrderSeen> {
  const { paymentId } = order.view;
  if (!paymentId) return order;
  const workflowId = paymentWorkflowId(paymentId);
  const now = () => read(client, workflowId, m.paymentQuery);
  const seen = await now();
  const open = seen.outcome === 'PENDING' || seen.outcome === 'VERIFY';
  if (!open) return { ...order, payment: seen };
  const page = gateways[seen.gateway]?.pageOfReturn(query);
  if (page === undefined || seen.pageId !== page) return order;
  const returned = () =>
    client.workflow.getHandle(workflowId).executeUpdate(m.returnedUpdate, { args: [{ page }] });
  return { ...order, payment: await updated(client, waitMs, returned, seen, now) };
}

export async function read<T>(client: Client, workflowId: string, query: QueryDefinition<T>): Promise<T> {
  return found(() => withDeadline(client, READ_MS, () => client.workflow.getHandle(workflowId).query(query)));
}

/** The answer of a workflow; CHECKOUT_LINK_INVALID where there is no such workflow. */
export async function found<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    throw new Failure('CHECKOUT_LINK_INVALID', 'refused', 'the order of this link is not known any more');
  }
}

/** An update's answer; `before` where it takes longer than a customer waits, what is known now where it is refused. */
async function updated<T>(
  client: Client,
  ms: number,
  update: () => Promise<T>,
  before: T,
  now: () => Promise<T>,
): Promise<T> {
  try {
    return await withDeadline(client, ms, update);
  } catch (error) {
    if (isLate(error)) return before;
    if (error instanceof WorkflowUpdateFailedError || error instanceof WorkflowNotFoundError) return now();
    throw error;
  }
}
