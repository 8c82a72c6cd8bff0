import { setTimeout as delay } from 'node:timers/promises';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import { magentoOrders, prestashopOrders } from '../sandbox/shop-books.ts';
import type { Placed, Plan } from './customers.ts';

/** The id of PrestaShop's state "Canceled". */
const CANCELLED_IN_PRESTASHOP = 6;
const LOOK_MS = 500;
const PATIENCE_MS = 40_000;

const methods: Record<Plan['shop'], Record<Plan['way'], object>> = {
  magento: {
    gateway: { method: 'stripe_payments' },
    offline: { method: 'banktransfer' },
    prepaid: { method: 'paypal_express', paid: true },
  },
  prestashop: {
    gateway: { module: 'stripe_official' },
    offline: { module: 'ps_wirepayment' },
    prepaid: { module: 'paypal', paid: true },
  },
};

/** Places orders in both shops and finds their checkout links. */
export class Counter {
  readonly #sandboxes: Sandboxes;
  #links = new Map<string, string | undefined>();
  #lookedAt = 0;

  constructor(sandboxes: Sandboxes) {
    this.#sandboxes = sandboxes;
  }

  /** Places an order as the plan says. */
  async place(plan: Plan): Promise<Placed> {
    const { shop, way } = plan;
    const placed = await this.#steer(shop, 'orders', methods[shop][way]);
    const id = String(shop === 'magento' ? placed.entity_id : placed.id);
    const number = String(shop === 'magento' ? placed.increment_id : placed.reference);
    return {
      ...plan,
      id,
      number,
      visited: new Set<string>(),
      link: () => this.#link(`${shop}/${id}`),
      cancel: async () => {
        const [what, body] =
          shop === 'magento' ? ['cancel', {}] : ['state', { state: CANCELLED_IN_PRESTASHOP }];
        await this.#steer(shop, `orders/${id}/${what}`, body);
      },
    };
  }

  async #steer(shop: Plan['shop'], what: string, body: object): Promise<Record<string, unknown>> {
    const { magento, presta } = this.#sandboxes;
    const { app } = shop === 'magento' ? magento : presta;
    // Injected instead of sent over HTTP: customers can order while the shop's web API is away.
    const answer = await app.inject({ method: 'POST', url: `/_sandbox/${what}`, payload: body });
    if (answer.statusCode >= 400) throw new Error(`${shop} ${what}: ${answer.statusCode} ${answer.body}`);
    return answer.json();
  }

  async #link(name: string): Promise<string | undefined> {
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(LOOK_MS)) {
      this.#look();
      const link = this.#links.get(name);
      if (link) return link;
    }
    return undefined;
  }

  /** Reads the links of all orders from the shops' books, at most once per LOOK_MS. */
  #look(): void {
    if (Date.now() < this.#lookedAt + LOOK_MS) return;
    const { magento, presta } = this.#sandboxes;
    const links = (shop: string, orders: { id: string; link?: string }[]) =>
      orders.map(({ id, link }): [string, string | undefined] => [`${shop}/${id}`, link]);
    this.#links = new Map([
      ...links('magento', magentoOrders(magento.books)),
      ...links('prestashop', prestashopOrders(presta.books)),
    ]);
    this.#lookedAt = Date.now();
  }
}
