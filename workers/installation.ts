import type { Installation } from '../activities/index.ts';
import { createAlertChannels } from '../alerts/index.ts';
import { createConnectors } from '../config/connectors.ts';
import { checkoutLinks } from '../config/links.ts';
import type { Config } from '../config/schema.ts';
import type { Timing } from '../domain/timing.ts';

const DAY_MS = 24 * 3_600_000;
// One activity makes several calls (read, look, write, read back), each with the connector's own time-out.
const CALLS_IN_ONE = 6;

/** What activities need of the configuration. */
export function installationOf(config: Config): Installation {
  const links = checkoutLinks(config.api.publicUrl, config.api.checkoutSecret);
  return {
    ...createConnectors(config),
    alerts: createAlertChannels(config.alerts),
    mapping: config.mapping.payments,
    catchUpMs: config.windows.catchUp,
    ofShop: (name) => {
      const shop = config.shops[name];
      const erp = shop?.erp ?? Object.keys(config.erp)[0] ?? '';
      return { erp, locale: shop?.locale ?? 'it', timing: timingOf(config, name, erp) };
    },
    customerLabel: ({ firstName, lastName }) =>
      config.privacy.customerInList
        ? `${firstName} ${lastName}`.trim()
        : [firstName, lastName].map((name) => `${name.charAt(0)}.`).join(' '),
    checkoutUrl: links.url,
  };
}

function timingOf({ windows, shops, gateways, erp }: Config, shopName: string, erpName: string): Timing {
  const gatewayMs = Math.max(0, ...Object.values(gateways).map(({ timeout }) => timeout));
  return {
    pageMs: windows.page,
    orderMs: windows.order,
    verifyMs: windows.verify,
    delayedMs: windows.delayedDays * DAY_MS,
    keepOpenMs: windows.keepOpenDays * DAY_MS,
    erpLimitMs: erp[erpName]?.serverLimit ?? 0,
    shopCallMs: CALLS_IN_ONE * (shops[shopName]?.timeout ?? 0),
    gatewayCallMs: CALLS_IN_ONE * gatewayMs,
    erpCallMs: CALLS_IN_ONE * (erp[erpName]?.timeout ?? 0),
  };
}
