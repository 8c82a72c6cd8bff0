import { expect } from 'vitest';
import type { Page, PageRequest } from '../../domain/schemas/payment.ts';
import type { SessionRecord, StripeBooks } from '../../sandbox/stripe/books.ts';

export const PAYMENT_ID = 'ORDER12-1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

/** A request as a workflow fixes it. */
export function aRequest(changes: Partial<PageRequest> = {}): PageRequest {
  return {
    paymentId: PAYMENT_ID,
    total: { amount: 7990, currency: 'EUR' },
    description: 'Order 000000012',
    lines: [
      { name: 'Blue shirt', quantity: 2, unitAmount: 3270 },
      { name: 'Shipping', quantity: 1, unitAmount: 1450 },
    ],
    customerEmail: 'ada@shop.example',
    locale: 'it',
    returnUrl: 'https://shop.example/pay/return?order=12',
    backUrl: 'https://shop.example/pay/back',
    expiresAt: '2026-03-05T12:15:00.000Z',
    ...changes,
  };
}

export const publicKey = 'pk_test_PublishableXqvk';
export const keys = {
  secretKey: 'sk_test_KeptZqxw',
  wrongKey: 'sk_test_WrongYjzq',
};
export const secrets = {
  standing: 'whsec_StandingVkxj',
  previous: 'whsec_PreviousWqzk',
  wrong: 'whsec_WrongKzvq',
};

/** A page's session, in the sandbox's books. */
export const recordOf = ({ sessions }: StripeBooks, { id }: Pick<Page, 'id'>): SessionRecord =>
  sessions[id] ?? expect.fail(`no page ${id}`);
