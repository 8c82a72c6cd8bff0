import type { CheckoutView, DepositDocumentView, OrderView, PaymentView } from '../../workflows/messages.ts';
import type { ErpView } from '../../workflows/standing/erp/messages.ts';
import type { GatewayView } from '../../workflows/standing/gateway/messages.ts';
import type { ShopImportView } from '../../workflows/standing/shop/messages.ts';

/** The view of a payment to verify. */
export function paymentView(change: Partial<PaymentView> = {}): PaymentView {
  return {
    paymentId: 'p-1',
    gateway: 'stripe',
    total: { amount: 12_345, currency: 'EUR' },
    outcome: 'VERIFY',
    reason: 'CONTRADICTION',
    delayed: false,
    charges: [
      {
        reference: 'pi_1',
        money: { amount: 12_345, currency: 'EUR' },
        at: '2026-01-05T18:30:00Z',
        held: 12_345,
      },
    ],
    verified: false,
    attentions: [{ code: 'CONTRADICTION', text: 'paid and failed: pi_1' }],
    opening: false,
    messages: [
      {
        id: 'evt_1',
        source: 'notification',
        at: '2026-01-05T18:30:00Z',
        fact: 'PAID',
        charge: 'pi_1',
        status: 'checkout.session.completed complete/paid',
      },
    ],
    ...change,
  };
}

/** The view of an order whose document the ERP refused. */
export function orderView(change: Partial<OrderView> = {}): OrderView {
  return {
    shop: 'demo',
    id: '12',
    number: '000000012',
    stage: 'DOCUMENT',
    outcome: 'POSITIVE',
    attentions: [{ code: 'ERP_REFUSED', text: 'Mexal: articolo SPESETRASP inesistente' }],
    payments: [paymentView({ outcome: 'POSITIVE', reason: 'PAID', attentions: [] })],
    collected: {
      gateway: 'stripe',
      reference: 'pi_1',
      money: { amount: 12_345, currency: 'EUR' },
      at: '2026-01-05T18:30:00Z',
    },
    told: [{ kind: 'paid', said: 'Pagato con Stripe' }],
    ...change,
  };
}

export const checkoutView: CheckoutView = {
  number: '000000012',
  locale: 'it',
  total: { amount: 12_345, currency: 'EUR' },
  state: 'paid',
};

/** The view of a gateway with an unreadable event, which an operator set back. */
export const gatewayView = (change: Partial<GatewayView> = {}): GatewayView => ({
  gateway: 'stripe',
  caughtUpUntil: '2026-01-05T18:30:00.000Z',
  lookedAt: '2026-01-05T18:31:00.000Z',
  nextAt: '2026-01-05T18:41:00.000Z',
  held: 2,
  late: 1,
  unreadable: ['evt_unreadable'],
  attention: { code: 'MESSAGE_UNREADABLE', text: 'evt_unreadable' },
  setBack: {
    operator: 'Ada',
    reason: 'webhook spento',
    since: '2026-01-04T20:00:00.000Z',
    n: 1,
    at: '2026-01-05T08:00:00.000Z',
  },
  ...change,
});

/** The view of a shop that was not read yet. */
export const shopImportView = (change: Partial<ShopImportView> = {}): ShopImportView => ({
  shop: 'demo',
  since: '2025-12-31T23:00:00.000Z',
  importedUntil: '2026-01-05T18:30:00.000Z',
  cursor: { changedAt: '2026-01-05T18:30:00.000Z', id: '0' },
  nextAt: '2026-01-05T18:41:00.000Z',
  recent: {},
  started: 12,
  told: 3,
  unreadable: [],
  ...change,
});

/** The view of an ERP that refuses our login. */
export const erpView = (change: Partial<ErpView> = {}): ErpView => ({
  erp: 'mexal',
  payments: [{ id: '3', description: 'Bonifico bancario' }],
  changesUntil: '2026-01-05T18:29:00.000Z',
  nextAt: '2027-01-05T18:30:00.000Z',
  told: 4,
  attention: { code: 'ERP_LOGIN_REFUSED', text: 'Mexal: utente o password errati' },
  refused: { n: 1, at: '2026-01-05T18:30:00.000Z', why: 'Mexal: utente o password errati' },
  ...change,
});

/** The view of a deposit's document that the ERP refused. */
export const depositView = (change: Partial<DepositDocumentView> = {}): DepositDocumentView => ({
  paymentId: 'p-1',
  erp: 'mexal',
  total: { amount: 25_000, currency: 'EUR' },
  attention: { code: 'ERP_REFUSED', text: 'Mexal: articolo ACCONTO inesistente' },
  ...change,
});
