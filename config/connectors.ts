import type { Erp } from '../erps/erp.ts';
import { erpKinds } from '../erps/index.ts';
import type { Gateway } from '../gateways/gateway.ts';
import { gatewayKinds } from '../gateways/index.ts';
import { shopKinds } from '../shops/index.ts';
import type { Shop } from '../shops/shop.ts';
import type { Config } from './schema.ts';

export interface Connectors {
  shops: Record<string, Shop>;
  gateways: Record<string, Gateway>;
  erps: Record<string, Erp>;
}

/** A connector for each system of the configuration, under its name there. Nothing is called yet. */
export function createConnectors({ shops, gateways, erp }: Config): Connectors {
  return {
    shops: each(shops, (name, settings) => shopKinds[settings.kind].create(name, settings)),
    gateways: each(gateways, (name, settings) => gatewayKinds[settings.kind].create(name, settings)),
    erps: each(erp, (name, settings) => erpKinds[settings.kind].create(name, settings)),
  };
}

function each<S, T>(settings: Record<string, S>, make: (name: string, settings: S) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(settings).map(([name, given]) => [name, make(name, given)]));
}
