import type { CheckoutView, OrderView, PaymentView } from '../../workflows/messages.ts';

/** A payment to verify, as its workflow says it. */
export function paymentView(change: Partial<PaymentView> = {}): PaymentView {
  return {
    paymentId: 'p-1',
    gateway: 'stripe',
    total: { amount: 12_345, currency: 'EUR' },
    outcome: 'VERIFY',
    reason: 'CONTRADICTION',
    delayed: false,
    charges: [{ reference: 'pi_1', money: { amount: 12_345, currency: 'EUR' }, at: '2026-01-05T18:30:00Z' }],
    verified: false,
    attention: { code: 'CONTRADICTION', text: 'paid and failed: pi_1' },
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

/** An order whose document the ERP refused, as its workflow says it. */
export function orderView(change: Partial<OrderView> = {}): OrderView {
  return {
    shop: 'demo',
    id: '12',
    number: '000000012',
    stage: 'DOCUMENT',
    outcome: 'POSITIVE',
    attentions: [{ code: 'ERP_REFUSED', text: 'Mexal: articolo SPESETRASP inesistente' }],
    payments: [paymentView({ outcome: 'POSITIVE', reason: 'PAID', attention: undefined })],
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
