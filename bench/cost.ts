import { setTimeout as delay } from 'node:timers/promises';
import { orderWorkflowId } from '../domain/ids.ts';
import { shopChangedSignal } from '../workflows/messages.ts';
import { opens, pays } from './customers.ts';
import { type Figure, figure } from './figures.ts';
import { bareBuys, type Floor } from './floor/orders.ts';
import { type Cost, callsOf, costOf, historiesAtRest } from './histories.ts';
import { type Installation, SHOP, senderOf } from './installation.ts';

/** What a paid order, its payment included, costs Temporal until Stage DONE: ours and the floor's. */
export interface Costs {
  ours: Cost;
  /** Ours when the shop's import finds the order too, as it does when the customer takes longer than half a minute. */
  found: Cost;
  floor: Cost;
}

/**
 * Reads the costs from real histories. Throws where the floor makes other calls to outside systems than our order does,
 * since it would not be a lower bound then.
 */
export async function readCosts(installation: Installation, floor: Floor): Promise<Costs> {
  const { client } = installation;
  const plain = await opens(installation);
  await pays(installation, plain);
  const ours = await historiesAtRest(client, orderWorkflowId(SHOP, plain.orderId));
  const found = await opens(installation);
  await findsAgain(installation, found.orderId);
  await pays(installation, found);
  const { workflowId } = await bareBuys(floor, 'bareOrder');
  const bare = await historiesAtRest(client, workflowId);
  const { workflowId: single } = await bareBuys(floor, 'singleOrder');
  for (const histories of [bare, await historiesAtRest(client, single)]) assertSameCalls(ours, histories);
  return {
    ours: costOf(ours),
    found: costOf(await historiesAtRest(client, orderWorkflowId(SHOP, found.orderId))),
    floor: costOf(bare),
  };
}

type Histories = Parameters<typeof callsOf>[0];

function assertSameCalls(ours: Histories, floor: Histories): void {
  const [wanted, made] = [ours, floor].map((histories) => callsOf(histories).sort().join(', '));
  if (wanted !== made) throw new Error(`the floor calls ${made}; an order of ours calls ${wanted}`);
}

/** Tells the order that it changed in the shop, as the import does, and waits until it has read the shop. */
async function findsAgain(installation: Installation, orderId: string): Promise<void> {
  const { client } = installation;
  const workflowId = orderWorkflowId(SHOP, orderId);
  await senderOf(installation)(workflowId, shopChangedSignal, { changedAt: new Date().toISOString() });
  while (!callsOf(await historiesAtRest(client, workflowId)).includes('readShopState')) await delay(20);
}

/** The figures of the costs of all rounds. */
export function costFigures(rounds: Costs[]): Figure[] {
  const of = (kind: keyof Costs, what: keyof Cost) => rounds.map((costs) => costs[kind][what]);
  const units = { events: 'events', bytes: 'bytes', actions: 'actions' } as const;
  const names = {
    events: 'events-per-paid-order',
    bytes: 'history-bytes-per-paid-order',
    actions: 'billable-actions-per-paid-order',
  };
  return (Object.keys(units) as (keyof Cost)[]).flatMap((what) => [
    figure(names[what], units[what], { ours: of('ours', what), floor: of('floor', what) }),
    figure(`${names[what]}/found-too`, units[what], { ours: of('found', what), floor: of('floor', what) }),
  ]);
}
