import type { Fact, Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { samePart } from './amounts.ts';
import { factOfRefund, type Movement } from './history.ts';
import { accountMoney, askedFor, statusText } from './mapping.ts';
import type { Executed, Report } from './wire.ts';

/** What Skrill answered to a refund that was made just now. */
export const executedMessage = (
  executed: Executed,
  rest: Pick<Message, 'charge' | 'money' | 'live'>,
): Message => ({
  ...base(executed.mb_transaction_id, factOfStatus(executed)),
  ...rest,
  at: new Date().toISOString(),
  status: `refund ${statusText(executed)}`,
});

function factOfStatus({ status }: Executed): Fact {
  switch (status) {
    case '2':
      return 'REFUNDED';
    case '1':
    case '0':
      return 'REFUND_PENDING';
    case '-1':
    case '-2':
      return 'REFUND_FAILED';
    default:
      return 'UNKNOWN';
  }
}

/** What a movement of the account is in the currency of its payment; undefined where it is in neither of the two that the payment has. */
export function inPayment({ money }: Pick<Movement, 'money'>, report: Report): Money | undefined {
  const [paid, taken] = [askedFor(report), accountMoney(report)];
  if (!money || !paid || !taken?.amount) return undefined;
  return [paid.currency, taken.currency].includes(money.currency) ? samePart(money, taken, paid) : undefined;
}

/** What the history says of a refund, in the account's currency; its charge is not in it. */
export const movementMessage = (one: Movement): Message => ({
  ...base(one.id, factOfRefund(one)),
  at: new Date(one.earliest).toISOString(),
  money: one.money,
  status: `refund ${one.status}`,
});

/** The same with its charge, and in the payment's currency. `money`: what it was ordered over, where that is known. */
export const refundMessage = (
  one: Movement,
  report: Report,
  live: boolean,
  money = inPayment(one, report),
): Message => ({ ...movementMessage(one), charge: report.mb_transaction_id, money, live });

/** One refund in one state is one message, by whatever way it is told. */
const base = (id: string, fact: Fact) => ({
  id: `refund:${id}:${fact}`,
  source: 'inquiry' as const,
  fact,
});
