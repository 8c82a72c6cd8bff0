import { rootCertificates } from 'node:tls';
import { decidedLater, type GatewaySystem } from '../kit/system.ts';
import type { CaptureRecord, OrderRecord, PayPalBooks } from './books.ts';
import { createPayPalSandbox, type PayPalSandbox } from './index.ts';

const KEYS = {
  clientId: 'AYSandboxClient-0123456789',
  clientSecret: 'EKSandboxSecret-0123456789',
  webhookId: '8PT597110X687430LKGECATA',
};

const cents = ({ value }: { value: string }): number => Math.round(Number(value) * 100);

function stateOf({ id, status, lapsed, funding, attempts }: OrderRecord, captures: CaptureRecord[]) {
  if (captures.some((capture) => capture.order === id && capture.status === 'PENDING')) return 'underWay';
  if (lapsed || status === 'COMPLETED') return 'over';
  // What was declined can be paid in another way.
  return status === 'APPROVED' && !(funding === 'declined' && attempts > 0) ? 'underWay' : 'open';
}

export const paypal: GatewaySystem<PayPalBooks, PayPalSandbox> = {
  title: 'PayPal',
  port: 8007,
  about: 'orders, captures and webhooks',
  start: ({ port, file, mishaps, misdeliveries, api }) =>
    createPayPalSandbox({
      port,
      file,
      mishaps,
      ...KEYS,
      webhookMishaps: misdeliveries?.(['lose', 'duplicate', 'duplicate-new-id', 'reorder', 'delay']),
      webhookUrl: `${api}/store/cart/checkout/paypal/webhooks`,
      // A whole installation begins anew again and again, which PayPal would not see of a real one.
      tokensPerMinute: 1_000,
    }),
  environment: ({ url }, running) => ({
    PAYPAL_API_URL: url,
    PAYPAL_CLIENT_ID: KEYS.clientId,
    PAYPAL_CLIENT_SECRET: KEYS.clientSecret,
    PAYPAL_WEBHOOK_ID: KEYS.webhookId,
    // Its own is made as it starts. Until then one that Node trusts anyway holds the place.
    PAYPAL_CERTIFICATE_AUTHORITY: running?.authority ?? rootCertificates[0] ?? '',
  }),
  isCall: ({ url }) => /^\/v[12]\//.test(url),
  misfortunes: {
    'fails at a call': { what: 'failure', body: { times: 1, effect: false } },
    'fails at a call that it did': { what: 'failure', body: { times: 1, effect: true } },
  },
  agreementOnly: true,
  methods: { magento: 'paypal_link', prestashop: 'paypal_link' },
  pages: ({ orders, captures }) =>
    Object.values(orders).map((order) => ({
      id: order.id,
      payment: order.units[0]?.invoice_id ?? '',
      asked: order.units.reduce((sum, { amount }) => sum + cents(amount), 0),
      state: stateOf(order, Object.values(captures)),
    })),
  charges: ({ charges, refunds, disputes }) =>
    charges.map(({ id, order, amount }) => ({
      id,
      page: order,
      amount: cents({ value: amount }),
      refunded: Object.values(refunds)
        .filter(({ capture, status }) => capture === id && status === 'COMPLETED')
        .reduce((sum, refund) => sum + cents(refund.amount), 0),
      disputed: Object.values(disputes).some(({ capture }) => capture === id),
      told: true,
    })),
  pageAt: (url) => new URL(url).searchParams.get('token') ?? '',
  // A card that its bank declines is known only once the money is taken; what the page itself refuses never comes to that.
  buttons: { refuse: 'declined' },
  happens: {
    contradicted: (id) => ({ what: `orders/${id}/contradict` }),
    ...decidedLater,
  },
};
