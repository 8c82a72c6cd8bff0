import { type Association, ids, type Resource, resource } from './definitions.ts';
import { related } from './tables.ts';

const orderRows: Association = {
  name: 'order_rows',
  node: 'order_row',
  virtual: true,
  fields: [
    { name: 'id' },
    { name: 'product_id', xlink: 'products' },
    { name: 'product_attribute_id' },
    { name: 'product_quantity' },
    { name: 'product_name' },
    { name: 'product_reference' },
    { name: 'product_ean13' },
    { name: 'product_isbn' },
    { name: 'product_upc' },
    { name: 'product_price' },
    { name: 'id_customization', xlink: 'customizations' },
    { name: 'unit_price_tax_incl' },
    { name: 'unit_price_tax_excl' },
  ],
  rows: (books, order) => related(books, 'order_details', 'id_order', order.id),
};
/** Each row shows the slip's id, not its own. */
const slipDetails: Association = {
  name: 'order_slip_details',
  node: 'order_slip_detail',
  virtual: true,
  fields: [
    { name: 'id' },
    { name: 'id_order_detail' },
    { name: 'product_quantity' },
    { name: 'amount_tax_excl' },
    { name: 'amount_tax_incl' },
  ],
  rows: (books, slip) =>
    related(books, 'order_slip_details', 'id_order_slip', slip.id).map((row) => ({ ...row, id: slip.id })),
};
/** Orders, and what belongs to them. */
export const orderDefinitions: Resource[] = [
  resource(
    'orders',
    'order',
    'The Customers orders',
    `id_address_delivery:int!>addresses id_address_invoice:int!>addresses id_cart:int!>carts id_currency:int!>currencies
    id_lang:int!>languages id_customer:int!>customers id_carrier:int!>carriers current_state:int>order_states module:string!
    invoice_number:int invoice_date:date delivery_number:int delivery_date:date valid:bool date_add:date date_upd:date
    shipping_number:string~ note:string@8 id_shop_group:int id_shop:int secure_key:string payment:string! recyclable:bool gift:bool
    gift_message:string mobile_theme:bool total_discounts:money total_discounts_tax_incl:money total_discounts_tax_excl:money
    total_paid:money! total_paid_tax_incl:money total_paid_tax_excl:money total_paid_real:money! total_products:money!
    total_products_wt:money! total_shipping:money total_shipping_tax_incl:money total_shipping_tax_excl:money
    carrier_tax_rate:rate total_wrapping:money total_wrapping_tax_incl:money total_wrapping_tax_excl:money round_mode:int
    round_type:int conversion_rate:money! reference:string`,
    { associations: [orderRows], writes: ['PUT', 'PATCH'] },
  ),
  resource(
    'order_details',
    'order_detail',
    'Details of an order',
    `id_order:int!>orders product_id:int>products product_attribute_id:int>combinations product_quantity_reinjected:int
    group_reduction:percent discount_quantity_applied:int download_hash:string download_deadline:date id_order_invoice:int
    id_warehouse:int! id_shop:int! id_customization:int product_name:string! product_quantity:int! product_quantity_in_stock:int
    product_quantity_return:int product_quantity_refunded:int product_price:money! reduction_percent:percent reduction_amount:money
    reduction_amount_tax_incl:money reduction_amount_tax_excl:money product_quantity_discount:money product_ean13:string
    product_isbn:string product_upc:string product_mpn:string@8 product_reference:string product_supplier_reference:string product_weight:money
    tax_computation_method:int id_tax_rules_group:int ecotax:money ecotax_tax_rate:rate download_nb:int unit_price_tax_incl:money
    unit_price_tax_excl:money total_price_tax_incl:money total_price_tax_excl:money total_shipping_price_tax_excl:money
    total_shipping_price_tax_incl:money purchase_supplier_price:money original_product_price:money original_wholesale_price:money
    total_refunded_tax_excl:money total_refunded_tax_incl:money`,
    // tax_rate and tax_name are hidden_fields: only this link leads to a row's rate.
    {
      associations: [
        ids('taxes', 'tax', (_books, row) => (Number(row.id_tax) ? [{ id: Number(row.id_tax) }] : [])),
      ],
    },
  ),
  resource(
    'order_histories',
    'order_history',
    'The Order histories',
    'id_employee:int>employees id_order_state:int!>order_states id_order:int!>orders date_add:date',
    { writes: ['POST'] },
  ),
  resource(
    'order_payments',
    'order_payment',
    'The Order payments',
    `order_reference:string id_currency:int! amount:money! payment_method:string conversion_rate:money transaction_id:string254
    card_number:string254 card_brand:string254 card_expiration:string254 card_holder:string254 date_add:date id_employee:int@8`,
    { writes: ['POST', 'PUT', 'PATCH'] },
  ),
  resource(
    'order_slip',
    'order_slip',
    'The Order slips',
    `id_customer:int!>customers id_order:int!>orders conversion_rate:money! total_products_tax_excl:money!
    total_products_tax_incl:money! total_shipping_tax_excl:money! total_shipping_tax_incl:money! amount:money shipping_cost:int
    shipping_cost_amount:money partial:int date_add:date date_upd:date order_slip_type:int`,
    { listNode: 'order_slips', associations: [slipDetails] },
  ),
  resource(
    'order_states',
    'order_state',
    'The Order statuses',
    `unremovable:bool delivery:bool hidden:bool send_email:bool module_name:string invoice:bool color:string logable:bool
    shipped:bool paid:bool pdf_delivery:bool pdf_invoice:bool deleted:bool name:lang! template:lang`,
  ),
  resource(
    'order_invoices',
    'order_invoice',
    'The Order invoices',
    `id_order:int! number:int! delivery_number:int delivery_date:date total_discount_tax_excl:money total_discount_tax_incl:money
    total_paid_tax_excl:money total_paid_tax_incl:money total_products:money total_products_wt:money total_shipping_tax_excl:money
    total_shipping_tax_incl:money shipping_tax_computation_method:int total_wrapping_tax_excl:money total_wrapping_tax_incl:money
    shop_address:string note:string date_add:date`,
  ),
  resource(
    'order_carriers',
    'order_carrier',
    'The Order carriers',
    `id_order:int!>orders id_carrier:int!>carriers id_order_invoice:int weight:money shipping_cost_tax_excl:money
    shipping_cost_tax_incl:money tracking_number:string date_add:date`,
  ),
  resource(
    'order_cart_rules',
    'order_cart_rule',
    'The Order cart rules',
    'id_order:int!>orders id_cart_rule:int! id_order_invoice:int name:string! value:money! value_tax_excl:money! free_shipping:bool deleted:bool',
  ),
  resource(
    'customizations',
    'customization',
    'Customization values',
    `id_address_delivery:int!>addresses id_cart:int!>carts id_product:int!>products id_product_attribute:int! quantity:int!
    quantity_refunded:int! quantity_returned:int! in_cart:bool!`,
    {
      associations: [
        {
          name: 'customized_data_text_fields',
          node: 'customized_data_text_field',
          virtual: true,
          fields: [
            { name: 'id_customization_field', xlink: 'product_customization_fields' },
            { name: 'value' },
          ],
          rows: (_books, { texts }) =>
            Object.entries(texts ?? {}).map(([field, value]) => ({
              id_customization_field: Number(field),
              value,
            })),
        },
        {
          name: 'customized_data_images',
          node: 'customized_data_image',
          virtual: true,
          fields: [
            { name: 'id_customization_field', xlink: 'product_customization_fields' },
            { name: 'value' },
          ],
          rows: () => [],
        },
      ],
    },
  ),
];
