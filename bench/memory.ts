import { setTimeout as delay } from 'node:timers/promises';
import axios from 'axios';
import { opens, pays, type Waiting } from './customers.ts';
import { type Figure, figure, percentile } from './figures.ts';
import type { Installation } from './installation.ts';
import { residentMB } from './processes.ts';
import { takeEach } from './rates.ts';
import { refusedCard, send, signed } from './webhooks.ts';

const AT_ONCE = 25;
const PAUSE_MS = 1_000;

type Memory = Record<'worker' | 'api', number>;

/** The least memory within a rest, read every second, so that garbage that is not collected yet is not counted; MB. */
async function leastAtRest({ worker, api }: Installation, restSeconds: number): Promise<Memory> {
  const least: Memory = { worker: Number.POSITIVE_INFINITY, api: Number.POSITIVE_INFINITY };
  const end = Date.now() + restSeconds * 1_000;
  do {
    await delay(PAUSE_MS);
    least.worker = Math.min(least.worker, await residentMB(worker.pid));
    least.api = Math.min(least.api, await residentMB(api.pid));
  } while (Date.now() < end);
  return least;
}

const beside = (name: string, ours: Memory, floor: Memory): Figure[] =>
  (['worker', 'api'] as const).map((of) =>
    figure(`${name}/${of}`, 'MB', { ours: [ours[of]], floor: [floor[of]] }),
  );

/** Memory after `many` finished orders; the floor is the memory after `few`. */
export async function measureGrowth(
  installation: Installation,
  { few, many, restSeconds }: { few: number; many: number; restSeconds: number },
  log: (line: string) => void,
): Promise<Figure[]> {
  let done = 0;
  const finish = (until: number) =>
    takeEach(Array.from({ length: until - done }), AT_ONCE, async () => {
      await pays(installation, await opens(installation));
      done += 1;
      if (done % 250 === 0) log(`${done} of ${many} orders`);
    });
  const leastAfter = async (until: number) => {
    await finish(until);
    return leastAtRest(installation, restSeconds);
  };
  const before = await leastAfter(few);
  return beside(`rss-growth-${few}-${many}`, await leastAfter(many), before);
}

/** Memory and the time to answer a webhook while `many` orders wait for their payment; the floor is both with `few`. */
export async function measureWaiting(
  installation: Installation,
  { few, many, restSeconds, webhooks }: { few: number; many: number; restSeconds: number; webhooks: number },
  log: (line: string) => void,
): Promise<Figure[]> {
  const waiting: Waiting[] = [];
  const open = (until: number) =>
    takeEach(Array.from({ length: until - waiting.length }), AT_ONCE, async () => {
      waiting.push(await opens(installation));
      if (waiting.length % 250 === 0) log(`${waiting.length} of ${many} orders wait`);
    });
  await open(few);
  const before = {
    memory: await leastAtRest(installation, restSeconds),
    answers: await answers(installation, waiting, webhooks),
  };
  await open(many);
  const memory = await leastAtRest(installation, restSeconds);
  const now = await answers(installation, waiting, webhooks);
  return [
    ...beside(`rss-${many}-waiting`, memory, before.memory),
    ...[50, 99].map((percent) =>
      figure(`webhook-answer-p${percent}-ms@${many}-waiting`, 'ms', {
        ours: [percentile(now, percent)],
        floor: [percentile(before.answers, percent)],
      }),
    ),
  ];
}

/** How long `count` webhooks, one at a time and spread over all waiting orders, wait for their answer; milliseconds. */
async function answers(installation: Installation, waiting: Waiting[], count: number): Promise<number[]> {
  const { urls, env, webhookSecret } = installation;
  const event = await refusedCard(installation, waiting[0]?.page ?? '');
  const headers = { authorization: `Bearer ${env.STRIPE_SECRET_KEY}` };
  const took: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const page = waiting[Math.floor((n * waiting.length) / count)]?.page ?? '';
    const session = page.slice(page.lastIndexOf('/') + 1);
    const { data } = await axios.get(`${urls.stripe}/v1/checkout/sessions/${session}`, { headers });
    const post = signed(event(data.client_reference_id), webhookSecret);
    const sent = performance.now();
    await send(`${urls.api}/store/cart/checkout/stripe/webhooks`, post);
    took.push(performance.now() - sent);
  }
  return took;
}
