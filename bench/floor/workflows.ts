import {
  condition,
  defineSignal,
  executeChild,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { FloorActivities } from './activities.ts';
import { floorErpQueue } from './activities.ts';

/** The least that an order can be on Temporal: the same calls, answered at once, and one signal that it is paid. */
export const paidSignal = defineSignal('paid');

const calls = proxyActivities<FloorActivities>({ startToCloseTimeout: '1m' });
const erpCalls = () =>
  proxyActivities<FloorActivities>({
    startToCloseTimeout: '1m',
    taskQueue: floorErpQueue(workflowInfo().taskQueue),
  });

/** An order with a workflow of its own for the payment, as ours has. */
export async function bareOrder(id: string): Promise<void> {
  await calls.importOrder(id);
  await executeChild(barePayment, { workflowId: `payment-${id}`, args: [id] });
  await writes(id);
}

/** The payment of `bareOrder`. */
export async function barePayment(id: string): Promise<void> {
  await opensAndWaits(id);
}

/** An order and its payment in one workflow. */
export async function singleOrder(id: string): Promise<void> {
  await calls.importOrder(id);
  await opensAndWaits(id);
  await writes(id);
}

/** A workflow that takes the signals of webhooks and never ends. */
export async function bareListener(): Promise<void> {
  let heard = 0;
  setHandler(noticeSignal, () => {
    heard += 1;
  });
  await condition(() => heard < 0);
}
/** The signal that a webhook gives. */
export const noticeSignal = defineSignal<[unknown]>('notice');

async function opensAndWaits(id: string): Promise<void> {
  let paid = false;
  setHandler(paidSignal, () => {
    paid = true;
  });
  await calls.openPage(id);
  await condition(() => paid);
}

async function writes(id: string): Promise<void> {
  await calls.readShopState(id);
  await Promise.all([erpCalls().writeDocument(id), calls.writeBack(id)]);
}
