import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { gatewayWorkflowId, shopWorkflowId } from '../domain/ids.ts';
import { gatewayQuery } from '../workflows/standing/gateway/messages.ts';
import { shopQuery } from '../workflows/standing/shop/messages.ts';
import { readList, unlessStuck } from './list.ts';
import { gateway, shops } from './stage.ts';

const LOOK_MS = 1_000;
/** For how long nothing may have moved. */
const QUIET_MS = 3_000;
/** Longer than one look at a shop or a gateway takes. */
const ONE_LOOK_MS = 3_000;

export interface Settling {
  /** How many orders there are to be. */
  orders: number;
  deadlineMs: number;
  log: (line: string) => void;
}

/**
 * Waits until shops and gateway were looked at once more, and all has been at rest for a while; or until the deadline.
 * What moves then is in the books as such.
 */
export async function untilAtRest(client: Client, { orders, deadlineMs, log }: Settling): Promise<void> {
  const begun = Date.now();
  let before = '';
  let logged = '';
  for (let since = begun; Date.now() < begun + deadlineMs; await delay(LOOK_MS)) {
    const list = await readList(client);
    const moving = list.filter(({ atRest }) => !atRest).length;
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

/** When the one that was looked at longest ago was looked at; epoch milliseconds. */
async function lastLook({ workflow }: Client): Promise<number> {
  const views = await Promise.all([
    unlessStuck(() => workflow.getHandle(gatewayWorkflowId(gateway)).query(gatewayQuery)),
    ...Object.values(shops).map((shop) =>
      unlessStuck(() => workflow.getHandle(shopWorkflowId(shop)).query(shopQuery)),
    ),
  ]);
  return Math.min(...views.map((view) => Date.parse(view?.lookedAt ?? '') || 0));
}
