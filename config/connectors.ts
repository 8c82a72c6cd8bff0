import { hkdfSync } from 'node:crypto';
import { Failure } from '../domain/failure.ts';
import type { Erp } from '../erps/erp.ts';
import { erpKinds } from '../erps/index.ts';
import type { Gateway } from '../gateways/gateway.ts';
import { gatewayKinds } from '../gateways/index.ts';
import { shopKinds } from '../shops/index.ts';
import type { Shop } from '../shops/shop.ts';
import { installationName } from './installation.ts';
import type { Config } from './schema.ts';

/** The connectors of an installation, each under its name in incasso.yaml. */
export interface Connectors {
  shops: Record<string, Shop>;
  gateways: Record<string, Gateway>;
  erps: Record<string, Erp>;
}

/** Creates a connector for each system of the configuration; makes no calls yet. */
export function createConnectors(config: Config): Connectors {
  const { api, shops, erp } = config;
  // HKDF derives a second key, so that one secret is enough and neither key reveals the other.
  const markerKey = hkdfSync('sha256', api.checkoutSecret, '', 'incasso shop markers', 32);
  return {
    shops: each(shopKinds, shops, new Uint8Array(markerKey)),
    gateways: createGateways(config),
    erps: each(erpKinds, erp),
  };
}

/** Creates the gateways only, for the API, which calls no shop and no ERP. */
export const createGateways = (config: Config): Record<string, Gateway> =>
  each(gatewayKinds, config.gateways, installationName(config));

function each<Connector, More extends unknown[]>(
  kinds: Record<string, { create(name: string, settings: never, ...more: More): Connector }>,
  settings: Record<string, { kind: string }>,
  ...more: More
): Record<string, Connector> {
  const made = Object.entries(settings).map(([name, given]) => {
    const kind = kinds[given.kind];
    if (!kind) throw new Failure('CONFIG_INVALID', 'refused', `${name}: there is no kind "${given.kind}"`);
    // The schema matched settings and kind; types can't follow a registry that grows.
    return [name, kind.create(name, given as never, ...more)] as const;
  });
  return Object.fromEntries(made);
}
