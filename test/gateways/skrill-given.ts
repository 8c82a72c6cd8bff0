import { randomUUID } from 'node:crypto';
import type { PageRequest } from '../../domain/schemas/payment.ts';
import { skrill } from '../../gateways/skrill/index.ts';

/** A request as a workflow fixes it, of a payment like no other. */
export const aRequest = (changes: Partial<PageRequest> = {}): PageRequest => ({
  paymentId: `100042-${randomUUID()}`,
  total: { amount: 2540, currency: 'EUR' },
  description: 'Ordine 100042',
  lines: [],
  customerEmail: 'ada@shop.example',
  locale: 'it',
  returnUrl: 'https://shop.example/checkout/T/return',
  backUrl: 'https://shop.example/checkout/T/back',
  notifyUrl: 'https://shop.example/store/cart/checkout/skrill/webhooks',
  expiresAt: new Date(Date.now() + skrill.pageWindow.usualMs).toISOString(),
  ...changes,
});
