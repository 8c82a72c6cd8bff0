import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { QueryDefinition } from '@temporalio/common';
import { depositDocumentWorkflowId, readWorkflowId, type WorkflowName } from '../../domain/ids.ts';
import { withDeadline } from '../../temporal/deadline.ts';
import { type ErpHolder, holderOf } from '../../temporal/erp.ts';
import { isStuck } from '../../temporal/errors.ts';
import { searchAttributes as key } from '../../workflows/kit/search-attributes.ts';
import * as m from '../../workflows/messages.ts';
import { type ErpView, erpQuery } from '../../workflows/standing/erp/messages.ts';
import { type GatewayView, gatewayQuery } from '../../workflows/standing/gateway/messages.ts';
import { type ShopImportView, shopQuery } from '../../workflows/standing/shop/messages.ts';
import { type WatchView, watchQuery } from '../../workflows/standing/watch/messages.ts';

const READ_MS = 5_000;

// Those that live for ever.
const standing: WorkflowKind[] = ['gateway', 'shop', 'erp', 'watch'];

/** The workflows that have a page. */
export type WorkflowKind = Exclude<WorkflowName['kind'], 'erp-lease'>;

/** A workflow as its page shows it: what it says of itself, and what can be done now. */
export interface Seen {
  workflowId: string;
  kind: WorkflowKind;
  /** Takes signals and updates still. */
  running: boolean;
  /** A task of it fails whenever it is tried: it says nothing, and nothing happens in it. */
  stuck?: boolean;
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
  deposit?: m.DepositDocumentView;
  gateway?: GatewayView;
  shop?: ShopImportView;
  erp?: ErpView;
  /** Who serves the ERP. */
  holder?: ErpHolder;
  watch?: WatchView;
}

/** Undefined where no such workflow is there (any more). Throws TEMPORAL_AWAY, also where no worker answers within `ms`. */
export async function look(client: Client, workflowId: string, ms = READ_MS): Promise<Seen | undefined> {
  const kind = kindOf(workflowId);
  if (!kind) return undefined;
  const handle = client.workflow.getHandle(workflowId);
  try {
    return await withDeadline(client, ms, async () => {
      const described = await handle.describe();
      const running = described.status.name === 'RUNNING';
      const { typedSearchAttributes } = described;
      const parent = described.parentExecution?.workflowId ?? undefined;
      const summary = await described.staticSummary();
      const listed = {
        workflowId,
        kind,
        running,
        parent,
        summary,
        customer: typedSearchAttributes.get(key.Customer),
        orderNumber: typedSearchAttributes.get(key.OrderNumber),
      };
      const ask = async <T>(of: WorkflowKind, query: QueryDefinition<T>) =>
        kind === of ? await handle.query(query) : undefined;
      const answers = async (): Promise<Omit<Seen, keyof typeof listed>> => {
        // One after the other: several at once wait for seconds at a workflow that has only just begun.
        const offers = running ? await handle.query(m.actionsQuery) : [];
        const order = await ask('order', m.orderQuery);
        const checkout = await ask('order', m.checkoutQuery);
        const payment = await ask('payment', m.paymentQuery);
        const deposit = await ask('document', m.depositDocumentQuery);
        const erp = await ask('erp', erpQuery);
        return {
          offers,
          order,
          payment,
          deposit,
          total: checkout?.state === 'importing' ? undefined : (checkout ?? payment ?? deposit)?.total,
          gateway: await ask('gateway', gatewayQuery),
          shop: await ask('shop', shopQuery),
          erp,
          holder: erp && (await holderOf(client, described.taskQueue, erp.erp)),
          watch: await ask('watch', watchQuery),
        };
      };
      try {
        const said = await answers();
        return { ...listed, orderNumber: said.order?.number ?? listed.orderNumber, ...said };
      } catch (error) {
        if (!isStuck(error)) throw error;
        return { ...listed, stuck: true, offers: [] };
      }
    });
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** The number of the document that stands for a payment; undefined where there is none (any more), or nobody follows it any more. */
export async function documentOf(
  client: Client,
  { payment, parent }: Pick<Seen, 'payment' | 'parent'>,
): Promise<string | undefined> {
  if (!payment) return undefined;
  const ask = <T>(workflowId: string, query: QueryDefinition<T>) =>
    withDeadline(client, READ_MS, () => client.workflow.getHandle(workflowId).query(query));
  try {
    if (!parent) {
      const deposit = depositDocumentWorkflowId(payment.paymentId);
      return (await ask(deposit, m.depositDocumentQuery)).document?.number;
    }
    const { document, documentState } = await ask(parent, m.orderQuery);
    return documentState === 'cancelled' ? undefined : document?.number;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** The orders of this number, whatever their shops; 20 at most. Reads the list, which is seconds behind. */
export async function ordersNumbered(client: Client, number: string): Promise<string[]> {
  // No shop has control characters in its numbers, and not every database takes them.
  const quoted = number.replace(/["'\\\p{Cc}\p{Cs}]/gu, '');
  return withDeadline(client, READ_MS, async () => {
    const found: string[] = [];
    const query = `WorkflowType="order" AND OrderNumber="${quoted}"`;
    for await (const { workflowId } of client.workflow.list({ query, pageSize: 20 })) {
      found.push(workflowId);
      if (found.length === 20) break;
    }
    return found;
  });
}

/** Undefined where the ID is of no kind that has a page. */
export function kindOf(workflowId: string): WorkflowKind | undefined {
  const kind = readWorkflowId(workflowId)?.kind;
  return kind === 'erp-lease' ? undefined : kind;
}

export const isStanding = (kind: WorkflowKind): boolean => standing.includes(kind);
