import type { Imported, ShopState } from '../../activities/shop.ts';
import type { MappedPayment } from '../../domain/mapping.ts';
import type { PaidCharge } from '../../domain/paid-charges.ts';
import type { Money } from '../../domain/schemas/money.ts';
import type { Order } from '../../domain/schemas/order.ts';
import type { PaymentInput, PaymentReport } from '../../workflows/messages.ts';
import { newOrderState, type OrderState } from '../../workflows/order/rules.ts';
import { anOrder } from '../domain/orders-given.ts';

const HOUR_MS = 3_600_000;
type By = MappedPayment['collect']['by'];

/** What the import of `anOrder` found, for an order paid `by` this way. */
export const anImport = (by: By = 'gateway', order: Partial<Order> = {}): Imported => ({
  order: anOrder(order),
  mapping: { erpPayment: '8', collect: by === 'gateway' ? { by, gateway: 'stripe' } : { by } },
  erp: 'mexal',
  locale: 'it',
  customerLabel: 'Ada Rossi',
  checkoutUrl: by === 'gateway' ? 'https://pay.example/checkout/t' : undefined,
  links: {},
  live: true,
  timing: {
    pageMs: HOUR_MS,
    orderMs: 24 * HOUR_MS,
    verifyMs: [5_000],
    delayedMs: 21 * 24 * HOUR_MS,
    keepOpenMs: 60 * 24 * HOUR_MS,
    erpLimitMs: 300_000,
    erpPatienceMs: 3_600_000,
    shopCallMs: 30_000,
    gatewayCallMs: 30_000,
    erpCallMs: 30_000,
  },
});

/** What a payment's page shows; `about` overrides fields. */
export const aPage = (
  paymentId: string,
  total: Money,
  about: Partial<PaymentInput['page']> = {},
): PaymentInput['page'] => ({
  paymentId,
  total,
  description: 'Ordine 17',
  lines: [],
  locale: 'it',
  returnUrl: 'https://pay.example/return',
  backUrl: 'https://pay.example/back',
  ...about,
});

/** The shop's state of `anOrder`; `about` overrides fields. */
export const shopHas = (about: Partial<ShopState> = {}): ShopState => ({ ...anOrder(), ...about });

/** Money of it that the shop says was given back, in minor units. */
export const refundOf = (amount: number, number = '000000003') => ({
  id: number,
  number,
  at: '2026-03-03T10:00:00.000Z',
  amount,
});

/** The state of an imported order that a gateway collects; `about` overrides fields. */
export const aState = ({ imported = anImport(), ...about }: Partial<OrderState> = {}): OrderState => ({
  ...newOrderState(false),
  imported,
  inShop: imported.order,
  ...about,
});

const reasons: Record<PaymentReport['outcome'], PaymentReport['reason']> = {
  PENDING: 'NOTHING_YET',
  POSITIVE: 'PAID',
  NEGATIVE: 'PAGE_EXPIRED',
  VERIFY: 'CONTRADICTION',
};

/** An order of which nothing was read yet. */
export const unread: OrderState = { ...aState(), imported: undefined, inShop: undefined };

/** A charge of such an order; `held` of it is still at the gateway. */
export const aCharge = (reference: string, held = 32217): PaidCharge => ({
  reference,
  money: { amount: 32217, currency: 'EUR' },
  at: '2026-03-02T10:05:00.000Z',
  held,
});

/** A payment's report; a positive one has a charge of its own. */
export const aReport = (
  paymentId: string,
  outcome: PaymentReport['outcome'],
  about: Partial<PaymentReport> = {},
): PaymentReport => ({
  paymentId,
  gateway: 'stripe',
  outcome,
  reason: reasons[outcome],
  delayed: false,
  charges: outcome === 'POSITIVE' ? [aCharge(`pi_${paymentId}`)] : [],
  verified: false,
  attentions: [],
  ...about,
});
