import { until } from '../customer.ts';
import { subjectOf } from './begin.ts';
import { documentsOf } from './books.ts';
import { ofDocuments } from './documents.ts';
import {
  type Cast,
  card,
  type Ending,
  inShop,
  page,
  paid,
  pays,
  type Scene,
  type Story,
  sessionOf,
} from './story.ts';

/** Cancelled in the shop before anybody paid. */
export const unpaid: Ending = {
  ...paid,
  outcome: 'NEGATIVE',
  document: false,
  shopState: 'canceled',
  charges: [],
};

/** Waits until the gateway's books say that nobody can pay on the page any more. */
export async function isClosed({ customer, world }: Cast, stripePage: string): Promise<void> {
  await until(`${stripePage} to be closed`, async () => {
    const { sessions } = await customer.books(world.urls.stripe);
    return sessions[sessionOf(stripePage)].object.status === 'expired' ? true : undefined;
  });
}

/** The customer is on the gateway's page; somebody in the shop cancels the order. */
export async function cancelledUnpaid(scene: Scene): Promise<void> {
  const stripePage = await page(scene);
  await inShop(scene).cancels(scene.subject.id);
  await isClosed(scene, stripePage);
}

const announcing = ({ customer, world }: Cast, to: object | null) =>
  customer.tells(world.urls.magento, 'announce', to);

/** Changes of Magento's orders that the shop doesn't announce, and of documents in the ERP. */
export const changes: Story[] = [
  {
    name: 'found, not announced',
    begins: card,
    before: (cast) => announcing(cast, null),
    async acts(scene) {
      const { subject, world } = scene;
      await announcing(scene, {
        url: `${world.urls.api}/shops/${world.shop}/orders/{id}`,
        secret: 'sandbox-announce-secret',
      });
      await scene.customer.mailWith(subject.id, await subject.link());
      await pays(scene);
    },
    ending: paid,
  },
  { name: 'cancelled while unpaid', begins: card, acts: cancelledUnpaid, ending: unpaid },
  {
    name: 'edited while unpaid',
    begins: card,
    async acts(scene) {
      const stripePage = await page(scene);
      const shop = inShop(scene);
      const old = { ...scene };
      // Magento cancels the old order and places a new one.
      const edited = await shop.does(old.subject.id, 'edit', { items: [{ sku: 'MUG-WHITE', qty: 3 }] });
      await isClosed(scene, stripePage);
      scene.replaced.push(old.subject.workflowId);
      scene.subject = subjectOf(shop, { id: String(edited.entity_id), number: String(edited.increment_id) });
      await pays(scene);
      const documents = await documentsOf(old);
      if (documents.length > 0) throw new Error(`the order that was edited has ${JSON.stringify(documents)}`);
    },
    ending: { ...paid, replaced: 1 },
  },
  ...ofDocuments(card, { ship: paid, invoice: paid, cancel: paid }),
];
