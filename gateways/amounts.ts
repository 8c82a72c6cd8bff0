import { type AmountRange, whyNotTaken } from '../domain/amounts.ts';
import { Failure } from '../domain/failure.ts';
import { formatMoney } from '../domain/money.ts';
import type { Money } from '../domain/schemas/money.ts';

/** The sum to take of a hold as the gateway's wire has it: `sum`, undefined where it has none. Throws GATEWAY_REFUSED where that can't be taken of what is held. */
export function sumOfHold<Sum>(
  what: string,
  hold: string | undefined,
  held: Money | undefined,
  { amount, currency }: Money,
  sum: Sum | undefined,
): Sum {
  const isWhole = Number.isSafeInteger(amount) && amount > 0;
  if (sum !== undefined && isWhole && held?.currency === currency && amount <= held.amount) return sum;
  const there = held ? formatMoney(held, 'en') : 'nothing that can be read';
  throw new Failure(
    'GATEWAY_REFUSED',
    'refused',
    `${what}: ${amount} minor units of ${currency} can't be taken of ${hold}, which holds ${there}`,
  );
}

/** Throws GATEWAY_AMOUNT_REFUSED where the gateway takes no such sum; `what` begins its message. */
export function assertTaken(
  what: string,
  money: Money,
  gateway: string,
  range: AmountRange | undefined,
): void {
  const why = whyNotTaken(money, gateway, range);
  if (why) throw new Failure('GATEWAY_AMOUNT_REFUSED', 'refused', `${what}: ${why}`);
}
