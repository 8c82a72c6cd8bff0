import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { gatewayWorkflowId, paymentWorkflowId, shopWorkflowId } from '../domain/ids.ts';
import { gatewayQuery } from '../workflows/standing/gateway/messages.ts';
import { shopQuery } from '../workflows/standing/shop/messages.ts';
import { shops, watched } from './installation.ts';
import { type InList, readList, unlessStuck } from './list.ts';

const LOOK_MS = 1_000;
/** How long nothing must have changed until all counts as being at rest. */
const QUIET_MS = 3_000;
/** Longer than one look at a shop or a gateway takes. */
const ONE_LOOK_MS = 3_000;

/** What `untilAtRest` waits for. */
export interface Settling {
  /** The orders that may stay as they are, by their number in paymentIds and their workflow's id. */
  waiting: () => { workflowId: string; number: string }[];
  /** How many orders have to be in Temporal. */
  orders: number;
  deadlineMs: number;
  log: (line: string) => void;
}

/**
 * Waits until shops and gateways were looked at once more and no workflow has changed for QUIET_MS, or until the deadline;
 * an order that still moves then is a breach.
 */
export async function untilAtRest(
  client: Client,
  { orders, waiting, deadlineMs, log }: Settling,
): Promise<void> {
  const begun = Date.now();
  let before = '';
  let logged = '';
  for (let since = begun; Date.now() < begun + deadlineMs; await delay(LOOK_MS)) {
    const list = await readList(client);
    const may = waiting();
    const waits = ({ workflowId, stage, outcome }: InList) =>
      stage === 'PAYMENT' &&
      outcome === 'PENDING' &&
      may.some(
        (one) => one.workflowId === workflowId || workflowId.startsWith(paymentWorkflowId(`${one.number}-`)),
      );
    const moving = list.filter((row) => !row.atRest && !waits(row)).length;
    const missing = orders - list.filter(({ type }) => type === 'order').length;
    const looked = (await lastLook(client)) > begun + ONE_LOOK_MS;
    const now = JSON.stringify(list);
    if (now !== before || moving > 0 || missing > 0 || !looked) since = Date.now();
    if (Date.now() - since >= QUIET_MS) return;
    const line = `${moving} still moving, ${missing} not begun`;
    if (line !== logged) log(line);
    before = now;
    logged = line;
  }
  log('the deadline is over');
}

/** When every gateway that is looked at and every shop had been looked at (the oldest of the last looks); epoch milliseconds, 0 for never. */
async function lastLook({ workflow }: Client): Promise<number> {
  const views = await Promise.all([
    ...watched.map((gateway) =>
      unlessStuck(() => workflow.getHandle(gatewayWorkflowId(gateway)).query(gatewayQuery)),
    ),
    ...Object.values(shops).map((shop) =>
      unlessStuck(() => workflow.getHandle(shopWorkflowId(shop)).query(shopQuery)),
    ),
  ]);
  return Math.min(...views.map((view) => Date.parse(view?.lookedAt ?? '') || 0));
}
