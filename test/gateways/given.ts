import { randomUUID } from 'node:crypto';
import type { PageRequest } from '../../domain/schemas/payment.ts';

/** Makes requests as a workflow fixes them, each of a payment like no other. `openMs`: how long their pages can be paid. */
export const requestsTo =
  (kind: string, openMs: number) =>
  (changes: Partial<PageRequest> = {}): PageRequest => ({
    paymentId: `100042-${randomUUID()}`,
    total: { amount: 2540, currency: 'EUR' },
    description: 'Ordine 100042',
    lines: [],
    customerEmail: 'ada@shop.example',
    locale: 'it',
    returnUrl: 'https://shop.example/checkout/T/return',
    backUrl: 'https://shop.example/checkout/T/back',
    notifyUrl: `https://shop.example/store/cart/checkout/${kind}/webhooks`,
    expiresAt: new Date(Date.now() + openMs).toISOString(),
    ...changes,
  });

/** Payments that take all that they are told; `given`: which of them were told, in turn. */
export function tellablePayments() {
  const given: string[] = [];
  const payments = {
    give: async (_gateway: string, paymentId: string) => {
      given.push(paymentId);
      return 'held' as const;
    },
    known: async () => new Set<string>(),
  };
  return { given, payments };
}
