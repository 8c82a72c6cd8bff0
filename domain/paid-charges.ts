import { heldOf } from './refunds.ts';
import type { Message } from './schemas/message.ts';
import type { Money } from './schemas/money.ts';

/** Money that the gateway took, as it says itself; where it says nothing, as a person says. */
export interface PaidCharge {
  reference: string;
  money: Money;
  at: string;
  /** What the gateway still holds of it: neither given back nor on its way back. Minor units. */
  held: number;
}

/** A charge of this sum, with what its gateway still holds of it according to all messages. */
export const chargeTaken = (
  reference: string,
  money: Money,
  at: string,
  messages: Message[],
): PaidCharge => ({
  reference,
  money,
  at,
  held: heldOf({ reference, money }, messages),
});

/**
 * The charges that were `paid`, those first of which something is held. Where the gateway named no sum, it is what was `requested`.
 */
export function paidCharges(
  paid: Message[],
  messages: Message[],
  requested: Money,
  chargeOf: (m: Message) => string,
): PaidCharge[] {
  // A third message may link a payment to a charge that was refunded, though it was another one that was paid. So what
  // was refunded counts only where the message that says PAID names the charge itself; the gateway names it when asked.
  const isNamed = (reference: string) =>
    paid.every((m) => chargeOf(m) !== reference || m.charge === reference);
  return [...new Map(paid.map((m) => [chargeOf(m), m])).entries()]
    .map(([reference, m]) => {
      const charge = chargeTaken(reference, m.money ?? requested, m.at, messages);
      return isNamed(reference) ? charge : { ...charge, held: charge.money.amount };
    })
    .sort((a, b) => Number(a.held === 0) - Number(b.held === 0));
}
