import Big from 'big.js';
import { discountOf } from '../../domain/charges.ts';
import { minorUnits, netOf } from '../../domain/money.ts';
import type { Charge } from '../../domain/schemas/order.ts';
import { impliedVat, type Vat } from '../vat.ts';
import { type Amount, big, sumOf } from './rates.ts';
import { weeeOf } from './weee.ts';
import type { WireOrder } from './wire.ts';
import type { WireItem } from './wire-rows.ts';

/** How a shop computed its rows: from prices with VAT or without; `grossExact`: prices with VAT add up to its sum, to the cent. */
export interface Counting {
  from: 'gross' | 'net';
  grossExact: boolean;
}

/**
 * How these rows were computed. Where catalogue prices are with VAT, `price_incl_tax` times quantity adds up to
 * `subtotal_incl_tax` to the cent, and `price` times quantity only roughly to `subtotal`; where they are without VAT it is
 * the other way round. Both can be exact by chance, or because VAT is rounded by piece. Then the rows' VAT decides, and after
 * that a discount: only where prices are with VAT do the VAT of a row and that inside its discount add up to the VAT of the
 * whole row (Magento\\Tax\\Model\\Calculation\\*Calculator).
 */
export function countingOf(wire: WireOrder, rows: WireItem[]): Counting {
  const weee = wire.items.flatMap((item) => weeeOf(item, wire));
  const difference = (sum: Big, total: Amount, extra: Big) =>
    total == null ? Number.MAX_SAFE_INTEGER : Number(sum.plus(extra).minus(total).abs());
  const nets = sumOf(rows.map(statedNet));
  const withWeee = sumOf(weee.map(({ net }) => net));
  // FPT is in the subtotal or beside it: a setting of the shop.
  const net = Math.min(difference(nets, wire.subtotal, big(0)), difference(nets, wire.subtotal, withWeee));
  const gross = rows.every((row) => row.price_incl_tax != null)
    ? difference(sumOf(rows.map(statedGross)), wire.subtotal_incl_tax, sumOf(weee.map((tax) => tax.gross)))
    : Number.MAX_SAFE_INTEGER;
  const grossExact = gross < 0.005;
  if (!grossExact || net >= 0.005) return { from: gross < net ? 'gross' : 'net', grossExact };
  // Where the nets are exact, what core took for the rows is known: gross prices must add up to the same.
  const apart = sumOf(rows.map((row) => statedGross(row).minus(statedNet(row)).minus(statedTax(row))));
  if (apart.abs().gte('0.005')) return { from: 'net', grossExact };
  const [pricedNet, pricedGross] = [rows.some(isPricedNet), rows.some(isPricedGross)];
  if (pricedNet !== pricedGross) return { from: pricedNet ? 'net' : 'gross', grossExact };
  const whole = rows.filter((row) => tellsWholeTax(row, grossExact));
  const isGross = whole.every(fitsGross) && (whole.length === rows.length || !whole.every(fitsNet));
  return { from: isGross ? 'gross' : 'net', grossExact };
}

/** A row's price times its quantity, without VAT; its total where it has no price. */
const statedNet = (row: WireItem): Big =>
  row.price == null ? big(row.row_total) : big(row.price).times(row.qty_ordered);
const statedGross = (row: WireItem): Big => big(row.price_incl_tax).times(row.qty_ordered);
const statedTax = (row: WireItem): Big => big(row.tax_amount).plus(big(row.discount_tax_compensation_amount));

/** Whether the catalogue's price is the one without VAT, or the one with VAT; neither where a special price was charged. */
const isPricedNet = (row: WireItem): boolean => isCatalogue(row, row.price, row.price_incl_tax);
const isPricedGross = (row: WireItem): boolean => isCatalogue(row, row.price_incl_tax, row.price);
const isCatalogue = ({ original_price }: WireItem, price: Amount, other: Amount): boolean =>
  original_price != null &&
  big(original_price).round(2, Big.roundHalfUp).eq(big(price)) &&
  !big(price).eq(big(other));

/** Whether a piece's price follows from the row's gross (or net) and the VAT of the whole row. */
const fitsGross = (row: WireItem): boolean =>
  unit(statedGross(row).minus(statedTax(row)), row).eq(big(row.price));
const fitsNet = (row: WireItem): boolean =>
  unit(statedNet(row).plus(statedTax(row)), row).eq(big(row.price_incl_tax));
const unit = (amount: Big, { qty_ordered }: WireItem): Big =>
  amount.div(big(qty_ordered)).round(2, Big.roundHalfUp);

/** Whether the VAT that a row states is that before its discount, by its rate, or by its prices where they are exact. */
function tellsWholeTax(row: WireItem, grossExact: boolean): boolean {
  const net = statedNet(row);
  const near = (whole: Big) => whole.minus(statedTax(row)).abs().lte('0.01');
  return (
    big(row.discount_amount).eq(0) ||
    near(net.times(big(row.tax_percent)).div(100)) ||
    (grossExact && near(statedGross(row).minus(net)))
  );
}

/**
 * A row's charge, before and after its discount, and by how much the discount exceeds the row (`over`, minor units), which
 * core takes off the order. Core's total of an order is the sum over its rows of net + tax_amount +
 * discount_tax_compensation_amount - discount_amount in every tax setting: where prices are with VAT, that is the gross
 * less the discount. The net is the gross at its rate, as a document counts.
 */
export function rowCharge(
  row: WireItem,
  { from, grossExact }: Counting,
  currency: string,
  known: number[],
): { charge: Charge; over: number } {
  const cents = (amount: Big) => minorUnits(amount.toFixed(), currency);
  const discount = big(row.discount_amount).abs();
  const vat = rowVat(row, known);
  const counted = from === 'gross' ? statedGross(row) : statedNet(row).plus(statedTax(row));
  const paid = cents(counted.minus(discount));
  const whole = () =>
    grossExact ? statedGross(row) : statedNet(row).times(new Big(vat.taxRate).div(100).plus(1));
  const before = from === 'gross' || tellsWholeTax(row, grossExact) ? counted : whole();
  return { charge: charge(cents(before), paid, vat), over: Math.max(-paid, 0) };
}

/** A charge by its amounts with VAT before and after the discount, in minor units. */
export function charge(before: number, paid: number, vat: Vat): Charge {
  const gross = Math.max(before, paid);
  const discount = gross - Math.max(paid, 0);
  return {
    net: netOf(gross, vat.taxRate),
    gross,
    ...vat,
    ...(discount > 0 && { discount: discountOf(discount, vat.taxRate) }),
  };
}

function rowVat(row: WireItem, known: number[]): Vat {
  const rate = Number(row.tax_percent ?? 0);
  if (rate !== 0) return { taxRate: rate };
  if (row.price != null && row.price_incl_tax != null)
    return impliedVat(row.price, row.price_incl_tax, known);
  return impliedVat(statedNet(row).toFixed(), statedNet(row).plus(statedTax(row)).toFixed(), known);
}
