import { setTimeout as delay } from 'node:timers/promises';
import { type HostedPage, hostedPage } from '../sandbox/hosted-page.ts';
import type { GatewaySystem, Happening } from '../sandbox/kit/system.ts';
import { type GatewayName, gateways } from '../sandbox/systems.ts';

const PATIENCE_MS = 20_000;
const AGAIN_MS = 700;

/** A customer's browser: reloads a page that doesn't come for up to PATIENCE_MS, and then gives up. */
export class Browser {
  readonly #link: string;
  readonly #visited: Set<string>;
  readonly #gateway: GatewaySystem;

  /** `visited`: the ids of the gateway's pages that were shown are added to it. */
  constructor(link: string, { gateway, visited }: { gateway: GatewayName; visited: Set<string> }) {
    this.#link = link;
    this.#visited = visited;
    this.#gateway = gateways[gateway];
  }

  /** The gateway's page behind the checkout link, other than `old`; undefined where there is none. */
  async page(old?: HostedPage): Promise<HostedPage | undefined> {
    return insists(async () => {
      const answer = await fetch(this.#link, { redirect: 'manual' });
      const address = answer.headers.get('location');
      await answer.body?.cancel();
      if (answer.status === 503 || (address !== null && address === old?.address)) return 'again';
      if (!address) return undefined;
      this.#visited.add(this.#gateway.pageAt(address));
      return hostedPage(address);
    });
  }

  /** Follows the link and presses a button on the gateway's page, if there is one. */
  async buys(button: string, old?: HostedPage): Promise<void> {
    const page = await this.page(old);
    if (page) await this.presses(page, button);
  }

  /** Presses a button on the gateway's page, if it has that, and looks at what is shown then. */
  async presses(page: HostedPage, button: string): Promise<void> {
    const form = page.buttons.get(this.#gateway.buttons?.[button] ?? button);
    if (form === undefined) return;
    const next = await insists(async () => {
      const answer = await fetch(form, { method: 'POST', redirect: 'manual' });
      await answer.body?.cancel();
      return answer.headers.get('location') ?? undefined;
    });
    if (next) await insists(async () => void (await (await fetch(new URL(next, form))).body?.cancel()));
  }

  /** Has the gateway, a bank or the network do something about the page, where that can happen at this gateway. */
  async meets({ address }: HostedPage, happening: Happening): Promise<void> {
    const steering = this.#gateway.happens[happening]?.(this.#gateway.pageAt(address));
    if (!steering) return;
    const { what, body = {} } = steering;
    await insists(async () => {
      const answer = await fetch(new URL(`/_sandbox/${what}`, address), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await answer.body?.cancel();
    });
  }
}

/** Repeats `ask` while there is no connection or it answers `again`; undefined after PATIENCE_MS. */
async function insists<T>(ask: () => Promise<T | 'again'>): Promise<T | undefined> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== 'again') return answer;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await delay(AGAIN_MS);
  }
  return undefined;
}
