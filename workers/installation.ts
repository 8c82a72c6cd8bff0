import type { Installation } from '../activities/installation.ts';
import { createAlertChannels } from '../alerts/index.ts';
import { createConnectors } from '../config/connectors.ts';
import { listedMsOf } from '../config/gateways.ts';
import { importSettings, ShopImport } from '../config/import.ts';
import { customerLabel } from '../config/installation.ts';
import { checkoutLinks, notifyUrl, operatorsPage } from '../config/links.ts';
import type { Config } from '../config/schema.ts';
import { sealsOf } from '../config/seals.ts';
import { timingOf } from '../config/timing.ts';

const HOUR_MS = 3_600_000;

/** What activities need of the configuration. */
export function installationOf(config: Config): Installation {
  const links = checkoutLinks(config.api.publicUrl, config.api.checkoutSecret);
  return {
    ...createConnectors(config),
    alerts: createAlertChannels({ ...config.alerts, link: config.alerts.link ?? operatorsPage(config) }),
    seals: sealsOf(config.api.checkoutSecret),
    operatorsPage: operatorsPage(config),
    mapping: config.mapping.payments,
    carriers: config.mapping.carriers,
    catchUpMs: config.windows.catchUp,
    ofErp: (name) => {
      const { refresh = HOUR_MS, atOnce = 2 } = config.erp[name] ?? {};
      const only = Object.keys(config.erp)[0];
      const shops = Object.entries(config.shops).flatMap(([shop, { erp = only }]) =>
        erp === name ? [shop] : [],
      );
      const mapping = config.mapping.payments.filter(({ shop }) => !shop || shops.includes(shop));
      return { mapping, shops, everyMs: refresh, atOnce };
    },
    importOf: (name) => importSettings(config.shops[name]?.import ?? ShopImport.parse(undefined)),
    ofShop: (name, gateway) => {
      const shop = config.shops[name];
      const erp = shop?.erp ?? Object.keys(config.erp)[0] ?? '';
      return { erp, locale: shop?.locale ?? 'it', timing: timingOf(config, { shop: name, erp, gateway }) };
    },
    ofGateway: (name) => {
      const settings = config.gateways[name];
      const listedMs = settings && listedMsOf(settings);
      return { notifyUrl: notifyUrl(config, name), listedMs, capture: settings?.capture };
    },
    customerLabel: ({ firstName, lastName }) => customerLabel(config, [firstName, lastName]),
    checkoutUrl: links.url,
  };
}
