import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parse, stringify } from 'yaml';
import { erpWorkflowId, gatewayWorkflowId, shopWorkflowId, watchWorkflowId } from '../domain/ids.ts';
import type { Capability } from '../gateways/gateway.ts';
import { gatewayKinds } from '../gateways/index.ts';
import type { GatewayKind } from '../gateways/kind.ts';
import type { Ports } from '../sandbox/ports.ts';
import { type GatewayName, gatewayNames, type ShopName } from '../sandbox/systems.ts';
import { LIMIT_MS, TIMEOUT_MS } from './weather.ts';

/** The shops' names in the demo's configuration, in which gateways are called as their kinds are. */
export const shops: Record<ShopName, string> = { magento: 'demo', prestashop: 'demo-presta' };
/** The gateways that have a standing workflow: their notifications are listed. */
export const watched = gatewayNames.filter((name) => can(name, 'listNotifications'));
/** The task queue of the demo's configuration. */
export const taskQueue = 'demo';
/** IDs of the workflows that never end. */
export const standing = [
  ...watched.map(gatewayWorkflowId),
  erpWorkflowId('mexal'),
  ...Object.values(shops).map(shopWorkflowId),
  watchWorkflowId(taskQueue),
];

/** Whether the kind of gateway can do that. */
export function can(name: GatewayName, capability: Capability): boolean {
  const { capabilities }: GatewayKind = gatewayKinds[name];
  return capabilities.includes(capability);
}

/** The demo's incasso.yaml with shorter windows and waits, so that what takes days elsewhere happens within minutes. */
export async function configuration(ports: Ports, orderMs: number): Promise<string> {
  const demo = parse(await readFile(fileURLToPath(new URL('../incasso.yaml', import.meta.url)), 'utf8'));
  const ms = (value: number) => `${value}ms`;
  const timeout = ms(TIMEOUT_MS);
  // The delay gives announcements time to start an order before the import does.
  for (const shop of Object.values<object>(demo.shops))
    Object.assign(shop, {
      timeout,
      serverLimit: ms(LIMIT_MS),
      import: { every: '2s', delay: '3s', overlap: '30s' },
    });
  for (const gateway of Object.values<object>(demo.gateways)) Object.assign(gateway, { timeout });
  Object.assign(demo.erp.mexal, { timeout, serverLimit: ms(LIMIT_MS), refresh: '5s' });
  return stringify({
    ...demo,
    api: { ...demo.api, port: ports.api, checkoutsPerMinute: 1_000_000 },
    erp: { mexal: demo.erp.mexal },
    windows: {
      order: ms(orderMs),
      returnWait: '3s',
      verify: ['300ms', '1s', '5s'],
      catchUp: '2s',
    },
  });
}
