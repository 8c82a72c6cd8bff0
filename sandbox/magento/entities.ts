/** A row of an order as Magento keeps it; amounts in major units (39.9), as on its wire. */
export interface OrderRow {
  item_id: number;
  parent_item_id?: number;
  sku: string;
  name: string;
  product_type: string;
  qty_ordered: number;
  qty_invoiced: number;
  qty_canceled: number;
  row_total: number;
  tax_amount: number;
  discount_amount: number;
  [field: string]: unknown;
}

/** A billing or shipping address of an order. */
export interface OrderAddress {
  address_type: 'billing' | 'shipping';
  entity_id: number;
  parent_id: number;
  firstname: string;
  lastname: string;
  email: string;
  street: string[];
  city: string;
  postcode: string;
  region: string;
  region_code: string;
  region_id: number;
  country_id: string;
  telephone: string;
  customer_address_id?: number;
  company?: string;
  vat_id?: string;
}

/** A comment of an order; `status` is the order's status at that moment. */
export interface StatusHistory {
  entity_id: number;
  parent_id: number;
  comment: string | null;
  created_at: string;
  /** What it was written on ("creditmemo"); absent where it came by the API. */
  entity_name?: string;
  is_customer_notified: number | null;
  is_visible_on_front: number;
  status: string | null;
}

/** An order's payment; amounts in major units, `base_` in the shop's base currency. */
export interface OrderPayment {
  method: string;
  amount_ordered: number;
  base_amount_ordered: number;
  shipping_amount: number;
  base_shipping_amount: number;
  [field: string]: unknown;
}

/** An order's own columns and rows. What Magento repeats on its wire is made when the order is read (see `present`). */
export interface OrderEntity {
  entity_id: number;
  increment_id: string;
  state: string;
  /** Null after a comment without status in old versions; then the key is absent on the wire. */
  status: string | null;
  is_virtual: number;
  created_at: string;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  updated_at: string;
  customer_email: string;
  customer_firstname?: string;
  customer_lastname?: string;
  order_currency_code: string;
  grand_total: number;
  base_grand_total: number;
  total_due: number;
  base_total_due: number;
  total_paid?: number;
  items: OrderRow[];
  billing_address: OrderAddress;
  shipping?: { address: OrderAddress; method: string; total: Record<string, number> };
  payment: OrderPayment;
  status_histories: StatusHistory[];
  extension_attributes: Record<string, unknown>;
  [field: string]: unknown;
}

/** An invoice; amounts in major units. */
export interface Invoice {
  entity_id: number;
  increment_id: string;
  order_id: number;
  [field: string]: unknown;
}

/** A shipment of all that was left of an order. */
export interface Shipment {
  entity_id: number;
  increment_id: string;
  order_id: number;
  created_at: string;
  tracks: { track_number: string; title: string; carrier_code: string }[];
  items: { order_item_id: number; sku: string; qty: number }[];
}

/** Money given back, in the order's currency; amounts in major units. */
export interface CreditMemo {
  entity_id: number;
  increment_id: string;
  order_id: number;
  /** The sum that went back, with VAT, shipping and adjustments. */
  grand_total: number;
  created_at: string;
  [field: string]: unknown;
}
