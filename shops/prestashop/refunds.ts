import Big from 'big.js';
import { minorUnits } from '../../domain/money.ts';
import type { ShopRefund } from '../../domain/schemas/order.ts';
import { utc } from './clock.ts';
import type { OrderParts } from './parts.ts';
import type { WireSlip } from './slips.ts';
import type { WireOrder, WireRow } from './wire.ts';

/** The type of a slip whose amount somebody typed, or that includes shipping (PS VoucherRefundType). */
const TYPED_OR_SHIPPING = '2';
const NEITHER = '0';
const CENT = new Big('0.01');
/** The part of an order that shows what its vouchers took off. */
type Discounted = Pick<WireOrder, 'total_discounts_tax_incl'>;

/**
 * What the shop refunded: its credit slips, then what rows were refunded beyond them (by a voucher without a slip, for
 * instance), which has no date. Where slips can't be read, only by the rows. Undefined where nothing was refunded.
 */
export function refundsOf(
  parts: Pick<OrderParts, 'order' | 'rows' | 'slips' | 'currency' | 'clock' | 'updatedAt'>,
): ShopRefund[] | undefined {
  const { order, rows, slips = [], currency, clock, updatedAt } = parts;
  const named = (id: string | undefined, quantity: string) => {
    const row = rows.find((candidate) => candidate.id === id);
    const sku = row?.product_reference ?? row?.product_id ?? '';
    return { sku, name: row?.product_name ?? sku, quantity: Number(quantity) };
  };
  const bySlip = slips.map((slip) => ({
    id: slip.id,
    number: slip.id,
    at: utc(clock, slip.date_add),
    amount: minorUnits(moneyOf(slip, order).toFixed(), currency),
    lines: slip.associations.order_slip_details.map((detail) =>
      named(detail.id_order_detail, detail.product_quantity),
    ),
  }));
  const byRow = rows.flatMap((row) => {
    const { quantity, money } = besides(row, slips);
    const amount = minorUnits(money.toFixed(), currency);
    if (amount <= 0) return [];
    const line = named(row.id, quantity.toFixed());
    const number = `${line.sku}, without a credit slip`;
    return [{ id: `row-${row.id ?? order.id}`, number, at: updatedAt, amount, lines: [line] }];
  });
  const all = [...bySlip, ...byRow];
  return all.length > 0 ? all : undefined;
}

/**
 * What a credit slip gives back, with VAT, in major units: goods and shipping. Its `amount` is without shipping, and net for
 * customers who are shown net prices; but where somebody typed a sum, only `amount` has it.
 */
function moneyOf(slip: WireSlip, order: Discounted): Big {
  const { amount, total_products_tax_excl: net, total_products_tax_incl: gross } = slip;
  const shipping = new Big(slip.total_shipping_tax_incl);
  const isComputed = isAbout(amount, net) || isAbout(amount, gross);
  const isTyped = slip.order_slip_type === TYPED_OR_SHIPPING && (shipping.eq(0) || !isComputed);
  return (isTyped ? new Big(amount) : new Big(gross).minus(voucherOf(slip, order))).plus(shipping);
}

/**
 * The order's vouchers, where the slip subtracts them from what it gives back. With prices with VAT PrestaShop subtracts them
 * from the net total, although they are gross; with net prices from the gross total, where they are subtracted already.
 */
function voucherOf(
  { order_slip_type, total_products_tax_excl, associations }: WireSlip,
  { total_discounts_tax_incl }: Discounted,
): Big {
  const details = associations.order_slip_details;
  const excess = sum(details.map(({ amount_tax_excl }) => amount_tax_excl)).minus(total_products_tax_excl);
  // Details are rounded one by one, the total as a whole.
  const isRounding = (difference: Big) => difference.abs().lte(CENT.times(details.length));
  if (order_slip_type === NEITHER || isRounding(excess)) return new Big(0);
  return isRounding(excess.minus(total_discounts_tax_incl)) ? new Big(total_discounts_tax_incl) : excess;
}

/**
 * What a row was refunded beyond the slips; only with at least one piece, since sums are rounded differently from a slip's.
 * Pieces count as refunded before delivery, as returned after it. Before 1.7.7 the row has no sum, and never for what
 * OrderSlip::create gave back: where slips have all of its sum, it is computed from the pieces.
 */
function besides(row: WireRow, slips: WireSlip[]): { quantity: Big; money: Big } {
  const refunded = slips
    .flatMap(({ associations }) => associations.order_slip_details)
    .filter(({ id_order_detail }) => id_order_detail === row.id);
  const pieces = new Big(row.product_quantity_refunded).plus(row.product_quantity_return);
  const quantity = pieces.minus(sum(refunded.map(({ product_quantity }) => product_quantity)));
  if (quantity.lte(0)) return { quantity, money: new Big(0) };
  const given = sum(refunded.map(({ amount_tax_incl }) => amount_tax_incl));
  const money = new Big(row.total_refunded_tax_incl).minus(given);
  return { quantity, money: money.gt(CENT) ? money : quantity.times(row.unit_price_tax_incl) };
}

/** Whether two amounts are the same to half a cent: before 1.7.7 amounts have no fractions of cents. */
const isAbout = (left: string, right: string): boolean => new Big(left).minus(right).abs().lte(CENT.div(2));
const sum = (amounts: string[]): Big => amounts.reduce((total, amount) => total.plus(amount), new Big(0));
