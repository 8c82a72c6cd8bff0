import { type Client, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Orders } from '../activities/import.ts';
import type { Seals } from '../config/seals.ts';
import { orderReference, orderWorkflowId, readOrderReference, readWorkflowId } from '../domain/ids.ts';
import { FollowedDocument } from '../domain/schemas/document.ts';
import { searchAttributes as key } from '../workflows/kit/search-attributes.ts';
import { documentChangedSignal, orderQuery, shopChangedSignal } from '../workflows/messages.ts';
import { type OrderWorkflow, orderStart } from '../workflows/order/start.ts';
import { withDeadline } from './deadline.ts';
import { asFailure } from './errors.ts';
import { sender } from './signals.ts';

// Each item of the list comes with all its attributes: a thousand at a time would fill the worker's memory.
const PART = 100;
const DEADLINE_MS = 5_000;

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

const Followed = FollowedDocument.omit({ reference: true });
type Followed = Omit<FollowedDocument, 'reference'>;

/** What an order's column says of its document; undefined where it has none, or one that can't be read. */
function followedIn(column: string | undefined): Followed | undefined {
  try {
    return Followed.safeParse(JSON.parse(column ?? '')).data;
  } catch {
    return undefined;
  }
}

/**
 * The same of an order that wrote its document before there was such a column: the order itself is asked. Undefined where
 * it is over. Throws TEMPORAL_AWAY or WORKFLOW_STUCK where it does not answer: then nothing counts as read.
 */
async function followedBy(client: Client, workflowId: string): Promise<Followed | undefined> {
  try {
    const order = client.workflow.getHandle(workflowId);
    const { document, documentState } = await withDeadline(client, DEADLINE_MS, () =>
      order.query(orderQuery),
    );
    return document && { number: document.number, year: document.year, state: documentState };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw asFailure(error);
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
        const order = readWorkflowId(workflowId);
        if (order?.kind !== 'order') continue;
        const document =
          followedIn(typedSearchAttributes.get(key.FollowedDocument)) ??
          (await followedBy(client, workflowId));
        if (document && document.state !== 'invoiced' && document.state !== 'cancelled')
          part.push({ reference: orderReference(order), ...document });
        if (part.length < PART) continue;
        yield part;
        part = [];
      }
      if (part.length > 0) yield part;
    },
    async tellDocument({ reference, number, state, seen, shipment }) {
      const order = readOrderReference(reference);
      if (!order) return 'over';
      try {
        const workflowId = orderWorkflowId(order.shop, order.id);
        await send(workflowId, documentChangedSignal, { number, state, seen, shipment });
        return 'told';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'over';
        throw error;
      }
    },
    async start(shop, id, changedAt) {
      if (await begin(shop, id)) return 'started';
      const became = await tell(shop, id, changedAt);
      if (became !== 'over' || !(await unknownSince(client, orderWorkflowId(shop, id)))) return became;
      return (await begin(shop, id, true)) ? 'started' : tell(shop, id, changedAt);
    },
  };
}
