import type { Client } from '@temporalio/client';
import { orderWorkflowId } from '../domain/ids.ts';
import { totalsOf } from '../sandbox/mexal/totals.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import { type BookedOrder, magentoOrders, prestashopOrders } from '../sandbox/shop-books.ts';
import { actionsQuery, orderQuery } from '../workflows/messages.ts';
import type { Placed } from './customers.ts';
import { type InList, readList, unlessStuck } from './list.ts';
import { shops, standing } from './stage.ts';

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
export interface OrderInBooks {
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
  /** The gateway's charges, and how much of each was refunded. */
  charges: { id: string; amount: number; refunded: number }[];
  /** Gateway pages that the customer has seen and that can still be paid. */
  openPages: number;
  documents: { number: string; total: number }[];
  /** Absent where Temporal has no workflow for the order. */
  workflow?: { stage: string; outcome: string; attentions: string[]; atRest: boolean };
}

/** Reads what became of each order from the sandboxes' own books, and from Temporal what people see there. */
export async function readBooks(placed: Placed[], sandboxes: Sandboxes, client: Client): Promise<Books> {
  const list = await readList(client);
  const booked = {
    magento: magentoOrders(sandboxes.magento.books),
    prestashop: prestashopOrders(sandboxes.presta.books),
  };
  const orders: OrderInBooks[] = [];
  for (const order of placed) {
    const known = booked[order.shop].find(({ id }) => id === order.id);
    if (!known) throw new Error(`${order.shop} has no order ${order.id}`);
    orders.push({
      name: nameOf(order),
      shop: order.shop,
      way: order.way,
      total: cents(known.total),
      cancelled: ['canceled', 'Canceled'].includes(known.status),
      inShop: inShop(order, known, sandboxes),
      ...atGateway(order, sandboxes),
      documents: inErp(order, sandboxes),
      workflow: await workflowOf(order, list, client),
    });
  }
  const all = [...list.map(({ workflowId }) => workflowId), ...standing];
  return {
    orders,
    ofNobody: ofNobody(placed, sandboxes, list),
    stuck: await stuckOf(all, client),
    erpAtOnce: sandboxes.mexal.books.mostAtOnce,
  };
}

const nameOf = ({ shop, id, number, way, deed }: Placed): string =>
  `${shop} ${id} (${number}, ${way === 'gateway' ? deed : way})`;
const workflowIdOf = ({ shop, id }: Placed): string => orderWorkflowId(shops[shop], id);
const cents = (major: number): number => Math.round(major * 100);
/** Markers of holds, which an order may have several times; not counted as notices. */
const OF_HOLDS = new Set(['held', 'released']);
const MARKER = /\[incasso:([^\]\s#]+)[^\]\s]*\]/g;

function inShop(
  order: Placed,
  { status, comments }: BookedOrder,
  sandboxes: Sandboxes,
): OrderInBooks['inShop'] {
  const { magento, presta } = sandboxes;
  const { invoices, captures } = magento.books;
  const ofMagento = order.shop === 'magento';
  const booked = ofMagento
    ? invoices
        .filter(({ order_id }) => String(order_id) === order.id)
        .map(({ grand_total }) => Number(grand_total))
    : (presta.books.tables.order_payments ?? [])
        .filter(({ order_reference }) => order_reference === order.number)
        .map(({ amount }) => Number(amount));
  return {
    status,
    booked: booked.map(cents),
    captures: ofMagento ? captures.filter(({ orderId }) => String(orderId) === order.id).length : 0,
    markers: comments
      .flatMap((comment) => [...comment.matchAll(MARKER)].map(([, marker]) => marker ?? ''))
      .filter((marker) => !OF_HOLDS.has(marker)),
  };
}

/** Whether a page is the order's: a payment's reference begins with the order's number. */
const pageIsOf = ({ number }: Placed, reference: string | null): boolean =>
  reference?.startsWith(`${number}-`) ?? false;

function atGateway(
  order: Placed,
  { stripe: { books } }: Sandboxes,
): Pick<OrderInBooks, 'charges' | 'openPages'> {
  const pages = Object.values(books.sessions)
    .map(({ object }) => object)
    .filter(({ client_reference_id }) => pageIsOf(order, client_reference_id));
  const ids = new Set(pages.map(({ id }) => id));
  return {
    charges: books.charges
      .filter(({ session }) => ids.has(session))
      .map(({ id, amount }) => ({ id, amount, refunded: books.chargeObjects[id]?.amount_refunded ?? 0 })),
    openPages: pages.filter(({ id, status }) => status === 'open' && order.visited.has(id)).length,
  };
}

const noteOf = ({ shop, id }: Placed): string => `Incasso ${shops[shop]}/${id}`;

function inErp(order: Placed, { mexal: { books } }: Sandboxes): OrderInBooks['documents'] {
  return Object.values(books.documents)
    .filter(({ header }) => header.nota === noteOf(order))
    .map((document) => ({
      number: `${document.sigla} ${document.serie}/${document.numero}`,
      total: cents(totalsOf(books, document).total),
    }));
}

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

function ofNobody(placed: Placed[], { stripe, mexal }: Sandboxes, list: InList[]): string[] {
  const workflowIds = new Set(placed.map(workflowIdOf));
  const notes = new Set(placed.map(noteOf));
  const { charges, sessions } = stripe.books;
  const referenceOf = (session: string) => sessions[session]?.object.client_reference_id ?? null;
  return [
    ...charges
      .filter(({ session }) => !placed.some((order) => pageIsOf(order, referenceOf(session))))
      .map(({ id }) => `charge ${id}`),
    ...Object.values(mexal.books.documents)
      .filter(({ header }) => !notes.has(String(header.nota)))
      .map(({ sigla, serie, numero }) => `document ${sigla} ${serie}/${numero}`),
    ...list
      .filter(({ type, workflowId }) => type === 'order' && !workflowIds.has(workflowId))
      .map(({ workflowId }) => `workflow ${workflowId}`),
  ];
}
