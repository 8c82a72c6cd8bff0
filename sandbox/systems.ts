import { axerve } from './axerve/system.ts';
import { exchange } from './exchange/system.ts';
import { iwsmile } from './iwsmile/system.ts';
import type { ErpSystem, GatewaySystem, ShopSystem, System } from './kit/system.ts';
import { magento } from './magento/system.ts';
import { mexal } from './mexal/system.ts';
import { paypal } from './paypal/system.ts';
import { prestashop } from './prestashop/system.ts';
import { skrill } from './skrill/system.ts';
import { stripe } from './stripe/system.ts';

/** The systems around Incasso that a world has. One more is one line here: all else that is to be known of it stands in its folder. */
export const shops = { magento, prestashop } satisfies Record<string, ShopSystem>;
export const gateways = { stripe, paypal, axerve, skrill, iwsmile } satisfies Record<string, GatewaySystem>;
export const erps = { mexal, exchange } satisfies Record<string, ErpSystem>;
export const systems = { ...shops, ...gateways, ...erps } satisfies Record<string, System>;

export type ShopName = keyof typeof shops;
export type GatewayName = keyof typeof gateways;
export type SystemName = keyof typeof systems;

/** The running sandboxes of all systems, by their names. */
export type Running = { [Name in SystemName]: Awaited<ReturnType<(typeof systems)[Name]['start']>> };

/** All of them, by their names, in the order of the registry. */
export const shopNames = Object.keys(shops) as ShopName[];
export const gatewayNames = Object.keys(gateways) as GatewayName[];
export const systemNames = Object.keys(systems) as SystemName[];
