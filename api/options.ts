import type { Client } from '@temporalio/client';
import type { FastifyBaseLogger } from 'fastify';
import { createConnectors } from '../config/connectors.ts';
import { checkoutLinks, operatorsPage } from '../config/links.ts';
import type { Config } from '../config/schema.ts';
import { depositsSettings } from './deposit-settings.ts';
import { operatorsSettings } from './operators/settings.ts';
import type { ApiOptions } from './server.ts';

/** What the API needs of the configuration. */
export function apiOptions(config: Config, client: Client, logger?: FastifyBaseLogger): ApiOptions {
  const kinds = Object.entries(config.gateways).map(([name, { kind }]) => [kind, name] as const);
  const alone = kinds.filter(([kind]) => kinds.filter(([other]) => other === kind).length === 1);
  return {
    client,
    logger,
    taskQueue: config.temporal.taskQueue,
    gateways: createConnectors(config).gateways,
    gatewayOfKind: Object.fromEntries(alone),
    announceSecrets: Object.fromEntries(
      Object.entries(config.shops).map(([name, { announceSecret }]) => [name, announceSecret]),
    ),
    links: checkoutLinks(config.api.publicUrl, config.api.checkoutSecret),
    deposits: depositsSettings(config),
    waitMs: config.windows.returnWait,
    trustedProxies: config.api.trustedProxies,
    checkoutsPerMinute: config.api.checkoutsPerMinute,
    operators: operatorsSettings(config),
    operatorsPage: operatorsPage(config),
  };
}
