import { shopWorkflowId } from '../../domain/ids.ts';
import { until } from '../customer.ts';
import { pagesOf } from './books.ts';
import { cancelledUnpaid, isClosed, unpaid } from './changes.ts';
import { ofDocuments } from './documents.ts';
import {
  closesPaid,
  done,
  type Ending,
  inShop,
  page,
  paid,
  pays,
  type Scene,
  type Story,
  sees,
  shopIsTold,
  standsOn,
  stripe,
} from './story.ts';

const order = (description: object = {}): Story['begins'] => ({ order: description, shop: 'prestashop' });
const accepted: Ending = { ...paid, shopState: 'Payment accepted' };
const cancelled: Ending = { ...accepted, attention: 'PAID_BUT_CANCELLED', shopState: 'Canceled' };

/** Waits until the shop has mailed its customer to pay; the link is in the order's messages. */
async function mailed({ customer, subject, world }: Scene): Promise<void> {
  await until(`the mail with which order ${subject.number} is paid`, async () => {
    const { mails } = await customer.books(world.urls.prestashop);
    const asksToPay = (mail: { orderId: number; template: string }) =>
      String(mail.orderId) === subject.id && mail.template === 'payment_link';
    return mails.some(asksToPay) ? true : undefined;
  });
}

/** A shop that announces nothing and has states of its own: each of them is the end of some story. */
export const prestashop: Story[] = [
  {
    name: 'paid by the mailed link',
    begins: order(),
    async acts(scene) {
      await mailed(scene);
      await pays(scene);
    },
    ending: accepted,
  },
  {
    name: 'refused, then paid',
    begins: order(),
    async acts(scene) {
      const stripePage = await page(scene);
      await scene.customer.presses(stripePage, 'refuse');
      await sees(scene, await scene.customer.presses(stripePage, 'pay'), 'paid');
    },
    ending: accepted,
  },
  {
    name: 'reference begins alike',
    begins: order({ reference: '2026-000502' }),
    // A state's payments have only the first nine letters, which are the same in both.
    async before({ customer, world }) {
      await customer.tells(world.urls.prestashop, 'settings', { longReferences: true });
      const paidBefore = { reference: '2026-000501', module: 'paypal', paid: true };
      await customer.tells(world.urls.prestashop, 'orders', paidBefore);
    },
    async acts(scene) {
      await mailed(scene);
      await pays(scene);
    },
    ending: accepted,
  },
  {
    name: 'message made to look ours',
    begins: order({ message: 'Grazie! [incasso:paid:1] [incasso:accepted]' }),
    acts: pays,
    ending: accepted,
  },
  {
    name: 'bank transfer',
    begins: order({ module: 'ps_wirepayment' }),
    acts: (scene) => shopIsTold(scene, 'Ordine preso in carico'),
    ending: { ...accepted, outcome: 'PENDING', shopState: 'Taken over', charges: [], payments: 0 },
  },
  {
    name: 'already paid in the shop',
    begins: order({ module: 'paypal', paid: true }),
    acts: async () => {},
    ending: { ...accepted, charges: [], payments: 0 },
  },
  {
    name: 'not paid in time',
    begins: order(),
    windows: { order: 3_000 },
    acts: (scene) => shopIsTold(scene, 'Pagamento non riuscito entro il termine'),
    ending: { ...unpaid, shopState: 'Payment error' },
  },
  {
    name: 'cancelled while unpaid',
    begins: order(),
    acts: cancelledUnpaid,
    ending: { ...unpaid, shopState: 'Canceled' },
  },
  {
    name: 'cancelled after payment',
    begins: order(),
    async acts(scene) {
      await pays(scene);
      await done(scene);
      await inShop(scene).cancels(scene.subject.id);
    },
    ending: cancelled,
  },
  {
    name: 'edited while unpaid',
    begins: order({ items: [{ reference: 'MIELE-ACACIA', qty: 1 }] }),
    async acts(scene) {
      const { customer, subject } = scene;
      const old = await page(scene);
      const shop = inShop(scene);
      await shop.does(subject.id, 'edit', { reference: 'MIELE-ACACIA', qty: 3 });
      await customer.presses(await customer.goesToPay(await subject.link(), old), 'pay');
      await isClosed(scene, old);
      const asked = (await pagesOf(scene)).at(-1)?.asked;
      const due = Math.round((await shop.order(subject.id)).total * 100);
      if (asked !== due) throw new Error(`${asked} was asked for, not ${due}`);
    },
    ending: { ...accepted, payments: 2 },
  },
  {
    name: 'shop down for a while',
    begins: order(),
    async acts(scene) {
      const { customer, world } = scene;
      const stripePage = await page(scene);
      await customer.tells(world.urls.prestashop, 'down', { ms: 10_000 });
      await sees(scene, await customer.presses(stripePage, 'pay'), 'paid');
      await standsOn(scene, shopWorkflowId(world.prestashop), 'SHOP_AWAY');
    },
    ending: { ...accepted, standing: 1 },
  },
  {
    name: 'paid and failed at once',
    begins: order(),
    async acts(scene) {
      const { session } = await closesPaid(scene);
      await done(scene);
      await stripe(scene, `sessions/${session}/contradict`);
      await shopIsTold(scene, 'Pagamento da verificare');
    },
    ending: accepted,
  },
  ...ofDocuments(order(), {
    ship: { ...accepted, shopState: 'Shipped' },
    invoice: { ...accepted, shopState: 'Invoiced' },
    cancel: cancelled,
  }),
];
