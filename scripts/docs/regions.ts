import * as ofPayPal from '../../gateways/paypal/event-types.ts';
import * as ofStripe from '../../gateways/stripe/events.ts';
import { rights as ofMagento } from '../../shops/magento/rights.ts';
import { rights as ofPrestashop } from '../../shops/prestashop/rights.ts';
import { gatewayKindsTable } from './gateways.ts';
import { table } from './table.ts';

/** Tables within pages that people write. There each stands between `<!-- generated: name -->` and `<!-- end -->`. */
const regions: Record<string, () => string> = {
  'kinds of gateways': gatewayKindsTable,
  'events of PayPal': () => eventsTable(ofPayPal),
  'events of Stripe': () => eventsTable(ofStripe),
  'rights of Magento': () =>
    table(
      ['Resource', 'Where', 'What for'],
      ofMagento.map(({ resource, where, why }) => [`\`${resource}\``, where, why]),
    ),
  'rights of PrestaShop': () =>
    table(
      ['Resource', 'Verbs', 'What for'],
      ofPrestashop.map(({ resource, verbs, why }) => [`\`${resource}\``, verbs.join(', '), why]),
    ),
};

function eventsTable({
  COMPULSORY,
  TYPES,
}: {
  COMPULSORY: readonly string[];
  TYPES: readonly string[];
}): string {
  const rows = TYPES.map((type) => [`\`${type}\``, COMPULSORY.includes(type) ? 'yes' : '']);
  return table(['Event', 'Needed'], rows);
}

const REGION = /(<!-- generated: (.+?) -->\n)[\s\S]*?(<!-- end -->)/g;

/** A page with each of its regions written anew. Throws where it names one that nothing writes. */
export const withRegions = (page: string): string =>
  page.replace(REGION, (_all, begin: string, name: string, end: string) => {
    const written = regions[name];
    if (!written) throw new Error(`no region is called "${name}": ${Object.keys(regions).join(', ')}`);
    return `${begin}\n${written()}\n${end}`;
  });

export const regionNames = Object.keys(regions);
