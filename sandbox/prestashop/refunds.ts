import { z } from 'zod';
import type { World } from './books.ts';
import { WsError } from './errors.ts';
import type { Row } from './fields.ts';
import { amount, decimal, paymentsOf, round2 } from './invoices.ts';
import { NET_GROUP } from './people.ts';
import { addSlip, type Refunded } from './slips.ts';
import { setting, shelve } from './states.ts';
import { find, related } from './tables.ts';

const money = z.number().nonnegative();

/**
 * How an employee refunds an order: `partial` (IssuePartialRefund) a paid one; `standard` (IssueStandardRefund) before it was
 * delivered and `return` (IssueReturnProduct) after, both with PS_ORDER_RETURN only; `slip`: a module's OrderSlip::create alone.
 */
export const Refund = z.strictObject({
  kind: z.enum(['partial', 'standard', 'return', 'slip']).default('partial'),
  rows: z
    .array(
      z.strictObject({
        reference: z.string(),
        qty: z.int().positive(),
        /** For all `qty` pieces, with or without VAT as the customer's group sees prices; by default their whole price. */
        amount: money.optional(),
      }),
    )
    .default([]),
  /** The shipping to refund, with or without VAT as the customer's group sees prices; `all` for the whole of it. */
  shipping: z.union([money, z.literal('all')]).default(0),
  /** Whether the order's vouchers are subtracted from the refund. */
  vouchers: z.enum(['kept', 'excluded']).default('kept'),
  /** The slip's "specific amount", in place of the sum of its rows. */
  amount: money.optional(),
  /** Whether a credit slip is written. Without it (a voucher for the customer) only the rows show the refund. */
  slip: z.boolean().default(true),
  /** Whether delivered goods go back into stock; undelivered goods always do. */
  restock: z.boolean().default(false),
});
type Refund = z.infer<typeof Refund>;

const refused = (message: string) => new WsError(409, [0, message]);

/** Refunds an order. It changes rows, stock and slips, but not the order's date, state, totals or payments (recorded). */
export function refund(world: World, order: Row, given: Refund): void {
  const delivered = has(world, order, 'delivery');
  check(world, order, given, delivered);
  const net = find(world.books, 'customers', order.id_customer)?.id_default_group === NET_GROUP;
  const rows = given.rows.map((row) => refundedRow(world, order, row, net || given.kind === 'slip'));
  const asked =
    given.shipping === 'all' ? amount(order, `total_shipping_tax_${net ? 'excl' : 'incl'}`) : given.shipping;
  const before = related(world.books, 'order_slip', 'id_order', order.id).reduce(
    (sum, slip) => sum + amount(slip, 'total_shipping_tax_incl'),
    0,
  );
  const most = amount(order, `total_shipping_tax_${net ? 'excl' : 'incl'}`) - before;
  const shipping = round2(Math.min(asked, Math.max(0, most)));
  const excluded = given.vouchers === 'excluded' ? amount(order, 'total_discounts') : 0;
  const sum = rows.reduce((all, row) => all + row.amount, 0);
  const back = (given.amount ?? sum - excluded) + shipping;
  if (rows.length === 0 && back <= 0) throw refused('Nothing is refunded.');
  if (given.slip && back <= 0) throw refused('The amount of a credit slip must be more than 0.');
  const returned = given.kind === 'return' || (given.kind === 'partial' && returnsOn(world) && delivered);
  for (const row of rows)
    apply(world, row, { returned, restock: !delivered || given.restock, kind: given.kind });
  if (given.slip)
    addSlip(world, order, {
      rows,
      shipping,
      net: net || given.kind === 'slip',
      excluded,
      chosen: given.amount,
    });
}

function check(world: World, order: Row, { kind }: Refund, delivered: boolean): void {
  const paid = has(world, order, 'paid') || paymentsOf(world, order).length > 0;
  if (!paid) throw refused(`Order ${order.id} is not paid.`);
  if (kind === 'partial' || kind === 'slip') return;
  if (!returnsOn(world)) throw refused('Returns are switched off (PS_ORDER_RETURN).');
  if (delivered !== (kind === 'return'))
    throw refused(`Order ${order.id} is ${delivered ? '' : 'not '}delivered.`);
}

const returnsOn = (world: World): boolean => setting(world, 'PS_ORDER_RETURN') === '1';

/** Whether the order was ever in a state with this flag. */
export const has = (world: World, order: Row, flag: 'paid' | 'delivery'): boolean =>
  related(world.books, 'order_histories', 'id_order', order.id).some(
    ({ id_order_state: id }) => find(world.books, 'order_states', id)?.[flag] === 1,
  );

function refundedRow(world: World, order: Row, asked: Refund['rows'][number], net: boolean): Refunded {
  const detail = rowOf(world, order, asked.reference);
  const left =
    Number(detail.product_quantity) -
    Number(detail.product_quantity_refunded) -
    Number(detail.product_quantity_return);
  if (asked.qty > left) throw refused(`Of ${asked.reference} ${left} can be refunded, not ${asked.qty}.`);
  const whole = amount(detail, `unit_price_tax_${net ? 'excl' : 'incl'}`) * asked.qty;
  const rate = amount(find(world.books, 'taxes', detail.id_tax) ?? detail, 'rate') || 0;
  return { detail, quantity: asked.qty, amount: Math.min(asked.amount ?? whole, whole), rate, net };
}

/** The order's row of that article. Throws where there is none. */
export function rowOf(world: World, order: Row, reference: string): Row {
  const row = related(world.books, 'order_details', 'id_order', order.id).find(
    ({ product_reference }) => product_reference === reference,
  );
  if (!row) throw new WsError(404, [0, `Order ${order.id} has no ${reference}.`]);
  return row;
}

/** Writes a refund into its row: pieces (returned or refunded), money, and pieces back in stock. A module's slip changes pieces only. */
function apply(
  world: World,
  { detail, quantity, amount: back, rate, net }: Refunded,
  { returned, restock, kind }: { returned: boolean; restock: boolean; kind: Refund['kind'] },
): void {
  const add = (field: string, more: number) => {
    detail[field] = Number(detail[field]) + more;
  };
  add(returned ? 'product_quantity_return' : 'product_quantity_refunded', quantity);
  if (kind === 'slip') return;
  if (restock) {
    add('product_quantity_reinjected', quantity);
    shelve(world, detail, quantity);
  }
  const factor = 1 + rate / 100;
  const more = { incl: net ? back * factor : back, excl: net ? back : back / factor };
  for (const side of ['incl', 'excl'] as const)
    detail[`total_refunded_tax_${side}`] = decimal(
      amount(detail, `total_refunded_tax_${side}`) + round2(more[side]),
    );
}
