/** The resources of WebserviceRequest::getResources (recorded in 8.2 and 9.1). */
const CORE =
  `addresses carriers carts cart_rules categories combinations configurations contacts countries currencies
  customers customer_threads customer_messages deliveries groups guests images image_types languages manufacturers messages
  order_carriers order_details order_histories order_invoices orders order_payments order_states order_slip price_ranges
  product_features product_feature_values product_options product_option_values products states stores suppliers tags
  translated_configurations weight_ranges zones employees search content_management_system shops shop_groups taxes
  stock_movements stock_movement_reasons warehouses stocks stock_availables product_suppliers tax_rules
  tax_rule_groups specific_prices specific_price_rules shop_urls product_customization_fields customizations`.split(
    /\s+/,
  );
/** 9 no longer has the stock of warehouses. */
const BEFORE_9 =
  `warehouse_product_locations supply_orders supply_order_details supply_order_states supply_order_histories
  supply_order_receipt_histories`.split(/\s+/);
/** order_cart_rules came with 1.7.8 (PR 16710, docs#1133), attachments with 8. No release has `modules`. */
const SINCE_8 = ['attachments', 'order_cart_rules'];
const SINCE_9 = ['order_returns'];

/** The major versions that this sandbox can be. */
export type Version = '1.7' | '8' | '9';

/** The release in PSWS-Version, by major version. */
export const RELEASES: Record<Version, string> = { '1.7': '1.7.7.5', '8': '8.2.4', '9': '9.1.4' };

/** How long a reference can be. An order's longer one is cut to it, a payment's is refused. 255 since 9.0. */
export const referenceLength = ({
  version,
  longReferences,
}: {
  version: Version;
  longReferences: boolean;
}) => (major(version) >= 9 ? 255 : longReferences ? 32 : 9);

/** The number of a major version. */
export const major = (version: Version): number => Number.parseInt(version, 10);

/** The names of resources in alphabetical order, as a shop of that version lists them. */
export const coreResources = (version: Version): string[] =>
  [...CORE, ...(major(version) >= 8 ? SINCE_8 : []), ...(major(version) >= 9 ? SINCE_9 : BEFORE_9)].sort();

/** Nine letters that look random (Order::generateReference), but are the same in every run, and different for each n below 26^9. */
export function letters(n: number): string {
  let left = (BigInt(n) * 2_862_933_555_777n + 3_037_000_493n) % 26n ** 9n;
  let text = '';
  for (let i = 0; i < 9; i += 1) {
    text += String.fromCharCode(65 + Number(left % 26n));
    left /= 26n;
  }
  return text;
}
