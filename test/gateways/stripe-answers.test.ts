import { describe, expect, it } from 'vitest';
import { factOfSession, sessionMessage } from '../../gateways/stripe/mapping.ts';
import { Session } from '../../gateways/stripe/wire.ts';
import { PAYMENT_ID } from './stripe-given.ts';

const declined = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  message: 'Insufficient funds.',
};
const charge = {
  id: 'ch_1',
  amount: 7990,
  amount_refunded: 0,
  currency: 'eur',
  refunded: false,
  disputed: false,
  payment_intent: 'pi_1',
  metadata: {},
};

function session(
  status: string | null,
  payment_status: string,
  intent?: object,
  changes: object = {},
): Session {
  return Session.parse({
    object: 'checkout.session',
    id: 'cs_test_1',
    mode: 'payment',
    status,
    payment_status,
    livemode: false,
    amount_total: 7990,
    currency: 'eur',
    expires_at: 1_772_700_000,
    url: null,
    client_reference_id: PAYMENT_ID,
    metadata: { incasso_payment: PAYMENT_ID },
    payment_intent: intent ? { id: 'pi_1', amount: 7990, currency: 'eur', metadata: {}, ...intent } : null,
    ...changes,
  });
}

describe('what a session says', () => {
  it.each([
    ['open', 'unpaid', undefined, 'PAGE_OPEN'],
    ['open', 'unpaid', { status: 'requires_payment_method' }, 'PAGE_OPEN'],
    ['open', 'unpaid', { status: 'requires_action' }, 'PAGE_OPEN'],
    ['expired', 'unpaid', undefined, 'PAGE_EXPIRED'],
    ['expired', 'unpaid', { status: 'requires_payment_method' }, 'PAGE_EXPIRED'],
    ['complete', 'paid', { status: 'succeeded' }, 'PAID'],
    ['complete', 'no_payment_required', undefined, 'PAID'],
    ['complete', 'unpaid', { status: 'processing' }, 'PROCESSING'],
    ['complete', 'unpaid', { status: 'requires_action' }, 'PROCESSING'],
    ['complete', 'unpaid', { status: 'requires_payment_method', last_payment_error: declined }, 'FAILED'],
    ['complete', 'unpaid', { status: 'canceled', last_payment_error: declined }, 'FAILED'],
  ])('%s/%s with intent %o is %s', (status, paymentStatus, intent, fact) => {
    expect(factOfSession(session(status, paymentStatus, intent)).fact).toBe(fact);
  });

  it.each([
    ['a status nobody knows', 'frozen', 'unpaid', undefined],
    ['no status', null, 'paid', undefined],
    ['a payment status nobody knows', 'complete', 'half_paid', { status: 'succeeded' }],
    ['open and paid', 'open', 'paid', undefined],
    ['expired and paid', 'expired', 'paid', undefined],
    ['open while money moves', 'open', 'unpaid', { status: 'processing' }],
    ['expired while money was taken', 'expired', 'unpaid', { status: 'succeeded' }],
    ['a delayed method without its intent', 'complete', 'unpaid', undefined],
    [
      'a delayed method refused without a reason',
      'complete',
      'unpaid',
      { status: 'requires_payment_method' },
    ],
    ['a delayed method with an unknown intent', 'complete', 'unpaid', { status: 'pondering' }],
    ['a delayed method whose intent succeeded', 'complete', 'unpaid', { status: 'succeeded' }],
  ])('that is %s is unknown: never paid, never refused', (_what, status, paymentStatus, intent) => {
    expect(factOfSession(session(status, paymentStatus, intent)).fact).toBe('UNKNOWN');
  });

  it('while open names why the last try was refused', () => {
    const refused = session('open', 'unpaid', {
      status: 'requires_payment_method',
      last_payment_error: declined,
    });
    expect(factOfSession(refused).note).toBe('card_declined (insufficient_funds): Insufficient funds.');
  });

  it.each([
    ['a partial refund', { amount_refunded: 1990 }, /^refunded 19,90 € of 79,90 €$/],
    ['a full refund', { amount_refunded: 7990, refunded: true }, /^refunded 79,90 € of 79,90 €$/],
    ['a dispute', { disputed: true }, /^disputed$/],
    ['both', { amount_refunded: 1990, disputed: true }, /^refunded .*; disputed$/],
  ])('once paid tells of %s', (_what, changes, note) => {
    const paid = session('complete', 'paid', {
      status: 'succeeded',
      latest_charge: { ...charge, ...changes },
    });
    expect(factOfSession(paid)).toEqual({ fact: 'PAID', note: expect.stringMatching(note) });
  });
});

describe('the message of a session', () => {
  const told = { fact: 'PAID', id: 'inquiry:1', source: 'inquiry', at: '2026-03-05T12:00:00.000Z' } as const;

  it('names page, charge, money, environment and the words of Stripe', () => {
    expect(sessionMessage(session('complete', 'paid', { status: 'succeeded' }), told)).toEqual({
      ...told,
      page: 'cs_test_1',
      charge: 'pi_1',
      money: { amount: 7990, currency: 'EUR' },
      live: false,
      status: 'complete/paid, intent succeeded',
    });
  });

  it('tells what we asked for, never what the customer was shown in their own currency', () => {
    const shown = { presentment_details: { presentment_amount: 9100, presentment_currency: 'usd' } };
    const message = sessionMessage(session('complete', 'paid', { status: 'succeeded' }, shown), told);
    expect(message.money).toEqual({ amount: 7990, currency: 'EUR' });
  });

  it('has no money where Stripe tells none, so that it matches no payment', () => {
    expect(
      sessionMessage(session('complete', 'paid', undefined, { amount_total: null }), told).money,
    ).toBeUndefined();
  });
});
