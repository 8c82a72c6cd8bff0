import type { OrderEntity } from './entities.ts';

interface ItemTaxes {
  type: string;
  item_id?: number;
  associated_item_id?: number;
  applied_taxes: { code: string; percent: number; amount: number; base_amount: number }[];
}

/** The database's records of an order's VAT, which newer releases show beside `applied_taxes`: the order's, each row's, and the rest. */
export function taxRecords(order: OrderEntity) {
  const { applied_taxes = [], item_applied_taxes = [] } = order.extension_attributes as {
    applied_taxes?: (ItemTaxes['applied_taxes'][number] & { title: string })[];
    item_applied_taxes?: ItemTaxes[];
  };
  const idOf = (code: string) => order.entity_id * 10 + applied_taxes.findIndex((tax) => tax.code === code);
  const records = item_applied_taxes.flatMap(({ type, item_id, associated_item_id, applied_taxes: own }, i) =>
    own.map(({ code, percent, amount, base_amount }) => ({
      tax_item_id: order.entity_id * 100 + i,
      tax_id: idOf(code),
      ...(item_id !== undefined && { item_id }),
      tax_code: code,
      tax_percent: percent,
      amount,
      base_amount,
      real_amount: amount,
      real_base_amount: base_amount,
      ...(associated_item_id !== undefined && { associated_item_id }),
      taxable_item_type: type,
    })),
  );
  return {
    taxes: applied_taxes.map(({ code, title, percent, amount, base_amount }) => ({
      tax_id: idOf(code),
      order_id: order.entity_id,
      code,
      title,
      percent,
      amount,
      base_amount,
      base_real_amount: base_amount,
      priority: 0,
      position: 0,
      process: 0,
    })),
    ofRow: (id: number) =>
      records.filter(({ item_id, associated_item_id }) => item_id === id || associated_item_id === id),
    ofTheRest: records.filter(
      ({ item_id, associated_item_id }) => item_id === undefined && associated_item_id === undefined,
    ),
  };
}
