import { createSandbox, keepTime, type Sandbox } from '../kit/kit.ts';
import { withoutUndefined } from '../kit/records.ts';
import { transport } from './api.ts';
import { lapseDueAuthorizations } from './authorizations.ts';
import {
  emptyBooks,
  type PayPal,
  type PayPalBooks,
  type PayPalSandboxOptions,
  type Settings,
} from './books.ts';
import { settleDueCaptures } from './captures.ts';
import { authority } from './certificates.ts';
import { dashboardRoutes } from './dashboard.ts';
import { lapseDueOrders } from './orders.ts';
import { pageRoutes } from './page.ts';
import { apiRoutes } from './resources.ts';
import { certificateRoutes } from './signature.ts';
import { setWebhook, steeringRoutes } from './steering.ts';
import { DEFAULT_EVENTS, RETRY_MS, sendDue } from './webhooks.ts';

export type { PayPalBooks, PayPalSandboxOptions } from './books.ts';

/** A running stand-in of PayPal, with what a client needs to talk to it. */
export interface PayPalSandbox extends Sandbox<PayPalBooks> {
  clientId: string;
  clientSecret: string;
  /** The id of the webhook at `webhookUrl`, which is part of what is signed. */
  webhookId: string;
  /** The certificate, in PEM, that signed those of notifications. */
  authority: string;
}

const defaults: Settings = {
  clientId: 'AYSandboxClient-0123456789',
  clientSecret: 'EKSandboxSecret-0123456789',
  webhookId: '8PT597110X687430LKGECATA',
  webhookEvents: DEFAULT_EVENTS,
  webhookRetryMs: RETRY_MS,
  webhookTimeoutMs: 30_000,
  delayedMs: 5000,
  orderHours: 3,
  tokensPerMinute: 60,
};

/**
 * PayPal on loopback: Orders v2, Payments v2, webhooks, disputes and the report of transactions, the buyer's page at
 * `/checkoutnow?token=`, a dashboard at `/`, and `/_sandbox/...` to steer it (steering.ts, and the kit's own).
 */
export async function createPayPalSandbox(options: PayPalSandboxOptions = {}): Promise<PayPalSandbox> {
  const { port, file, mishaps, webhookUrl, webhookMishaps, ...chosen } = options;
  const settings = { ...defaults, ...withoutUndefined(chosen) };
  let root = '';
  const sandbox = await createSandbox({ port, file, mishaps }, emptyBooks(), (made) => {
    const paypal = paypalAccount(made, settings, webhookMishaps);
    transport(paypal);
    certificateRoutes(paypal);
    apiRoutes(paypal);
    steeringRoutes(paypal);
    pageRoutes(paypal);
    dashboardRoutes(paypal);
    root = authority(paypal).chain;
    if (webhookUrl) setWebhook(paypal, { url: webhookUrl });
    keepTime(made, paypal.closing, () => letHappen(paypal));
  });
  const { clientId, clientSecret, webhookId } = settings;
  return Object.assign(sandbox, { clientId, clientSecret, webhookId, authority: root });
}

function paypalAccount(
  sandbox: Sandbox<PayPalBooks>,
  settings: Settings,
  webhookMishaps: PayPal['webhookMishaps'],
): PayPal {
  return {
    sandbox,
    books: sandbox.books,
    settings,
    account: { uniqueInvoiceIds: true, keepsRefusals: false, showsPayments: true },
    misbehaviours: [],
    webhookMishaps,
    failure: { times: 0, effect: false },
    slow: { times: 0, ms: 0 },
    refusals: [],
    nextCaptures: { times: 0, reason: 'OTHER', result: null },
    nextRefunds: { times: 0, status: 'pending' },
    lacks: [],
    inFlight: new Set(),
    sending: new Set(),
    closing: new AbortController(),
  };
}

/** Does what is due: orders and authorizations lapse, pending captures settle, notifications are repeated. */
function letHappen(paypal: PayPal): void {
  lapseDueOrders(paypal);
  lapseDueAuthorizations(paypal);
  settleDueCaptures(paypal);
  sendDue(paypal);
}
