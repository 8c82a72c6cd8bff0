import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 20_000;
const AGAIN_MS = 700;

/** A customer's browser: reloads a page that doesn't come for up to PATIENCE_MS, and then gives up. */
export class Browser {
  readonly #link: string;
  readonly #visited: Set<string>;

  /** `visited`: the ids of the gateway's pages that were shown are added to it. */
  constructor(link: string, visited: Set<string>) {
    this.#link = link;
    this.#visited = visited;
  }

  /** The gateway's page behind the checkout link, other than `old`; undefined where there is none. */
  async page(old?: string): Promise<string | undefined> {
    return insists(async () => {
      const answer = await fetch(this.#link, { redirect: 'manual' });
      const page = answer.headers.get('location');
      await answer.body?.cancel();
      if (answer.status === 503 || (page !== null && page === old)) return 'again';
      if (page) this.#visited.add(sessionOf(page));
      return page ?? undefined;
    });
  }

  /** Follows the link and presses a button on the gateway's page, if there is one. */
  async buys(button: string, old?: string): Promise<void> {
    const page = await this.page(old);
    if (page) await this.presses(page, button);
  }

  /** Presses a button on the gateway's page, and looks at what is shown then. */
  async presses(page: string, button: string): Promise<void> {
    const next = await insists(async () => {
      const answer = await fetch(`${page}/${button}`, { method: 'POST', redirect: 'manual' });
      await answer.body?.cancel();
      return answer.headers.get('location') ?? undefined;
    });
    if (next) await insists(async () => void (await (await fetch(next)).body?.cancel()));
  }

  /** Makes the gateway's page expire. */
  expires = (page: string): Promise<void> => this.#steers(page, 'expire');

  /** Lets a payment that was under way when the page expired succeed at the bank. */
  paysLate = (page: string): Promise<void> => this.#steers(page, 'pay-late');

  /** Makes the gateway send a notification of a failure that its own books contradict. */
  isContradicted = (page: string): Promise<void> => this.#steers(page, 'contradict');

  async #steers(page: string, what: 'expire' | 'pay-late' | 'contradict'): Promise<void> {
    const { origin } = new URL(page);
    await insists(async () => {
      const answer = await fetch(`${origin}/_sandbox/sessions/${sessionOf(page)}/${what}`, {
        method: 'POST',
      });
      await answer.body?.cancel();
    });
  }
}

const sessionOf = (page: string): string => new URL(page).pathname.split('/').at(-1) ?? '';

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
