import type { Client } from '@temporalio/client';
import { orderReference, orderWorkflowId } from '../domain/ids.ts';
import type { BookedDocument, BookedOrder, ErpSystem, ShopSystem } from '../sandbox/kit/system.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import { erps, shops as shopSystems } from '../sandbox/systems.ts';
import { actionsQuery, orderQuery } from '../workflows/messages.ts';
import type { Placed } from './customers.ts';
import { type AtGateways, type GatewayBooks, gatewayBooks, ofGateways, pageIsOf } from './gateway-books.ts';
import { shops, standing } from './installation.ts';
import { type InList, readList, unlessStuck } from './list.ts';

/** What the systems' own books say at the end of a run. Amounts in minor units. */
export interface Books {
  orders: OrderInBooks[];
  /** Charges, documents and workflows that belong to no order. */
  ofNobody: string[];
  /** The most calls that the ERP had under way at once, from all workers together. */
  erpAtOnce: number;
  /** IDs of workflows of any kind that can't go on because one of their tasks fails. */
  stuck: string[];
}

/** One order, as each system's books have it. */
export interface OrderInBooks extends AtGateways {
  name: string;
  shop: Placed['shop'];
  way: Placed['way'];
  total: number;
  /** Whether it is cancelled in the shop. */
  cancelled: boolean;
  inShop: {
    /** The shop's own name of the order's state, in English. */
    status: string;
    /** Each amount that the shop has booked as paid. */
    booked: number[];
    /** How often the shop was told to collect the money online itself. */
    captures: number;
    /** The markers of our notices in the order's comments; one that was written twice is there twice. */
    markers: string[];
  };
  /** Whether the customer has seen a page on which to pay. */
  seen: boolean;
  documents: { number: string; total: number }[];
  /** Absent where Temporal has no workflow for the order. */
  workflow?: { stage: string; outcome: string; attentions: string[]; atRest: boolean };
}

/** Reads what became of each order from the sandboxes' own books, and from Temporal what people see there. */
export async function readBooks(placed: Placed[], sandboxes: Sandboxes, client: Client): Promise<Books> {
  const list = await readList(client);
  const atAll = gatewayBooks(sandboxes);
  const documents = inErps(sandboxes);
  const orders: OrderInBooks[] = [];
  for (const order of placed) {
    const shop: ShopSystem = shopSystems[order.shop];
    const known = shop.orders(sandboxes[order.shop].books).find(({ id }) => id === order.id);
    if (!known) throw new Error(`${order.shop} has no order ${order.id}`);
    orders.push({
      name: nameOf(order),
      shop: order.shop,
      way: order.way,
      total: cents(known.total),
      cancelled: known.status === shop.states.cancelled,
      inShop: inShop(known),
      ...ofGateways(order, atAll),
      seen: order.visited.size > 0,
      documents: documents
        .filter(({ reference }) => reference === referenceOf(order))
        .map(({ number, total }) => ({ number, total })),
      workflow: await workflowOf(order, list, client),
    });
  }
  const all = [...list.map(({ workflowId }) => workflowId), ...standing];
  return {
    orders,
    ofNobody: ofNobody(placed, atAll, documents, list),
    stuck: await stuckOf(all, client),
    erpAtOnce: sandboxes.mexal.books.mostAtOnce,
  };
}

const nameOf = ({ shop, id, number, way, deed }: Placed): string =>
  `${shop} ${id} (${number}, ${way === 'gateway' ? deed : way})`;
export const workflowIdOf = ({ shop, id }: Placed): string => orderWorkflowId(shops[shop], id);
const cents = (major: number): number => Math.round(major * 100);
/** Markers of holds, which an order may have several times; not counted as notices. */
const OF_HOLDS = new Set(['held', 'released']);
const MARKER = /\[incasso:([^\]\s#]+)[^\]\s]*\]/g;

function inShop({ status, comments, booked, captures }: BookedOrder): OrderInBooks['inShop'] {
  return {
    status,
    booked: booked.map(cents),
    captures,
    markers: comments
      .flatMap((comment) => [...comment.matchAll(MARKER)].map(([, marker]) => marker ?? ''))
      .filter((marker) => !OF_HOLDS.has(marker)),
  };
}

const referenceOf = ({ shop, id }: Placed): string => orderReference({ shop: shops[shop], id });

/** All documents, of all ERPs. */
const inErps = (sandboxes: Sandboxes): BookedDocument[] =>
  (Object.keys(erps) as (keyof typeof erps)[]).flatMap((name) => {
    const { documents }: ErpSystem = erps[name];
    return documents(sandboxes[name].books);
  });

async function workflowOf(order: Placed, list: InList[], client: Client): Promise<OrderInBooks['workflow']> {
  const workflowId = workflowIdOf(order);
  const listed = list.find((row) => row.workflowId === workflowId);
  if (!listed) return undefined;
  const view = await unlessStuck(() => client.workflow.getHandle(workflowId).query(orderQuery));
  const { stage, outcome, atRest } = listed;
  return { stage, outcome, atRest, attentions: (view?.attentions ?? []).map(({ code }) => code) };
}

/** The workflows that don't answer because one of their tasks fails. */
async function stuckOf(workflowIds: string[], client: Client): Promise<string[]> {
  const stuck: string[] = [];
  for (const workflowId of workflowIds)
    if ((await unlessStuck(() => client.workflow.getHandle(workflowId).query(actionsQuery))) === undefined)
      stuck.push(workflowId);
  return stuck;
}

function ofNobody(
  placed: Placed[],
  atAll: GatewayBooks[],
  documents: BookedDocument[],
  list: InList[],
): string[] {
  const workflowIds = new Set(placed.map(workflowIdOf));
  const references = new Set(placed.map(referenceOf));
  return [
    ...atAll.flatMap(({ pages, charges }) =>
      charges
        .filter(({ page }) => !pages.some((one) => one.id === page && placed.some((o) => pageIsOf(o, one))))
        .map(({ id }) => `charge ${id}`),
    ),
    ...documents
      .filter(({ reference }) => !references.has(reference))
      .map(({ number }) => `document ${number}`),
    ...list
      .filter(({ type, workflowId }) => type === 'order' && !workflowIds.has(workflowId))
      .map(({ workflowId }) => `workflow ${workflowId}`),
  ];
}
