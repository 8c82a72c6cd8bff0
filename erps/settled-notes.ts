import { formatMoney } from '../domain/money.ts';
import type { Order } from '../domain/schemas/order.ts';

/** What was paid by something else than the order's payment, for accountants: "Buono regalo ABC: 40,00 €". */
export const settledNotes = ({ settled = [], currency }: Order): string[] =>
  settled.map(
    ({ by, reference, amount }) =>
      `${SETTLED[by]}${reference ? ` ${reference}` : ''}: ${formatMoney({ amount, currency })}`,
  );

/** What accountants call each way. */
export const SETTLED = {
  gift_card: 'Buono regalo',
  store_credit: 'Credito del negozio',
  reward_points: 'Punti fedeltà',
} as const;
