import type { Config } from '../config/schema.ts';
import { orderQuery, orderWorkflowId, paymentWorkflowId } from '../workflows/messages.ts';
import { type Customer, until } from './customer.ts';
import type { Ending, Story } from './stories.ts';
import type { World } from './world.ts';

/** The demo's windows, so short that a person can watch. */
export function shortened({ windows, erp }: Config): void {
  windows.verify = [500, 2_000, 10_000];
  for (const settings of Object.values(erp)) settings.serverLimit = 2_000;
}

export interface StoryResult {
  story: string;
  order: string;
  outcome: string;
  attention: string | null;
  /** The document's number in the ERP's books. */
  document: string | null;
  shopState: string;
  /** Of the order's workflow and its payments together. */
  historyEvents: number;
  ok: boolean;
  why?: string;
}

/** Places the story's order, lets its customer act, and waits until it ends as it should, or a minute. */
export async function tell(story: Story, customer: Customer, world: World): Promise<StoryResult> {
  const order = await customer.places(story.order);
  let why: string | undefined;
  try {
    await story.acts(customer, order, world);
    await until(`"${story.name}" to end as ${JSON.stringify(story.ending)}`, async () => {
      const seen = await endingOf(order, customer, world);
      return seen && same(seen, story.ending) ? seen : undefined;
    });
  } catch (error) {
    why = error instanceof Error ? error.message : String(error);
  }
  const seen = await endingOf(order, customer, world);
  const ok = why === undefined && seen !== undefined && same(seen, story.ending);
  return {
    story: story.name,
    order: order.number,
    outcome: seen?.outcome ?? 'unknown',
    attention: seen?.attention ?? null,
    document: seen?.documents.join(' + ') || null,
    shopState: seen?.shopState ?? 'unknown',
    historyEvents: await historyEvents(order.id, world),
    ok,
    why: why ?? (ok ? undefined : `ended as ${JSON.stringify(seen)}`),
  };
}

type Seen = Ending & { documents: string[] };

const same = (seen: Seen, wanted: Ending): boolean =>
  seen.outcome === wanted.outcome &&
  seen.attention === wanted.attention &&
  seen.shopState === wanted.shopState &&
  seen.stage === wanted.stage &&
  seen.documents.length === (wanted.document ? 1 : 0);

/** What became of the order, from the books of shop and ERP themselves; of the workflow only outcome and attention. */
async function endingOf(
  { id, number }: { id: string; number: string },
  customer: Customer,
  { shop: shopName, urls, client }: World,
): Promise<Seen | undefined> {
  const view = await client.workflow
    .getHandle(orderWorkflowId(shopName, id))
    .query(orderQuery)
    .catch(() => undefined);
  const shop = await customer.books(urls.magento);
  // A story may have taken the ERP down: then nobody can say yet.
  const erp = await customer.books(urls.mexal).catch(() => undefined);
  if (!view || !erp) return undefined;
  const inShop = shop.orders.find((o: { entity_id: number }) => String(o.entity_id) === id);
  const documents = documentsOf(erp, `${shopName}/${id}`);
  return {
    outcome: view.outcome,
    stage: view.stage,
    attention: view.attentions[0]?.code ?? null,
    document: documents.length > 0,
    documents,
    shopState: inShop?.status ?? `no order ${number}`,
  };
}

async function historyEvents(id: string, { shop, client }: World): Promise<number> {
  const order = client.workflow.getHandle(orderWorkflowId(shop, id));
  const view = await order.query(orderQuery).catch(() => undefined);
  const handles = [
    order,
    ...(view?.payments ?? []).map((p) => client.workflow.getHandle(paymentWorkflowId(p.paymentId))),
  ];
  const histories = await Promise.all(handles.map((handle) => handle.fetchHistory().catch(() => undefined)));
  return histories.reduce((sum, history) => sum + (history?.events?.length ?? 0), 0);
}

/** Numbers of the documents whose note carries this reference; more than one would be one too many. */
function documentsOf(
  books: {
    documents: Record<string, { sigla: string; serie: number; numero: number; header: { nota?: unknown } }>;
  },
  reference: string,
): string[] {
  return Object.values(books.documents)
    .filter(({ header }) => String(header.nota ?? '').endsWith(` ${reference}`))
    .map(({ sigla, serie, numero }) => `${sigla} ${serie}/${numero}`);
}
