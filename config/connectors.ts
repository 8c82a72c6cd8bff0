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

export interface Connectors {
  shops: Record<string, Shop>;
  gateways: Record<string, Gateway>;
  erps: Record<string, Erp>;
}

/** A connector for each system of the configuration, under its name there. Nothing is called yet. */
export function createConnectors(config: Config): Connectors {
  const { api, shops, erp } = config;
  // One secret to keep: HKDF makes of it a key that tells nothing of the one that signs checkout links.
  const markerKey = hkdfSync('sha256', api.checkoutSecret, '', 'incasso shop markers', 32);
  return {
    shops: each(shopKinds, shops, new Uint8Array(markerKey)),
    gateways: createGateways(config),
    erps: each(erpKinds, erp),
  };
}

/** The gateways alone: the API asks no shop and no ERP. */
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
