import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import * as m from '../../workflows/messages.ts';
import { searchAttributes as key } from '../../workflows/search-attributes.ts';
import { within } from '../temporal.ts';

const READ_MS = 5_000;

export type WorkflowKind = 'order' | 'payment' | 'late';

/** A workflow as its page shows it: what it says of itself, and what can be done now. */
export interface Seen {
  workflowId: string;
  kind: WorkflowKind;
  /** Takes signals and updates still. */
  running: boolean;
  offers: m.ActionOffer[];
  customer?: string;
  orderNumber?: string;
  /** The workflow that this payment was started for. */
  parent?: string;
  /** What was said of it when it was started. */
  summary?: string;
  order?: m.OrderView;
  /** Absent while an order is not imported. */
  total?: m.CheckoutView['total'];
  payment?: m.PaymentView;
}

/** Undefined where no such workflow is there (any more). Throws TEMPORAL_AWAY, also where no worker answers. */
export async function look(client: Client, workflowId: string): Promise<Seen | undefined> {
  const kind = kindOf(workflowId);
  if (!kind) return undefined;
  const handle = client.workflow.getHandle(workflowId);
  try {
    return await within(client, READ_MS, async () => {
      const described = await handle.describe();
      const running = described.status.name === 'RUNNING';
      const ask = <T>(query: QueryDefinition<T>) => handle.query(query);
      // One after the other: several at once wait for seconds at a workflow that has only just begun.
      const offers = running ? await ask(m.actionsQuery) : [];
      const order = kind === 'order' ? await ask(m.orderQuery) : undefined;
      const checkout = kind === 'order' ? await ask(m.checkoutQuery) : undefined;
      const payment = kind === 'payment' ? await ask(m.paymentQuery) : undefined;
      return {
        workflowId,
        kind,
        running,
        offers,
        customer: described.typedSearchAttributes.get(key.Customer),
        orderNumber: order?.number ?? described.typedSearchAttributes.get(key.OrderNumber),
        parent: described.parentExecution?.workflowId ?? undefined,
        summary: await described.staticSummary(),
        order,
        total: checkout?.state === 'importing' ? undefined : (checkout ?? payment)?.total,
        payment,
      };
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** The orders of this number, whatever their shops; 20 at most. Reads the list, which is seconds behind. */
export async function ordersNumbered(client: Client, number: string): Promise<string[]> {
  const quoted = number.replace(/["'\\]/g, '');
  return within(client, READ_MS, async () => {
    const found: string[] = [];
    const query = `WorkflowType="order" AND OrderNumber="${quoted}"`;
    for await (const { workflowId } of client.workflow.list({ query, pageSize: 20 })) {
      found.push(workflowId);
      if (found.length === 20) break;
    }
    return found;
  });
}

function kindOf(workflowId: string): WorkflowKind | undefined {
  const [prefix] = workflowId.split(':');
  return prefix === 'order' || prefix === 'payment' || prefix === 'late' ? prefix : undefined;
}
