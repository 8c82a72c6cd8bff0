import { baseName } from './amounts.ts';
import type { Quirks } from './books.ts';
import type { OrderEntity, OrderRow } from './entities.ts';
import { internal } from './errors.ts';
import { taxRecords } from './tax-records.ts';

/** Columns by which orders can be searched and sorted: the table's own, nothing nested. */
export const orderColumns: ReadonlySet<string> = new Set(
  `entity_id increment_id state status store_id store_name created_at updated_at customer_id customer_email customer_firstname
  customer_lastname customer_is_guest customer_group_id customer_taxvat customer_note quote_id protect_code is_virtual weight
  grand_total base_grand_total total_due base_total_due total_paid base_total_paid total_canceled base_total_canceled
  total_invoiced base_total_invoiced total_refunded base_total_refunded subtotal base_subtotal tax_amount base_tax_amount
  shipping_amount base_shipping_amount discount_amount base_discount_amount order_currency_code base_currency_code
  total_item_count total_qty_ordered billing_address_id shipping_address_id relation_child_id relation_child_real_id
  relation_parent_id relation_parent_real_id original_increment_id edit_increment hold_before_state hold_before_status
  ext_order_id shipping_description`.split(/\s+/),
);

/** The same for invoices. */
export const invoiceColumns: ReadonlySet<string> = new Set(
  `entity_id increment_id order_id state store_id created_at updated_at grand_total base_grand_total subtotal tax_amount
  total_qty order_currency_code transaction_id billing_address_id shipping_address_id`.split(/\s+/),
);

/** The same for credit memos. */
export const creditmemoColumns: ReadonlySet<string> = new Set(
  `entity_id increment_id order_id state store_id created_at updated_at grand_total base_grand_total subtotal tax_amount
  order_currency_code`.split(/\s+/),
);

/** An order on the wire: a child's row has its parent's inside, the shipping assignment repeats all rows, no key is null. */
export function present(order: OrderEntity, quirks: Quirks): Record<string, unknown> {
  if (quirks.brokenOrder === order.entity_id) throw internal();
  const { shipping, status, extension_attributes, ...columns } = order;
  const taxes = quirks.version === '2.2' ? undefined : taxRecords(order);
  const rows = order.items.map((row) => shown(row, quirks));
  const items = rows.map((row) => ({ ...nested(row, rows), ...itemized(taxes?.ofRow(row.item_id)) }));
  return {
    ...columns,
    ...(status !== null && { status }),
    items,
    status_histories: [...order.status_histories].reverse(),
    extension_attributes: {
      ...(shipping && { shipping_assignments: [{ shipping, items }] }),
      ...extension_attributes,
      ...(taxes && { taxes: taxes.taxes, additional_itemized_taxes: taxes.ofTheRest }),
    },
  };
}

const itemized = (records: object[] | undefined): object =>
  records?.length ? { extension_attributes: { itemized_taxes: records } } : {};

function nested(row: OrderRow, rows: OrderRow[]): Record<string, unknown> {
  const parent = rows.find(({ item_id }) => item_id === row.parent_item_id);
  return parent ? { ...row, parent_item: parent } : row;
}

/**
 * A row with its totals as releases show them (Order\Webapi\ChangeOutputArray). Before 2.3 they are the database's. Since
 * then they are less the discount, the one with VAT includes the fixed product tax, and neither is below 0. In 2.4.8 the one
 * without VAT is one piece's price less the row's discount and VAT (DefaultColumn::getTotalAmount).
 */
function shown(row: OrderRow, { version }: Quirks): OrderRow {
  if (version === '2.2') return row;
  const changed = { ...row };
  for (const name of [(field: string) => field, baseName]) {
    const amountOf = (field: string) => Number(row[name(field)] ?? 0);
    const whole = amountOf('row_total') - amountOf('discount_amount');
    const unit = amountOf('price_incl_tax') - amountOf('discount_amount') - amountOf('tax_amount');
    changed[name('row_total')] = shownAmount(version === '2.4.8' ? unit : whole);
    changed[name('row_total_incl_tax')] = shownAmount(
      whole +
        amountOf('tax_amount') +
        amountOf('discount_tax_compensation_amount') +
        amountOf('weee_tax_applied_row_amount'),
    );
  }
  return changed;
}

const shownAmount = (amount: number): number => Math.max(0, Math.round(amount * 100) / 100);
