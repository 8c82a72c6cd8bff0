import type { OrderSums } from './amounts.ts';
import type { World } from './books.ts';
import type { Bought } from './description.ts';
import type { Row } from './fields.ts';
import { withoutTags } from './html.ts';
import { decimal } from './invoices.ts';
import { major } from './names.ts';
import { insert } from './resources.ts';
import { taxOf } from './seeds.ts';
import { shelve } from './states.ts';

/** Adds the rows of an order, and takes their pieces out of stock. */
export function addRows(world: World, order: Row, items: Bought[], all: OrderSums): void {
  const { books } = world;
  for (const [i, item] of items.entries()) {
    const row = all.rows[i];
    if (!row) throw new Error(`row ${i} was not summed`);
    const detail = insert(books, 'order_details', {
      id_order: order.id,
      product_id: productId(item.reference),
      product_attribute_id: item.variant ? productId(item.variant) : 0,
      id_shop: order.id_shop ?? 1,
      id_customization: item.texts ? customized(world, order, item, item.texts) : 0,
      product_name: nameOf(item, major(books.version)),
      product_quantity: item.qty,
      product_quantity_in_stock: item.qty,
      product_price: decimal(row.unitNet),
      product_ean13: item.ean13 ?? '',
      product_reference: item.reference,
      product_weight: decimal(item.weight),
      id_tax_rules_group: row.taxPercent > 0 ? 1 : 0,
      download_hash: item.virtual ? 'a5b1c3'.repeat(6) : '',
      unit_price_tax_incl: decimal(row.unitGross),
      unit_price_tax_excl: decimal(row.unitNet),
      total_price_tax_incl: decimal(row.gross),
      total_price_tax_excl: decimal(row.net),
      original_product_price: decimal(row.unitNet),
      ecotax: decimal(item.ecotax ?? 0),
      ecotax_tax_rate: (item.ecotax ? 22 : 0).toFixed(3),
      id_tax: item.taxUnstated ? 0 : taxOf(books, row.taxPercent),
    });
    shelve(world, detail, -item.qty);
  }
}

function customized({ books }: World, order: Row, item: Bought, texts: string[]): number {
  // 9 neither links the address nor counts the pieces (recorded).
  const counted = major(books.version) < 9;
  return insert(books, 'customizations', {
    id_address_delivery: counted ? (order.id_address_delivery ?? 0) : 0,
    id_cart: order.id_cart ?? 0,
    id_product: productId(item.reference),
    id_product_attribute: item.variant ? productId(item.variant) : 0,
    quantity: counted ? item.qty : 0,
    in_cart: 1,
    texts: Object.fromEntries(texts.map((text, i) => [String(i + 1), withoutTags(text)])),
  }).id;
}

/** A combination's name as the cart writes it: "Felpa (Taglia: L - Colore: Blu)" since 8, "Felpa - Taglia : L, Colore : Blu" before (recorded). */
function nameOf({ name, variant }: Bought, version: number): string {
  if (!variant) return name;
  return version >= 8
    ? `${name} (${variant})`
    : `${name} - ${variant.replace(/: /g, ' : ').replace(/ - /g, ', ')}`;
}

/** An article's product id: the same whatever was ordered before. */
const productId = (text: string): number =>
  [...text].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 5000, 7) + 1;
