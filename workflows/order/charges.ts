import { holdsMoney } from '../../domain/refunds.ts';
import type { PaymentReport } from '../payment/messages.ts';
import type { OrderState } from './state.ts';

type Payments = Pick<OrderState, 'payments'>;

/** Payments that were paid, and of which not all went back. Where only a person says that one was paid, it may have no charge. */
export const kept = ({ payments }: Payments): PaymentReport[] =>
  payments.filter((p) => p.outcome === 'POSITIVE' && (p.charges.length === 0 || holdsMoney(p.charges)));

/** The payment whose money a gateway holds and has not taken; the first that was not asked to let go of it, if there is one. */
export const heldPayment = (state: OrderState): PaymentReport | undefined =>
  keptHold(state) ?? state.payments.find(({ held }) => held !== undefined);

/** The same, where nobody asked to let go of it: one hold of an order is taken, however many there are. */
export const keptHold = ({ payments, paying }: OrderState): PaymentReport | undefined =>
  payments.find(
    ({ paymentId, held, lettingGo }) =>
      held !== undefined && !lettingGo && !paying.closeSent.includes(paymentId),
  );

/** Payments that a person decided as unpaid though their gateway holds money of them: nobody is to pay before it went back. */
export const deniedHolding = ({ payments }: Payments): PaymentReport[] =>
  payments.filter((p) => p.outcome === 'NEGATIVE' && holdsMoney(p.charges));

/**
 * The payments of which gateways hold money, where they are several: then there is one too many, whatever a person
 * decided. One whose gateway says both paid and failed is left out, since nobody knows whether it was paid.
 */
export function doubleCharged(state: Payments): string[] {
  const paidBy = new Map<string, string>();
  for (const { paymentId, gateway, charges } of kept(state))
    if (charges.length === 0) paidBy.set(`${gateway} ${paymentId}`, paymentId);
  for (const { paymentId, gateway, charges, outcome, reason } of state.payments) {
    if (outcome === 'VERIFY' && reason === 'CONTRADICTION') continue;
    for (const { reference, held } of charges) {
      const charge = `${gateway} ${reference}`;
      if (held > 0 && !paidBy.has(charge)) paidBy.set(charge, paymentId);
    }
  }
  const payments = new Set(paidBy.values());
  return payments.size > 1 ? state.payments.map((p) => p.paymentId).filter((id) => payments.has(id)) : [];
}
