import { createSandbox, keepTime, type Sandbox } from '../kit/kit.ts';
import {
  type Account,
  emptyBooks,
  type Settings,
  type Skrill,
  type SkrillBooks,
  type SkrillSandboxOptions,
} from './books.ts';
import { dashboardRoutes } from './dashboard.ts';
import { pageRoutes } from './page.ts';
import { settleDueTransfers } from './payments.ts';
import { queryRoutes } from './query.ts';
import { refundRoutes } from './refunds.ts';
import { steeringRoutes } from './steering.ts';
import { sendDue } from './webhooks.ts';

export type { SkrillBooks, SkrillSandboxOptions } from './books.ts';

/** A running stand-in of Skrill, with what a merchant needs to talk to it. */
export interface SkrillSandbox extends Sandbox<SkrillBooks> {
  account: Account;
}

const defaultAccount: Account = {
  merchantId: '100005',
  email: 'shop@example.it',
  secretWord: 'incasso1',
  mqiPassword: 'MqiPass1',
  currency: 'EUR',
  rates: { EUR: 1, GBP: 1.15, USD: 0.9, CHF: 1.05 },
  sha2: false,
  reasons: true,
  secureReturn: false,
  services: true,
  allowedIps: null,
};

const defaults: Settings = {
  // Ten posts are documented, for payouts; the waits between them are inferred.
  webhookRetryMs: [1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 120_000, 300_000],
  webhookTimeoutMs: 10_000,
  delayedMs: 5000,
  // Inferred: that the account is locked is documented, but not when.
  loginTries: 5,
  lockMs: 60 * 60_000,
  balance: 100_000,
};

/**
 * Skrill on loopback: Quick Checkout at `/` (preparation, and the page with `?sid=`), `/app/query.pl` and `/app/refund.pl`,
 * which in reality are hosts of their own, and `/_sandbox/...` to steer it (steering.ts, and the kit's own). As in reality,
 * nothing in an answer says whether it is a test.
 */
export async function createSkrillSandbox(options: SkrillSandboxOptions = {}): Promise<SkrillSandbox> {
  const { port, file, mishaps, webhookMishaps, ...chosen } = options;
  const settings = pick(defaults, chosen);
  const account = pick(defaultAccount, chosen);
  const sandbox = await createSandbox({ port, file, mishaps }, emptyBooks(settings.balance), (made) => {
    const skrill: Skrill = {
      sandbox: made,
      books: made.books,
      settings,
      account,
      misbehaviours: [],
      webhookMishaps,
      nextRefunds: { times: 0, status: 0 },
      sending: new Set(),
      closing: new AbortController(),
    };
    steeringRoutes(skrill);
    queryRoutes(skrill);
    refundRoutes(skrill);
    pageRoutes(skrill);
    dashboardRoutes(skrill);
    keepTime(made, skrill.closing, () => letHappen(skrill));
  });
  return Object.assign(sandbox, { account });
}

/** Does what is due: transfers settle, reports are repeated. */
function letHappen(skrill: Skrill): void {
  settleDueTransfers(skrill);
  sendDue(skrill);
}

/** The defaults, with what was chosen instead. */
function pick<T extends object>(defaultsOf: T, chosen: Partial<T>): T {
  const named = Object.keys(defaultsOf) as (keyof T)[];
  const changed = named.filter((name) => chosen[name] !== undefined).map((name) => [name, chosen[name]]);
  return { ...defaultsOf, ...Object.fromEntries(changed) };
}
