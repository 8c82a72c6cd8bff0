/** What the webservice key has to be allowed, by resource: docs/shops.md lists the same. */
export const rights: { resource: string; verbs: string[]; why: string }[] = [
  { resource: 'orders', verbs: ['GET'], why: 'orders, and which of them changed' },
  { resource: 'order_details', verbs: ['GET'], why: 'their rows, with totals and taxes' },
  { resource: 'order_payments', verbs: ['GET', 'PUT'], why: 'what was paid; the transaction of a payment' },
  { resource: 'order_slip', verbs: ['GET'], why: 'what was given back' },
  { resource: 'order_histories', verbs: ['POST'], why: 'the state that an order is put into' },
  { resource: 'order_states', verbs: ['GET'], why: 'what states are called, and which count as paid' },
  { resource: 'customers', verbs: ['GET'], why: 'who ordered' },
  { resource: 'addresses', verbs: ['GET'], why: 'where to' },
  { resource: 'countries', verbs: ['GET'], why: "countries' codes" },
  { resource: 'states', verbs: ['GET'], why: "provinces' codes" },
  { resource: 'currencies', verbs: ['GET'], why: "currencies' codes" },
  { resource: 'carriers', verbs: ['GET'], why: 'who ships' },
  { resource: 'taxes', verbs: ['GET'], why: 'VAT rates of rows' },
  { resource: 'customizations', verbs: ['GET'], why: 'what customers typed for a row' },
  {
    resource: 'configurations',
    verbs: ['GET'],
    why: "the time zone, and the ids of PrestaShop's own states",
  },
  { resource: 'customer_threads', verbs: ['GET', 'POST'], why: 'where the messages of an order stand' },
  { resource: 'customer_messages', verbs: ['GET', 'POST'], why: "customers' messages, and ours" },
];
