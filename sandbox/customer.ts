import axios, { type AxiosInstance } from 'axios';
import { hostedPage } from './hosted-page.ts';
import type { World } from './world.ts';

/** A customer, as HTTP requests without a browser. No redirect is followed by itself, so that a story can stop at each. */
export class Customer {
  readonly #http: AxiosInstance = axios.create({
    maxRedirects: 0,
    validateStatus: () => true,
    timeout: 30_000,
  });
  readonly #urls: World['urls'];

  constructor({ urls }: World) {
    this.#urls = urls;
  }

  /** Places an order in the shop; see the Magento sandbox for what a description can hold. */
  async places(description: object): Promise<{ id: string; number: string }> {
    const { entity_id, increment_id } = await this.tells(this.#urls.magento, 'orders', description);
    return { id: String(entity_id), number: String(increment_id) };
  }

  /** The checkout link, once the shop has it: from the announcement's answer. */
  async checkoutLink(orderId: string): Promise<string> {
    return until(`the checkout link of order ${orderId}`, async () => {
      const { data } = await this.#http.get(`${this.#urls.magento}/_sandbox/books`);
      const announcement = data.announcements.find(
        (announcement: { orderId: number }) => String(announcement.orderId) === orderId,
      );
      return announcement?.checkoutUrl as string | undefined;
    });
  }

  /** Waits for the shop's mail about an order that has these words. */
  async mailWith(orderId: string, words: string): Promise<string> {
    return until(`a mail about order ${orderId} with "${words}"`, async () => {
      const { mails } = await this.books(this.#urls.magento);
      const mail = mails.find(
        (m: { orderId: number; text: string }) => String(m.orderId) === orderId && m.text.includes(words),
      );
      return mail?.text as string | undefined;
    });
  }

  /** Follows the checkout link to the gateway's page and answers its address; with `old` it waits for another page than that. */
  async goesToPay(link: string, old?: string): Promise<string> {
    return until(`the page behind ${link}`, async () => {
      const { status, headers } = await this.#http.get(link);
      return status === 303 && headers.location !== old ? String(headers.location) : undefined;
    });
  }

  /** Opens a gateway's page and presses a button on it; answers where the browser is sent, if anywhere. A page that is over has none. */
  async presses(page: string, button: string): Promise<string | undefined> {
    const { buttons } = await hostedPage(page);
    if (buttons.size === 0) return undefined;
    const form = buttons.get(button);
    if (form === undefined)
      throw new Error(`${page} has no button "${button}", but ${[...buttons.keys()].join(', ')}`);
    const { status, headers, data } = await this.#http.post(form);
    if (status >= 400)
      throw new Error(`"${button}" on ${page}: HTTP ${status} ${String(data).slice(0, 200)}`);
    return headers.location === undefined ? undefined : new URL(String(headers.location), form).href;
  }

  /** Opens a page of ours; answers which one it is (`data-page`). */
  async opens(url: string): Promise<string> {
    const { data } = await this.#http.get(url);
    return /data-page="([a-z_]+)"/.exec(String(data))?.[1] ?? 'another page';
  }

  /** Steers a sandbox: POST `/_sandbox/<what>`; answers its body. Throws where it is refused. */
  async tells(sandbox: string, what: string, body: object | null): Promise<Record<string, unknown>> {
    const headers = { 'content-type': 'application/json' };
    const { status, data } = await this.#http.post(`${sandbox}/_sandbox/${what}`, JSON.stringify(body), {
      headers,
    });
    if (status >= 400) throw new Error(`${sandbox}/_sandbox/${what}: HTTP ${status} ${JSON.stringify(data)}`);
    return data;
  }

  /** Waits until a request has met with the last fault that a sandbox was told. */
  async faultsMet(sandbox: string): Promise<void> {
    await until('the fault to be met with', async () => {
      const { data } = await this.#http.get(`${sandbox}/_sandbox/faults`);
      return data.faults.length === 0 ? true : undefined;
    });
  }

  /** Ends what a sandbox was told to do: its `faults` with all who wait by them, its misbehaving `webhooks`. */
  async takesBack(sandbox: string, what: 'faults' | 'webhooks'): Promise<void> {
    await this.#http.delete(`${sandbox}/_sandbox/${what}`);
  }

  /** A sandbox's books, as JSON. */
  async books(sandbox: string) {
    return (await this.#http.get(`${sandbox}/_sandbox/books`)).data;
  }
}

const PATIENCE_MS = 60_000;

/** Asks until there is an answer; says what was waited for when there is none within a minute. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
