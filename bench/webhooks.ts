import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import axios from 'axios';
import { METADATA_KEY } from '../gateways/stripe/marks.ts';
import { pageOf } from './customers.ts';
import { type Figure, figure } from './figures.ts';
import type { Floor } from './floor/orders.ts';
import { startBareApi } from './floor/webhooks.ts';
import { DEPOSITS_KEY, type Installation } from './installation.ts';
import { takeEach } from './rates.ts';

/** How much is measured. */
export interface WebhooksPlan {
  /** How many payments the webhooks are for, in turn. */
  payments: number;
  rounds: number;
  /** How many webhooks a round sends, each a different event. */
  webhooks: number;
  /** How many webhooks the run sends in which every event comes twice; 0 for no such run. */
  duplicated: number;
}

// How many connections the gateway uses.
const AT_ONCE = 32;

/** The address that takes webhooks, and the ids of the workflows that they are for. */
interface Receiver {
  url: string;
  ids: string[];
}

interface Payment {
  paymentId: string;
  page: string;
}

interface StripeEvent {
  type: string;
  data: { object: object };
}

/** Measures how many webhooks the API accepts per second; the floor is a bare Fastify that checks them and signals. */
export async function measureWebhooks(
  installation: Installation,
  floor: Floor,
  plan: WebhooksPlan,
  log: (line: string) => void,
): Promise<Figure[]> {
  const { urls, webhookSecret } = installation;
  const bare = await startBareApi(installation, floor, plan.payments);
  try {
    const payments = await waitingPayments(installation, plan.payments);
    const event = await refusedCard(installation, payments[0]?.page ?? '');
    const ours = {
      url: `${urls.api}/store/cart/checkout/stripe/webhooks`,
      ids: payments.map(({ paymentId }) => paymentId),
    };
    const run = async (receiver: Receiver, count: number, times: number): Promise<number> => {
      const posts = Array.from({ length: count }, (_, i) =>
        signed(event(receiver.ids[i % receiver.ids.length] ?? ''), webhookSecret),
      );
      const all = Array.from({ length: times }, () => posts).flat();
      const started = Date.now();
      await takeEach(all, AT_ONCE, (post) => send(receiver.url, post));
      return (all.length * 1000) / (Date.now() - started);
    };
    const rounds = { ours: [] as number[], floor: [] as number[] };
    for (let round = 0; round < plan.rounds; round += 1) {
      rounds.ours.push(await run(ours, plan.webhooks, 1));
      rounds.floor.push(await run(bare, plan.webhooks, 1));
      log(
        `webhooks, round ${round + 1}: ${rounds.ours.at(-1)?.toFixed(0)} and ${rounds.floor.at(-1)?.toFixed(0)} in a second`,
      );
    }
    const figures = [figure('webhooks-per-second', 'webhooks/s', rounds)];
    if (plan.duplicated > 0) {
      const half = plan.duplicated / 2;
      const twice = { ours: [await run(ours, half, 2)], floor: [await run(bare, half, 2)] };
      figures.push(figure(`webhooks-per-second@${plan.duplicated}-half-duplicates`, 'webhooks/s', twice));
    }
    return figures;
  } finally {
    await bare.stop();
  }
}

/** Creates payments without an order, whose pages are open. */
async function waitingPayments({ urls }: Installation, count: number): Promise<Payment[]> {
  const payments: Payment[] = [];
  const deposit = { amount: 2500, currency: 'EUR', gateway: 'stripe', customer: { name: 'Ada Rossi' } };
  await takeEach(Array.from({ length: count }), 10, async () => {
    const headers = { authorization: `Bearer ${DEPOSITS_KEY}`, 'idempotency-key': randomUUID() };
    const body = { ...deposit, description: 'Acconto' };
    const { data } = await axios.post(`${urls.api}/payments`, body, { headers });
    payments.push({ paymentId: data.paymentId, page: await pageOf(data.checkoutUrl) });
  });
  return payments;
}

/** Makes events of a refused card as Stripe sends them: after one the payment goes on waiting. Copies an event of `page`. */
export async function refusedCard(
  { urls }: Installation,
  page: string,
): Promise<(paymentId: string) => string> {
  await axios.post(`${page}/refuse`);
  const { data } = await axios.get(`${urls.stripe}/_sandbox/books`);
  const events = Object.values(data.events as Record<string, { event: StripeEvent }>);
  const pattern = events.find(({ event }) => event.type === 'payment_intent.payment_failed')?.event;
  if (!pattern) throw new Error('the sandbox has no event of a refused card');
  return (paymentId) => {
    const object = { ...pattern.data.object, metadata: { [METADATA_KEY]: paymentId } };
    return JSON.stringify({ ...pattern, id: `evt_${randomUUID()}`, data: { object } }, undefined, 2);
  };
}

/** A body with its `stripe-signature` header. */
export function signed(body: string, secret: string): { body: string; signature: string } {
  const at = Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex');
  return { body, signature: `t=${at},v1=${digest}` };
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

/** Posts a webhook. Throws unless the answer is HTTP 200. */
export function send(url: string, { body, signature }: { body: string; signature: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
    const post = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.once('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${url}: HTTP ${answer.statusCode}`)),
      );
    });
    post.once('error', reject);
    post.end(body);
  });
}
