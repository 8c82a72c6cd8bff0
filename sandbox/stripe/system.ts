import { decidedLater, type GatewaySystem } from '../kit/system.ts';
import type { StripeBooks } from './books.ts';
import { createStripeSandbox, type StripeSandbox } from './index.ts';

const KEYS = { secretKey: 'sk_test_sandbox', webhookSecret: 'whsec_sandbox' };

const stateOf = ({ status, payment_status }: { status: string | null; payment_status: string }) =>
  status === 'open' ? 'open' : status === 'complete' && payment_status === 'unpaid' ? 'underWay' : 'over';

export const stripe: GatewaySystem<StripeBooks, StripeSandbox> = {
  title: 'Stripe',
  port: 8003,
  about: 'payments and webhooks',
  start: ({ port, file, mishaps, misdeliveries, api }) =>
    createStripeSandbox({
      port,
      file,
      mishaps,
      ...KEYS,
      webhookMishaps: misdeliveries?.(['lose', 'duplicate', 'duplicate-new-id', 'reorder', 'delay']),
      webhookUrl: `${api}/store/cart/checkout/stripe/webhooks`,
    }),
  environment: ({ url }) => ({
    STRIPE_API_URL: url,
    STRIPE_SECRET_KEY: KEYS.secretKey,
    STRIPE_WEBHOOK_SECRET: KEYS.webhookSecret,
  }),
  isCall: ({ url }) => url.startsWith('/v1/'),
  misfortunes: {
    'keeps a failure': { what: 'stored-failure', body: { times: 1, effect: false } },
    'keeps a failure of what it did': { what: 'stored-failure', body: { times: 1, effect: true } },
  },
  methods: { magento: 'stripe_payments', prestashop: 'stripe_official' },
  pages: ({ sessions }) =>
    Object.values(sessions).map(({ object }) => ({
      id: object.id,
      payment: object.client_reference_id ?? '',
      asked: object.amount_total,
      state: stateOf(object),
    })),
  charges: ({ charges, chargeObjects }) =>
    charges.map(({ id, session, amount }) => ({
      id,
      page: session,
      amount,
      refunded: chargeObjects[id]?.amount_refunded ?? 0,
      disputed: chargeObjects[id]?.disputed ?? false,
      told: true,
    })),
  pageAt: (url) => new URL(url).pathname.split('/').at(-1) ?? '',
  happens: {
    expires: (id) => ({ what: `sessions/${id}/expire` }),
    paidLate: (id) => ({ what: `sessions/${id}/pay-late` }),
    contradicted: (id) => ({ what: `sessions/${id}/contradict` }),
    ...decidedLater,
  },
};
