import { minorUnits } from '../../domain/money.ts';
import type { Order, OrderLine } from '../../domain/schemas/order.ts';
import type { WireItem, WireOrder } from './wire.ts';

/** The rows that are charged: a configurable's or bundle's parts repeat what their parent says. */
export function orderLines(wire: WireOrder): OrderLine[] {
  const currency = wire.order_currency_code;
  return wire.items
    .filter((item) => !item.parent_item_id)
    .map((item) => {
      const net = minorUnits(item.row_total, currency);
      const gross =
        item.row_total_incl_tax != null
          ? minorUnits(item.row_total_incl_tax, currency)
          : net + minorUnits(item.tax_amount ?? 0, currency);
      return {
        sku: item.sku,
        name: item.name ?? item.sku,
        quantity: Number(item.qty_ordered),
        net,
        gross,
        taxRate: rateOf(item, wire.items) ?? impliedRate(net, gross),
      };
    });
}

/** A bundle priced by its parts has its rate on them. */
function rateOf(item: WireItem, all: WireItem[]): number | undefined {
  const own = Number(item.tax_percent ?? 0);
  if (own !== 0) return own;
  const parts = all.filter((one) => one.parent_item_id && one.parent_item_id === item.item_id);
  const rates = new Set(parts.map((part) => Number(part.tax_percent ?? 0)).filter((rate) => rate !== 0));
  const [only] = rates;
  return rates.size === 1 ? only : undefined;
}

/** VAT per cent that two amounts imply, to a tenth: cents don't carry more. */
export function impliedRate(net: number, gross: number): number {
  return net === 0 ? 0 : Math.round((gross / net - 1) * 1000) / 10;
}

/** The shipping's VAT as the shop applied it; undefined where it doesn't say. */
export function shippingRate(wire: WireOrder): number | undefined {
  const taxes = wire.extension_attributes?.item_applied_taxes?.find((one) => one.type === 'shipping');
  const rates = taxes?.applied_taxes?.map((tax) => Number(tax.percent ?? 0));
  return rates?.length ? rates.reduce((sum, rate) => sum + rate, 0) : undefined;
}

/**
 * The discount with VAT, in minor units. Magento's `discount_amount` is with VAT only where catalogue prices are, and
 * some shops send rows that are lessened already; what rows, shipping and total leave over tells which.
 */
export function grossDiscount(
  discountAmount: number,
  lines: OrderLine[],
  shipping: Order['shippingCost'],
  total: number,
): number {
  const told = Math.abs(discountAmount);
  if (told === 0) return 0;
  const left = lines.reduce((sum, line) => sum + line.gross, shipping?.gross ?? 0) - total;
  // Each row was rounded by itself.
  const cents = lines.length + 1;
  if (Math.abs(left - told) <= cents) return told;
  if (Math.abs(left) <= cents) return 0;
  const rate = Math.max(0, shipping?.taxRate ?? 0, ...lines.map((line) => line.taxRate));
  return left > told && left <= told * (1 + rate / 100) + cents ? left : told;
}
