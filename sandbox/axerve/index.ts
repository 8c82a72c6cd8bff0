import { createSandbox, keepTime, type Sandbox } from '../kit/kit.ts';
import { own } from '../kit/records.ts';
import { transport } from './api.ts';
import {
  type Axerve,
  type AxerveBooks,
  type AxerveSandboxOptions,
  defaultAnswers,
  emptyBooks,
  type Settings,
} from './books.ts';
import { dashboardRoutes } from './dashboard.ts';
import { endHoldsDue, runNightsDue } from './night.ts';
import { pageRoutes } from './page.ts';
import { decideDue, expireDue } from './payments.ts';
import { apiRoutes } from './resources.ts';
import { newShop } from './shops.ts';
import { steeringRoutes } from './steering.ts';
import { sendDue } from './webhooks.ts';

export type { AxerveBooks, AxerveSandboxOptions } from './books.ts';

/** A running stand-in of Axerve, with what a client needs to talk to it. */
export interface AxerveSandbox extends Sandbox<AxerveBooks> {
  shopLogin: string;
  apiKey: string;
}

const defaults: Settings = {
  // The first repetitions come sooner than the real ones, for people who watch.
  webhookRetryMs: [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000, 300_000],
  webhookTimeoutMs: 10_000,
  delayedMs: 5000,
  redirectWaitMs: 10_000,
  pageLifeMs: null,
};

/**
 * Axerve (GestPay, Banca Sella) on loopback: the REST API under `/api/v1`, its hosted page under `/pagam`, a back office at
 * `/`, and `/_sandbox/...` to steer it (steering.ts, and the kit's own). Written from hype-app/gestpay-api; what stands
 * nowhere there is marked [INF], inferred.
 */
export async function createAxerveSandbox(options: AxerveSandboxOptions = {}): Promise<AxerveSandbox> {
  const { port, file, mishaps, webhookMishaps } = options;
  const wanted = newShop(options);
  const sandbox = await createSandbox({ port, file, mishaps }, emptyBooks(), (made) => {
    const axerve = axerveOf(made, settingsOf(options), webhookMishaps);
    const known = own(made.books.shops, wanted.shopLogin);
    made.books.shops[wanted.shopLogin] = known ? { ...known, apiKey: wanted.apiKey } : wanted;
    transport(axerve);
    apiRoutes(axerve);
    steeringRoutes(axerve, wanted.shopLogin);
    pageRoutes(axerve);
    dashboardRoutes(axerve);
    keepTime(made, axerve.closing, () => letHappen(axerve));
  });
  return Object.assign(sandbox, { shopLogin: wanted.shopLogin, apiKey: wanted.apiKey });
}

function settingsOf(options: AxerveSandboxOptions): Settings {
  return {
    webhookRetryMs: options.webhookRetryMs ?? defaults.webhookRetryMs,
    webhookTimeoutMs: options.webhookTimeoutMs ?? defaults.webhookTimeoutMs,
    delayedMs: options.delayedMs === undefined ? defaults.delayedMs : options.delayedMs,
    redirectWaitMs: options.redirectWaitMs ?? defaults.redirectWaitMs,
    pageLifeMs: options.pageLifeMs === undefined ? defaults.pageLifeMs : options.pageLifeMs,
  };
}

function axerveOf(
  sandbox: Sandbox<AxerveBooks>,
  settings: Settings,
  webhookMishaps: Axerve['webhookMishaps'],
): Axerve {
  return {
    sandbox,
    books: sandbox.books,
    settings,
    answers: { ...defaultAnswers },
    misbehaviours: [],
    webhookMishaps,
    failures: { times: 0, effect: false },
    nextRefunds: { times: 0, status: 'pending' },
    nextCaptures: { times: 0, status: 'pending' },
    nextNight: new Date(0),
    sending: new Set(),
    closing: new AbortController(),
  };
}

/** Does what is due: pages expire, banks answer, holds end, nights pass, notifications are repeated. */
function letHappen(axerve: Axerve): void {
  expireDue(axerve);
  decideDue(axerve);
  endHoldsDue(axerve);
  runNightsDue(axerve);
  sendDue(axerve);
}
