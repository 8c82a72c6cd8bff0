import { type AmountRange, whyNotTaken } from '../domain/amounts.ts';
import { Failure } from '../domain/failure.ts';
import type { Money } from '../domain/schemas/money.ts';

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
