import { decimalText, minorUnits } from '../../domain/money.ts';
import type { Order, OrderLine } from '../../domain/schemas/order.ts';
import { isSaid } from '../decode.ts';
import { impliedVat } from '../vat.ts';
import type { WireItem, WireOrder } from './wire.ts';

/** The rows that are charged: a configurable's or bundle's parts repeat what their parent says. */
export function orderLines(wire: WireOrder): OrderLine[] {
  const currency = wire.order_currency_code;
  const known = knownRates(wire);
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
        ...(Number(item.tax_percent ?? 0)
          ? { taxRate: Number(item.tax_percent) }
          : impliedVat(
              decimalText({ amount: net, currency }),
              decimalText({ amount: gross, currency }),
              known,
            )),
        ...described(item, wire.items),
      };
    });
}

/** What a row says besides its amounts: the variant, a bundle's parts, and the texts that the customer typed. */
function described(
  { item_id, product_type, product_option }: WireItem,
  items: WireItem[],
): Pick<OrderLine, 'variant' | 'parts' | 'options'> {
  const children = items.filter((child) => item_id && child.parent_item_id === item_id);
  // What was chosen from a list is told by its id only.
  const options = (product_option?.extension_attributes?.custom_options ?? [])
    .map(({ option_value }) => option_value)
    .filter((value) => isSaid(value) && !/^[\d,]+$/.test(value));
  return {
    ...(product_type === 'configurable' && children[0]?.name ? { variant: children[0].name } : {}),
    ...(product_type === 'bundle' && children.length > 0 ? { parts: children.map(partOf) } : {}),
    ...(options.length > 0 ? { options: options as string[] } : {}),
  };
}

const partOf = ({ sku, name, qty_ordered }: WireItem) => ({
  sku,
  name: name ?? sku,
  quantity: Number(qty_ordered),
});

/** The rates of this order, wherever it tells them. */
export function knownRates(wire: WireOrder): number[] {
  const applied = wire.extension_attributes?.applied_taxes ?? [];
  const told = [...wire.items.map((item) => item.tax_percent), ...applied.map((tax) => tax.percent)];
  return [...new Set(told.map((percent) => Number(percent ?? 0)))].filter((rate) => rate !== 0);
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
  lines: Pick<OrderLine, 'gross' | 'taxRate'>[],
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
