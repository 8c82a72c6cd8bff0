import { createSandbox, keepTime, type Sandbox } from '../kit/kit.ts';
import { withoutUndefined } from '../kit/records.ts';
import { transport } from './api.ts';
import {
  API_VERSION,
  emptyBooks,
  type Settings,
  type Stripe,
  type StripeBooks,
  type StripeSandboxOptions,
} from './books.ts';
import { dashboardRoutes } from './dashboard.ts';
import { lapseDueHolds } from './holds.ts';
import { pageRoutes } from './page.ts';
import { settleDueDebits } from './payments.ts';
import { apiRoutes } from './resources.ts';
import { expireDue } from './sessions.ts';
import { setEndpoint, steeringRoutes } from './steering.ts';
import { DEFAULT_EVENTS, sendDue } from './webhooks.ts';

export type { StripeBooks, StripeSandboxOptions } from './books.ts';

/** A running stand-in of Stripe, with what a client needs to talk to it. */
export interface StripeSandbox extends Sandbox<StripeBooks> {
  secretKey: string;
  publicKey: string;
  webhookSecret: string;
  livemode: boolean;
}

const defaults: Settings = {
  secretKey: 'sk_test_sandbox',
  publicKey: 'pk_test_sandbox',
  webhookSecret: 'whsec_sandbox',
  webhookEvents: DEFAULT_EVENTS,
  webhookRetryMs: [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000, 300_000],
  webhookTimeoutMs: 10_000,
  delayedMs: 5000,
  redirectWaitMs: 10_000,
};

/**
 * Stripe on loopback: the API of 2026-10-28.endive under `/v1`, its hosted page under `/pay/:id`, a dashboard at `/`,
 * and `/_sandbox/...` to steer it (steering.ts, and the kit's own). With a `sk_live_` key every object has livemode true.
 */
export async function createStripeSandbox(options: StripeSandboxOptions = {}): Promise<StripeSandbox> {
  const { port, file, mishaps, webhookUrl, webhookMishaps, ...chosen } = options;
  const settings = { ...defaults, ...withoutUndefined(chosen) };
  const sandbox = await createSandbox({ port, file, mishaps }, emptyBooks(), (made) => {
    const stripe = stripeAccount(made, settings, webhookMishaps);
    transport(stripe);
    apiRoutes(stripe);
    steeringRoutes(stripe);
    pageRoutes(stripe);
    dashboardRoutes(stripe);
    if (webhookUrl) setEndpoint(stripe, { url: webhookUrl });
    keepTime(made, stripe.closing, () => letHappen(stripe));
  });
  const { secretKey, publicKey, webhookSecret } = settings;
  return Object.assign(sandbox, { secretKey, publicKey, webhookSecret, livemode: isLive(secretKey) });
}

function stripeAccount(
  sandbox: Sandbox<StripeBooks>,
  settings: Settings,
  webhookMishaps: Stripe['webhookMishaps'],
): Stripe {
  return {
    sandbox,
    books: sandbox.books,
    settings,
    livemode: isLive(settings.secretKey),
    misbehaviours: [],
    webhookMishaps,
    storedFailures: { times: 0, effect: false },
    slow: { times: 0, ms: 0 },
    nextRefunds: { times: 0, status: 'pending' },
    lacks: [],
    chargesEnabled: true,
    accountVersion: API_VERSION,
    inFlight: new Map(),
    sending: new Set(),
    closing: new AbortController(),
  };
}

/** Does what is due: sessions expire, delayed payments settle, holds lapse, notifications are repeated. */
function letHappen(stripe: Stripe): void {
  expireDue(stripe);
  settleDueDebits(stripe);
  lapseDueHolds(stripe);
  sendDue(stripe);
}

const isLive = (key: string): boolean => /^(sk|rk)_live_/.test(key);
