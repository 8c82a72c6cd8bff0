import { heldOf } from './refunds.ts';
import type { Message } from './schemas/message.ts';
import type { Money } from './schemas/money.ts';

/** Money that the gateway took, by its own word (or, where it says nothing, by a person's). */
export interface PaidCharge {
  reference: string;
  money: Money;
  at: string;
  /** What the gateway holds of it: not given back, and not on its way. Minor units. */
  held: number;
}

/** A charge of so much, with what its gateway still holds of it by all these messages. */
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
  // Another message must not bring money that came together with money that went back: the gateway, asked, names its charge.
  const isNamed = (reference: string) =>
    paid.every((m) => chargeOf(m) !== reference || m.charge === reference);
  return [...new Map(paid.map((m) => [chargeOf(m), m])).entries()]
    .map(([reference, m]) => {
      const charge = chargeTaken(reference, m.money ?? requested, m.at, messages);
      return isNamed(reference) ? charge : { ...charge, held: charge.money.amount };
    })
    .sort((a, b) => Number(a.held === 0) - Number(b.held === 0));
}
