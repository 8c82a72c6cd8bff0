import { decidedLater, type GatewaySystem } from '../kit/system.ts';
import type { AxerveBooks, Payment } from './books.ts';
import { type AxerveSandbox, createAxerveSandbox } from './index.ts';
import { newShop } from './shops.ts';

const KEYS = { shopLogin: 'GESPAY00001', apiKey: 'R0VTUEFZMDAwMDEjI0VzZXJjZW50ZSBkaSBwcm92YQ' };
/** Another shop of the same merchant, whose money is held until it is taken. */
export const HOLDING_SHOP = {
  shopLogin: 'GESPAY00002',
  apiKey: 'R0VTUEFZMDAwMDIjI0VzZXJjZW50ZSBkaSBwcm92YQ',
};
// The customised parameter that carries the installation's name.
const customFields = ['incasso'];

function stateOf({ result, expired }: Payment) {
  if (result === 'XX') return 'underWay';
  return !expired && (result === 'UNSUBMITTED' || result === 'WAITING') ? 'open' : 'over';
}

export const axerve: GatewaySystem<AxerveBooks, AxerveSandbox> = {
  title: 'Axerve',
  port: 8008,
  about: 'payments at Banca Sella, its nights and notifications',
  async start({ port, file, mishaps, misdeliveries }) {
    const sandbox = await createAxerveSandbox({
      port,
      file,
      mishaps,
      ...KEYS,
      webhookMishaps: misdeliveries?.(['lose', 'duplicate', 'reorder', 'delay']),
      customFields,
    });
    sandbox.books.shops[HOLDING_SHOP.shopLogin] ??= newShop({
      ...HOLDING_SHOP,
      capture: 'separated',
      customFields,
    });
    return sandbox;
  },
  environment: ({ url }) => ({
    AXERVE_API_URL: url,
    AXERVE_SHOP_LOGIN: KEYS.shopLogin,
    AXERVE_API_KEY: KEYS.apiKey,
  }),
  isCall: ({ url }) => url.startsWith('/api/'),
  misfortunes: {
    'fails at a call': { what: 'failures', body: { times: 1, effect: false } },
    'fails at a call that it did': { what: 'failures', body: { times: 1, effect: true } },
  },
  methods: { magento: 'easynolo_bancasellapro', prestashop: 'gestpay' },
  pages: ({ payments }) =>
    Object.values(payments)
      .sort((a, b) => a.number - b.number)
      .map((payment) => ({
        id: payment.paymentID,
        payment: payment.shopTransactionID,
        asked: payment.amount,
        state: stateOf(payment),
      })),
  charges: ({ charges, refunds, payments }) =>
    charges.map(({ id, payment, amount }) => ({
      id,
      page: payment,
      amount,
      refunded: refunds
        .filter((back) => back.payment === payment && back.kind !== 'chargeback')
        .reduce((sum, back) => sum + back.amount, 0),
      disputed: payments[payment]?.dispute != null,
      told: true,
    })),
  pageAt: (url) => new URL(url).searchParams.get('paymentID') ?? '',
  happens: {
    // The buyer's session ended on the page.
    expires: (id) => ({ what: `payments/${id}/decline`, body: { code: '4800' } }),
    contradicted: (id) => ({ what: `payments/${id}/contradict` }),
    ...decidedLater,
  },
};
