import type { Client } from '@temporalio/client';
import type { FastifyBaseLogger } from 'fastify';
import { createGateways } from '../config/connectors.ts';
import { checkoutLinks, operatorsPage } from '../config/links.ts';
import type { Config } from '../config/schema.ts';
import { sealsOf } from '../config/seals.ts';
import { gatewayOfKind } from '../config/webhooks.ts';
import { shopKinds } from '../shops/index.ts';
import { depositsSettings } from './deposit-settings.ts';
import { operatorsSettings } from './operators/settings.ts';
import type { ApiOptions } from './server.ts';

/** What the API needs of the configuration. */
export function apiOptions(config: Config, client: Client, logger?: FastifyBaseLogger): ApiOptions {
  return {
    client,
    logger,
    taskQueue: config.temporal.taskQueue,
    gateways: createGateways(config),
    gatewayOfKind: gatewayOfKind(config),
    announceSecrets: Object.fromEntries(
      Object.entries(config.shops).map(([name, { announceSecret }]) => [name, announceSecret]),
    ),
    orderIds: Object.fromEntries(
      Object.entries(config.shops).map(([name, { kind }]) => [name, shopKinds[kind].orderId]),
    ),
    links: checkoutLinks(config.api.publicUrl, config.api.checkoutSecret),
    seals: sealsOf(config.api.checkoutSecret),
    deposits: depositsSettings(config),
    waitMs: config.windows.returnWait,
    trustedProxies: config.api.trustedProxies,
    checkoutsPerMinute: config.api.checkoutsPerMinute,
    operators: operatorsSettings(config),
    operatorsPage: operatorsPage(config),
  };
}
