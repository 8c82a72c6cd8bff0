import type { OrderLine } from '../../domain/schemas/order.ts';
import { isFilled } from '../decode.ts';
import { countingOf, rowCharge } from './amounts.ts';
import { big, knownRates } from './rates.ts';
import type { WireOrder } from './wire.ts';
import type { WireItem } from './wire-rows.ts';

/**
 * The rows that are charged, each with its own discount, and by how much discounts exceed their rows (`over`, minor units).
 * The parts of a configurable product, and of a bundle with a fixed price, are in their parent's row. A bundle with a dynamic
 * price is charged by its parts: each has a price and VAT of its own, and the parent's row repeats their sums.
 */
export function orderLines(wire: WireOrder): { lines: OrderLine[]; over: number } {
  const rows = chargedRows(wire);
  const counting = countingOf(wire, rows);
  const known = knownRates(wire);
  const read = rows.map((item) => {
    const { charge, over } = rowCharge(item, counting, wire.order_currency_code, known);
    const line = {
      sku: item.sku,
      name: item.name ?? item.sku,
      quantity: Number(item.qty_ordered),
      ...charge,
      ...described(item, wire.items),
    };
    return { line, over };
  });
  return { lines: read.map(({ line }) => line), over: read.reduce((sum, { over }) => sum + over, 0) };
}

/**
 * The rows that make up the total; others repeat what their parents or parts say. In an edited order, rows without a
 * piece left don't count, and a row that lost its parent is charged by itself.
 */
export const chargedRows = ({ items }: WireOrder): WireItem[] =>
  items.filter((item) => isCharged(item, items));

function isCharged(item: WireItem, items: WireItem[]): boolean {
  if (big(item.qty_ordered).eq(0)) return false;
  const parent = parentOf(item, items);
  return parent ? isDynamic(parent, items) : !isDynamic(item, items);
}

const parentOf = ({ parent_item_id }: WireItem, items: WireItem[]): WireItem | undefined =>
  items.find(({ item_id }) => item_id && item_id === parent_item_id);
const partsOf = ({ item_id }: WireItem, items: WireItem[]): WireItem[] =>
  items.filter(({ parent_item_id }) => item_id && item_id === parent_item_id);

/**
 * Whether a bundle's price is the sum of its parts' prices. Only then do they have a price with VAT: `price` alone can be the
 * parent's, which newer releases write into parts without a price (ChangeOutputArray::getBundleProductPrice).
 */
const isDynamic = (item: WireItem, items: WireItem[]): boolean =>
  item.product_type === 'bundle' &&
  partsOf(item, items).some((part) => big(part.price_incl_tax).gt(0) || big(part.tax_amount).gt(0));

/** What a row has besides its amounts: the variant, a bundle's parts or name, and the texts that the customer typed. */
function described(item: WireItem, items: WireItem[]): Pick<OrderLine, 'variant' | 'parts' | 'options'> {
  const parts = partsOf(item, items);
  const bundle = parentOf(item, items);
  const options = [
    ...(bundle ? [`Parte di ${bundle.name ?? bundle.sku}`, ...typed(bundle)] : []),
    ...typed(item),
  ];
  return {
    ...(item.product_type === 'configurable' && parts[0]?.name ? { variant: parts[0].name } : {}),
    ...(item.product_type === 'bundle' && parts.length > 0 ? { parts: parts.map(partOf) } : {}),
    ...(options.length > 0 ? { options } : {}),
  };
}

/** The texts that the customer typed. Options chosen from a list have only an id, and are left out. */
const typed = ({ product_option }: WireItem): string[] =>
  (product_option?.extension_attributes?.custom_options ?? [])
    .map(({ option_value }) => option_value)
    .filter((value) => isFilled(value) && !/^[\d,]+$/.test(value)) as string[];

const partOf = ({ sku, name, qty_ordered }: WireItem) => ({
  sku,
  name: name ?? sku,
  quantity: Number(qty_ordered),
});
