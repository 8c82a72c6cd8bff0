import { bad, type Finding, good, note } from '../../domain/finding.ts';

/** The rights that the webservice key needs, by resource; docs/prestashop.md is made from this. Releases before `since` lack the resource. */
export const rights: { resource: string; verbs: string[]; why: string; since?: string }[] = [
  { resource: 'orders', verbs: ['GET'], why: 'orders, and which of them changed' },
  { resource: 'order_details', verbs: ['GET'], why: 'their rows, with totals and taxes' },
  {
    resource: 'order_cart_rules',
    verbs: ['GET'],
    why: 'what vouchers took off, and whether off shipping',
    since: '1.7.8',
  },
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
    why: "the time zone, the default currency, and the ids of PrestaShop's own states",
  },
  { resource: 'customer_threads', verbs: ['GET', 'POST'], why: 'where the messages of an order stand' },
  { resource: 'customer_messages', verbs: ['GET', 'POST'], why: "customers' messages, and ours" },
];

/** Findings about the rights that the key lacks in a release, and those that it has needlessly. */
export function rightFindings(allowed: Record<string, string[]>, version: string): Finding[] {
  const missing = rights
    .filter(({ since = '0' }) => version.localeCompare(since, 'en', { numeric: true }) >= 0)
    .flatMap(({ resource, verbs, why }) =>
      verbs
        .filter((verb) => !allowed[resource]?.includes(verb))
        .map((verb) =>
          bad(`right ${verb} ${resource}`, `is missing: ${why}`, `Tick ${verb} of ${resource} in the key.`),
        ),
    );
  const needed = (resource: string, verb: string) =>
    rights.some((right) => right.resource === resource && right.verbs.includes(verb));
  const more = Object.entries(allowed).flatMap(([resource, verbs]) =>
    verbs
      .filter((verb) => !['GET', 'HEAD'].includes(verb) && !needed(resource, verb))
      .map((verb) => `${verb} ${resource}`),
  );
  return [
    ...(missing.length > 0 ? missing : [good('rights', 'the key may all that is needed')]),
    ...(more.length > 0
      ? [
          note(
            'rights',
            `the key may more than is needed: ${more.slice(0, 10).join(', ')}`,
            'Untick the rest.',
          ),
        ]
      : []),
  ];
}
