import type { Outcome } from '../domain/schemas/payment.ts';
import type { Stage } from '../workflows/messages.ts';
import type { Customer } from './customer.ts';
import type { World } from './world.ts';

/** What a story ends in. `shopState`: the shop's own status of the order. */
export interface Ending {
  outcome: Outcome;
  stage: Stage;
  attention: string | null;
  /** Whether the ERP has a document, exactly one. */
  document: boolean;
  shopState: string;
}

/** One order and what its customer (or the world) does with it. */
export interface Story {
  name: string;
  /** The order as the shop's sandbox takes it. */
  order: object;
  acts(customer: Customer, order: { id: string }, world: World): Promise<void>;
  ending: Ending;
}

const card = { method: 'stripe_payments' };
const paid: Ending = {
  outcome: 'POSITIVE',
  stage: 'DONE',
  attention: null,
  document: true,
  shopState: 'processing',
};
const open: Ending = {
  outcome: 'PENDING',
  stage: 'DONE',
  attention: null,
  document: true,
  shopState: 'pending',
};

/** To the gateway's page of an order. */
const page = async (customer: Customer, { id }: { id: string }) =>
  customer.goesToPay(await customer.checkoutLink(id));

async function sees(customer: Customer, url: string | undefined, wanted: string): Promise<void> {
  const seen = url === undefined ? 'nothing' : await customer.opens(url);
  if (seen !== wanted) throw new Error(`the customer sees "${seen}" instead of "${wanted}"`);
}

async function pays(customer: Customer, order: { id: string }): Promise<void> {
  await sees(customer, await customer.presses(await page(customer, order), 'pay'), 'paid');
}

const sessionOf = (pageUrl: string) => new URL(pageUrl).pathname.split('/').at(-1);

export const stories: Story[] = [
  { name: 'paid, with return', order: card, acts: pays, ending: paid },
  {
    name: 'paid, browser closed',
    order: card,
    async acts(customer, order) {
      await customer.presses(await page(customer, order), 'pay-and-close');
    },
    ending: paid,
  },
  {
    name: 'refused, then paid on the same page',
    order: card,
    async acts(customer, order) {
      const stripePage = await page(customer, order);
      await customer.presses(stripePage, 'refuse');
      await sees(customer, await customer.presses(stripePage, 'pay'), 'paid');
    },
    ending: paid,
  },
  {
    name: 'delayed method, succeeds',
    order: card,
    async acts(customer, order, { urls }) {
      const stripePage = await page(customer, order);
      await sees(customer, await customer.presses(stripePage, 'delayed-succeed'), 'processing');
      await customer.tells(urls.stripe, `delayed/${sessionOf(stripePage)}`, { result: 'succeed' });
    },
    ending: paid,
  },
  {
    name: 'delayed method fails, then paid again',
    order: card,
    async acts(customer, order, { urls }) {
      const stripePage = await page(customer, order);
      await sees(customer, await customer.presses(stripePage, 'delayed-fail'), 'processing');
      await customer.tells(urls.stripe, `delayed/${sessionOf(stripePage)}`, { result: 'fail' });
      await customer.mailWith(order.id, await customer.checkoutLink(order.id));
      await pays(customer, order);
    },
    ending: paid,
  },
  {
    name: 'gone back, then paid',
    order: card,
    async acts(customer, order) {
      await sees(customer, await customer.presses(await page(customer, order), 'back'), 'went_back');
      await pays(customer, order);
    },
    ending: paid,
  },
  { name: 'bank transfer', order: { method: 'banktransfer' }, async acts() {}, ending: open },
  {
    name: 'already paid in the shop',
    order: { method: 'paypal_express', paid: true },
    async acts() {},
    ending: paid,
  },
  {
    name: 'unmapped payment',
    order: { method: 'checkmo' },
    async acts() {},
    ending: { ...open, attention: 'UNMAPPED_PAYMENT' },
  },
  {
    name: 'ERP down for a while',
    order: card,
    async acts(customer, order, { urls }) {
      await customer.tells(urls.mexal, 'down', { ms: 4_000 });
      await pays(customer, order);
    },
    ending: paid,
  },
  {
    name: "the ERP's answer is lost",
    order: card,
    async acts(customer, order, { urls }) {
      await customer.tells(urls.mexal, 'faults', {
        kind: 'reset-after',
        times: 1,
        method: 'POST',
        path: '/documenti/ordini-clienti$',
      });
      await pays(customer, order);
    },
    ending: paid,
  },
  {
    name: 'webhook never delivered',
    order: card,
    async acts(customer, order, { urls }) {
      await customer.tells(urls.stripe, 'webhooks', {
        mode: 'lose',
        times: 1,
        type: 'checkout.session.completed',
      });
      await pays(customer, order);
    },
    ending: paid,
  },
  {
    name: 'refused and given up, page expired',
    order: card,
    async acts(customer, order, { urls }) {
      const stripePage = await page(customer, order);
      await customer.presses(stripePage, 'refuse');
      await customer.tells(urls.stripe, `sessions/${sessionOf(stripePage)}/expire`, {});
    },
    ending: { outcome: 'NEGATIVE', stage: 'PAYMENT', attention: null, document: false, shopState: 'pending' },
  },
];
