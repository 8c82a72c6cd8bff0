import { documentsOf, pagesOf } from './books.ts';
import { isClosed } from './changes.ts';
import { card, done, type Ending, inShop, page, paid, pays, type Scene, type Story } from './story.ts';

const inTheShop = { method: 'paypal_express', items: [{ sku: 'LAMPADA-TAV', qty: 2 }] };
const letThrough = { reason: 'cliente conosciuto, ho telefonato' };
/** How a story ends where the shop took the money itself. */
const prepaid: Ending = { ...paid, charges: [], payments: 0 };
const accepted: Ending = { ...paid, shopState: 'Payment accepted' };

/** Waits until an operator sees why the order is held back; throws where it has a document already. */
async function stands(scene: Scene, attention: string): Promise<void> {
  await scene.operator.sees(scene.subject.workflowId, attention);
  const documents = await documentsOf(scene);
  if (documents.length > 0) throw new Error(`it was written too early: ${JSON.stringify(documents)}`);
}

/** After payment and document somebody in the shop writes a refund down, which moves no money. */
const paidThenRefunded = (refund: object) => async (scene: Scene) => {
  await pays(scene);
  await done(scene);
  await inShop(scene).does(scene.subject.id, 'refund', refund);
};

/** Orders that are on hold, refunded or suspected in the shop, that cost too little, or whose money is only authorised. */
export const stopped: Story[] = [
  {
    name: 'on hold for a while',
    begins: card,
    async acts(scene) {
      const { customer, subject } = scene;
      const shop = inShop(scene);
      const stripePage = await page(scene);
      await shop.does(subject.id, 'hold');
      await isClosed(scene, stripePage);
      await stands(scene, 'ORDER_ON_HOLD');
      await shop.does(subject.id, 'unhold');
      await customer.presses(await customer.goesToPay(await subject.link(), stripePage), 'pay');
    },
    ending: { ...paid, payments: 2 },
  },
  {
    name: 'less than cards can take',
    begins: {
      shop: 'prestashop',
      order: { items: [{ reference: 'MIELE-ACACIA', price: 0.3 }], shipping: 0 },
    },
    async acts(scene) {
      await stands(scene, 'GATEWAY_AMOUNT_REFUSED');
      const pages = await pagesOf(scene);
      if (pages.length > 0) throw new Error(`a page was opened: ${JSON.stringify(pages)}`);
      await inShop(scene).does(scene.subject.id, 'edit', { reference: 'MIELE-ACACIA', qty: 3 });
      await pays(scene);
      const [asked] = await pagesOf(scene);
      if (asked?.asked !== 90) throw new Error(`${asked?.asked} cents were asked for, not 90`);
    },
    ending: accepted,
  },
  {
    name: 'suspected, let through',
    begins: { order: { ...inTheShop, paid: true, suspected: true } },
    async acts(scene) {
      await stands(scene, 'ORDER_IN_REVIEW');
      await scene.operator.acts(scene.subject.workflowId, 'letThrough', letThrough);
    },
    ending: { ...prepaid, shopState: 'fraud' },
  },
  {
    name: 'authorised, let through',
    begins: { order: { ...inTheShop, authorised: true } },
    async acts(scene) {
      await stands(scene, 'PAYMENT_AUTHORISED');
      await scene.operator.acts(scene.subject.workflowId, 'letThrough', letThrough);
    },
    ending: { ...prepaid, outcome: 'AUTHORISED' },
  },
  {
    name: 'refunded in the shop',
    begins: card,
    acts: paidThenRefunded({}),
    ending: { ...paid, attention: 'REFUNDED_IN_SHOP', shopState: 'closed' },
  },
  {
    name: 'refunded by a credit slip',
    begins: { shop: 'prestashop', order: { items: [{ reference: 'MIELE-ACACIA', qty: 3 }] } },
    acts: paidThenRefunded({ rows: [{ reference: 'MIELE-ACACIA', qty: 1 }] }),
    ending: { ...accepted, attention: 'REFUNDED_IN_SHOP' },
  },
];
