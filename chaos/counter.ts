import { setTimeout as delay } from 'node:timers/promises';
import type { ShopSystem } from '../sandbox/kit/system.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import { gateways, type ShopName, shopNames, shops } from '../sandbox/systems.ts';
import type { Placed, Plan } from './customers.ts';

const LOOK_MS = 500;
const PATIENCE_MS = 40_000;

/** Places orders in all shops and finds their checkout links. */
export class Counter {
  readonly #sandboxes: Sandboxes;
  #links = new Map<string, string | undefined>();
  #lookedAt = 0;

  constructor(sandboxes: Sandboxes) {
    this.#sandboxes = sandboxes;
  }

  /** Places an order as the plan says. */
  async place(plan: Plan): Promise<Placed> {
    const { placed, cancels }: ShopSystem = shops[plan.shop];
    const { id, number } = placed(await this.#steer(plan.shop, 'orders', described(plan)));
    return {
      ...plan,
      id,
      number,
      visited: new Set<string>(),
      link: () => this.#link(`${plan.shop}/${id}`),
      cancel: async () => {
        await this.#steer(plan.shop, `orders/${id}/${cancels.what}`, cancels.body ?? {});
      },
    };
  }

  async #steer(shop: ShopName, what: string, body: object): Promise<Record<string, unknown>> {
    const { app } = this.#sandboxes[shop];
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
    this.#links = new Map(
      shopNames.flatMap((name) => {
        const shop: ShopSystem = shops[name];
        return shop
          .orders(this.#sandboxes[name].books)
          .map(({ id, link }): [string, string | undefined] => [`${name}/${id}`, link]);
      }),
    );
    this.#lookedAt = Date.now();
  }
}

function described({ shop, way, gateway }: Plan): object {
  const { described, methods }: ShopSystem = shops[shop];
  if (way === 'gateway') return described(gateways[gateway].methods[shop]);
  return described(methods[way], way === 'prepaid');
}
