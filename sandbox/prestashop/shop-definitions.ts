import { ids, type Resource, resource } from './definitions.ts';
import { related } from './tables.ts';

/** The resources of customers, their messages, and the shop's setup. */
export const shopDefinitions: Resource[] = [
  resource(
    'customers',
    'customer',
    "The e-shop's customers",
    `id_default_group:int>groups id_lang:int>languages newsletter_date_add:date ip_registration_newsletter:string
    last_passwd_gen:string secure_key:string deleted:bool passwd:string! lastname:string! firstname:string! email:string! id_gender:int
    birthday:string newsletter:bool optin:bool website:string company:string siret:string ape:string outstanding_allow_amount:money
    show_public_prices:bool id_risk:int max_payment_days:int active:bool note:string is_guest:bool id_shop:int id_shop_group:int
    date_add:date date_upd:date reset_password_token:string reset_password_validity:date`,
    {
      associations: [ids('groups', 'group', (_books, row) => [{ id: Number(row.id_default_group) }])],
    },
  ),
  resource(
    'addresses',
    'address',
    'The Customer, Brand and Customer addresses',
    `id_customer:int>customers id_manufacturer:int>manufacturers id_supplier:int>suppliers id_warehouse:int>warehouse-8
    id_country:int!>countries id_state:int>states id_warehouse:int>warehouse@9 alias:string! company:string lastname:string! firstname:string! vat_number:string
    address1:string! address2:string postcode:string city:string! other:string phone:string phone_mobile:string dni:string
    deleted:bool date_add:date date_upd:date`,
  ),
  resource(
    'countries',
    'country',
    'The countries',
    `id_zone:int!>zones id_currency:int>currencies call_prefix:int iso_code:string! active:bool contains_states:bool!
    need_identification_number:bool! need_zip_code:bool zip_code_format:string display_tax_label:bool! name:lang!`,
  ),
  resource(
    'states',
    'state',
    'The available states of countries',
    'id_zone:int!>zones id_country:int!>countries iso_code:string! name:string! active:bool',
  ),
  resource(
    'currencies',
    'currency',
    'The currencies',
    `names:lang@8 name:string~ symbol:string~-1 symbol:lang@8 iso_code:string! numeric_iso_code:string precision:int
    conversion_rate:money! deleted:bool active:int unofficial:bool@8 modified:bool@8 pattern:lang@8`,
  ),
  resource(
    'carriers',
    'carrier',
    'The Carriers',
    `deleted:bool is_module:bool id_tax_rules_group:int>tax_rule_groups~ id_reference:int name:string! active:bool! is_free:bool
    url:string shipping_handling:bool shipping_external:bool range_behavior:bool shipping_method:int max_width:int max_height:int
    max_depth:int max_weight:money grade:int external_module_name:string need_range:bool position:int delay:lang!`,
  ),
  resource('taxes', 'tax', 'The tax rate', 'rate:rate! active:bool deleted:bool name:lang!'),
  resource(
    'languages',
    'language',
    'Shop languages',
    `name:string! iso_code:string! locale:string language_code:string active:bool is_rtl:bool date_format_lite:string!
    date_format_full:string!`,
  ),
  resource(
    'configurations',
    'configuration',
    'Shop configuration',
    'value:string name:string! id_shop_group:int id_shop:int date_add:date date_upd:date',
  ),
  resource(
    'messages',
    'message',
    'The Messages',
    'message:html1600! id_cart:int id_order:int id_customer:int id_employee:int private:bool date_add:date',
    { writes: ['POST'] },
  ),
  resource(
    'customer_threads',
    'customer_thread',
    'Customer services threads',
    `id_lang:int!>languages id_shop:int>shops id_customer:int>customers id_order:int>orders id_product:int>products
    id_contact:int! email:email255 token:string! status:string date_add:date date_upd:date`,
    {
      associations: [
        ids('customer_messages', 'customer_message', (books, row) =>
          related(books, 'customer_messages', 'id_customer_thread', row.id),
        ),
      ],
      writes: ['POST'],
    },
  ),
  resource(
    'customer_messages',
    'customer_message',
    'Customer services messages',
    `id_employee:int>employees id_product:int>products@9 id_customer_thread:int>customer_threads ip_address:string15 message:html! file_name:string
    user_agent:string private:bool date_add:date date_upd:date read:bool`,
    { writes: ['POST'] },
  ),
];
