import { setTimeout as delay } from 'node:timers/promises';
import { type GatewayName, gatewayNames, type ShopName } from '../sandbox/systems.ts';
import { Browser } from './browser.ts';
import type { Dice } from './dice.ts';

/** How an order is paid: at a gateway of ours, offline (a bank transfer), or already in the shop. */
export type Way = 'gateway' | 'offline' | 'prepaid';

/** What the dice decide for an order in advance. */
export interface Plan {
  shop: ShopName;
  way: Way;
  /** Which gateway takes the money, where it comes that way. */
  gateway: GatewayName;
  deed: Deed;
}

/** An order that a customer has placed. */
export interface Placed extends Plan {
  id: string;
  number: string;
  /** Ids of the gateway's pages that the customer has seen. */
  visited: Set<string>;
  /** The checkout link from the shop; undefined where it does not come in time. */
  link(): Promise<string | undefined>;
  /** Cancels the order in the shop, where the shop still allows it. */
  cancel(): Promise<void>;
}

type Act = (browser: Browser, order: Placed) => Promise<void>;

/** What customers with an order and its checkout link do. Where a gateway's page has no such button, they leave it. */
const deeds = {
  'pays, comes back': (browser) => browser.buys('pay'),
  'pays, closes the browser': (browser) => browser.buys('pay-and-close'),
  'refused, then pays': async (browser) => {
    await browser.buys('refuse');
    await browser.buys('pay');
  },
  'refused, leaves': (browser) => browser.buys('refuse'),
  'never pays': async (browser) => void (await browser.page()),
  'never opens the link': async () => {},
  'presses pay twice': async (browser) => {
    const page = await browser.page();
    if (page) await Promise.all([browser.presses(page, 'pay'), browser.presses(page, 'pay')]);
  },
  'pays in two windows': async (browser) => {
    const pages = await Promise.all([browser.page(), browser.page()]);
    await Promise.all(pages.map((page) => page && browser.presses(page, 'pay')));
  },
  'goes back, then pays': async (browser) => {
    await browser.buys('back');
    await browser.buys('pay');
  },
  'page expires, then pays': async (browser) => {
    const old = await browser.page();
    if (old) await browser.meets(old, 'expires');
    await browser.buys('pay', old);
  },
  'page expires': async (browser) => {
    const page = await browser.page();
    if (page) await browser.meets(page, 'expires');
  },
  'bank lets an expired page through': async (browser) => {
    const page = await browser.page();
    if (!page) return;
    await browser.meets(page, 'expires');
    await browser.meets(page, 'paidLate');
  },
  'pays twice: a new page, and the expired one': async (browser) => {
    const old = await browser.page();
    if (!old) return;
    await browser.meets(old, 'expires');
    await browser.buys('pay', old);
    await browser.meets(old, 'paidLate');
  },
  'pays, and the gateway says that it failed, too': async (browser) => {
    const page = await browser.page();
    if (!page) return;
    await browser.presses(page, 'pay-and-close');
    await browser.meets(page, 'contradicted');
  },
  'pays by debit': (browser) => browser.buys('delayed-succeed'),
  'debit fails': (browser) => browser.buys('delayed-fail'),
  cancels: async (browser, order) => {
    await browser.page();
    await order.cancel();
  },
  'cancels while paying': async (browser, order) => {
    const page = await browser.page();
    await Promise.all([page && browser.presses(page, 'pay'), order.cancel()]);
  },
  'pays, then cancels': async (browser, order) => {
    await browser.buys('pay');
    await order.cancel();
  },
} satisfies Record<string, Act>;
/** The name of what a customer does. */
export type Deed = keyof typeof deeds;

const weights: Record<Deed, number> = {
  'pays, comes back': 24,
  'pays, closes the browser': 16,
  'refused, then pays': 7,
  'refused, leaves': 4,
  'never pays': 5,
  'never opens the link': 3,
  'presses pay twice': 5,
  'pays in two windows': 5,
  'goes back, then pays': 4,
  'page expires, then pays': 5,
  'page expires': 2,
  'bank lets an expired page through': 2,
  'pays twice: a new page, and the expired one': 2,
  'pays, and the gateway says that it failed, too': 4,
  'pays by debit': 5,
  'debit fails': 2,
  cancels: 4,
  'cancels while paying': 3,
  'pays, then cancels': 2,
};

const equally = <Name extends string>(names: Name[]): Record<Name, number> =>
  Object.fromEntries(names.map((name) => [name, 1])) as Record<Name, number>;

/** The plan of the n-th order. */
export const planOf = (dice: Dice, n: number): Plan => ({
  shop: dice.oneOf({ magento: 50, prestashop: 50 }, 'shop', n),
  gateway: dice.oneOf(equally(gatewayNames), 'gateway', n),
  way: dice.oneOf({ gateway: 84, offline: 11, prepaid: 5 }, 'way', n),
  deed: dice.oneOf(weights, 'deed', n),
});

/** The longest time before a customer does anything. */
const THINKS_MS = 4_000;

/** Plays the customer of a placed order until they have nothing more to do. */
export async function play(order: Placed, dice: Dice, n: number): Promise<void> {
  if (order.way !== 'gateway') return;
  const link = await order.link();
  if (link === undefined) return;
  await delay(dice.between(0, THINKS_MS, 'thinks', n));
  const act: Act = deeds[order.deed];
  await act(new Browser(link, order), order);
}
