import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Orders } from '../activities/import.ts';
import type { Seals } from '../config/seals.ts';
import type { FollowedDocument } from '../domain/schemas/document.ts';
import { readDocumentColumn } from '../workflows/kit/columns.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';
import { documentChangedSignal, orderWorkflowId, shopChangedSignal } from '../workflows/messages.ts';
import { type OrderWorkflow, orderStart } from '../workflows/order/start.ts';
import { sender } from './signals.ts';

// Each comes with all that is known of it: a thousand at a time would fill the worker's memory for one reading.
const PART = 100;

/**
 * When an order's last run ended since the shop did not have it: it was announced too early, or wrongly. Undefined where
 * it ended otherwise, or runs: no other run of an order fails, and one that was terminated never begins again.
 */
export async function unknownSince(client: Client, workflowId: string): Promise<Date | undefined> {
  try {
    const { status, closeTime } = await client.workflow.getHandle(workflowId).describe();
    return status.name === 'FAILED' ? closeTime : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** The way to orders through Temporal: none is started twice, and one that is over is left alone. */
export function ordersOf(client: Client, taskQueue: string, seals: Seals): Orders {
  const send = sender(client, seals);
  const tell: Orders['tell'] = async (shop, id, changedAt, refunded) => {
    try {
      await send(orderWorkflowId(shop, id), shopChangedSignal, { changedAt, refunded });
      return 'told';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return 'over';
      throw error;
    }
  };
  const begin = async (shop: string, id: string, again = false): Promise<boolean> => {
    try {
      const start = orderStart({ shop, id, announced: false }, again);
      await client.workflow.start<OrderWorkflow>('order', { ...start, taskQueue });
      return true;
    } catch (error) {
      if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
      throw error;
    }
  };
  return {
    tell,
    async *followed(shops) {
      if (shops.length === 0) return;
      let part: FollowedDocument[] = [];
      const names = shops.map((shop) => `"${shop}"`).join(', ');
      const query = `WorkflowType="order" AND ExecutionStatus="Running" AND Document IS NOT NULL AND Shop IN (${names})`;
      for await (const { workflowId, typedSearchAttributes } of client.workflow.list({
        query,
        pageSize: PART,
      })) {
        const [, shop, id] = /^order:([^:]+):(.+)$/.exec(workflowId) ?? [];
        const document = readDocumentColumn(typedSearchAttributes.get(key.Document) ?? '');
        if (document.state !== 'invoiced' && document.state !== 'cancelled')
          part.push({ reference: `${shop}/${id}`, ...document });
        if (part.length < PART) continue;
        yield part;
        part = [];
      }
      if (part.length > 0) yield part;
    },
    async tellDocument({ reference, number, state, seen, shipment }) {
      const [shop = '', ...id] = reference.split('/');
      try {
        const workflowId = orderWorkflowId(shop, id.join('/'));
        await send(workflowId, documentChangedSignal, { number, state, seen, shipment });
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'over';
        throw error;
      }
    },
    async start(shop, id, changedAt) {
      if (await begin(shop, id)) return 'started';
      const told = await tell(shop, id, changedAt);
      if (told !== 'over' || !(await unknownSince(client, orderWorkflowId(shop, id)))) return told;
      return (await begin(shop, id, true)) ? 'started' : tell(shop, id, changedAt);
    },
  };
}
