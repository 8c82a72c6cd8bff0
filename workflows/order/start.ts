import { orderWorkflowId } from '../../domain/ids.ts';
import { TASK_TIMEOUT } from '../kit/alone.ts';
import { searchAttributes as key } from '../kit/search-attributes.ts';
import type { OrderInput, OrderView } from './messages.ts';

/** The workflow of type `order`, for whoever starts it. */
export type OrderWorkflow = (input: OrderInput) => Promise<OrderView>;

/**
 * How an order's workflow is started, whoever brings it: once, ever. `again`: its last run failed, since the shop did not
 * have the order then.
 */
export const orderStart = ({ shop, id, announced }: OrderInput, again = false) => ({
  workflowId: orderWorkflowId(shop, id),
  workflowIdReusePolicy: again ? ('ALLOW_DUPLICATE_FAILED_ONLY' as const) : ('REJECT_DUPLICATE' as const),
  workflowTaskTimeout: TASK_TIMEOUT,
  args: [{ shop, id, announced }] as [OrderInput],
  staticSummary: `Order ${id} of ${shop}`,
  typedSearchAttributes: [
    { key: key.Stage, value: 'IMPORT' },
    { key: key.Outcome, value: 'PENDING' },
    { key: key.Shop, value: shop },
  ],
});
