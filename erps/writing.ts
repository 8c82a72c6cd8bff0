import { Failure } from '../domain/failure.ts';
import { formatMoney } from '../domain/money.ts';
import type { ErpPayment } from '../domain/schemas/document.ts';
import type { Order, OrderLine } from '../domain/schemas/order.ts';

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

/** What stands under a row for those who pick and pack. */
export const rowDetails = ({ parts = [], options = [] }: OrderLine): string[] => [
  ...parts.map(({ sku, name, quantity }) => `- ${quantity} x ${sku} ${name === sku ? '' : name}`),
  ...options.map((option) => `- ${option}`),
];

// Tables of hundreds of payments exist: enough to see what is meant.
const LISTED = 40;

/** ERP_PAYMENT_UNKNOWN, with those that there are. */
export function unknownPayment(id: string, table: ErpPayment[]): Failure {
  const known = table.slice(0, LISTED).map((payment) => `${payment.id} ${payment.description}`);
  const more = table.length > LISTED ? ` and ${table.length - LISTED} more` : '';
  return new Failure(
    'ERP_PAYMENT_UNKNOWN',
    'refused',
    `the ERP has no payment ${id}; it has ${known.join(', ') || 'none'}${more}`,
  );
}
