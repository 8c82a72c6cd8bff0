import type { Client } from '@temporalio/client';
import type { FastifyBaseLogger } from 'fastify';
import { createGateways } from '../config/connectors.ts';
import { type CheckoutLinks, checkoutLinks, gatewayOfKind, operatorsPage } from '../config/links.ts';
import type { Config } from '../config/schema.ts';
import { type Seals, sealsOf } from '../config/seals.ts';
import type { Gateway } from '../gateways/gateway.ts';
import { shopKinds } from '../shops/index.ts';
import { type DepositsSettings, depositsSettings } from './deposits/settings.ts';
import { type OperatorsSettings, operatorsSettings } from './operators/settings.ts';

/** What the API needs; made from the configuration, and by tests. */
export interface ApiOptions {
  client: Client;
  taskQueue: string;
  gateways: Record<string, Gateway>;
  /** Which gateway the address without a name means: the only one of its kind. */
  gatewayOfKind: Record<string, string>;
  /** By shop. */
  announceSecrets: Record<string, string>;
  /** What ids of orders look like, by shop. */
  orderIds: Record<string, RegExp>;
  links: CheckoutLinks;
  seals: Seals;
  /** Our page of a workflow, with {workflowId} where that goes; absent where nobody can sign in. */
  operatorsPage?: string;
  /** Absent where there are no deposits. */
  deposits?: DepositsSettings;
  /** How long a customer's return waits for the gateway's answer, and an announcement for the import; milliseconds. */
  waitMs: number;
  /** Whose word for a customer's address is believed: addresses, or loopback, linklocal, uniquelocal. */
  trustedProxies: string[];
  /** Requests a minute from one address to the customers' pages. */
  checkoutsPerMinute: number;
  operators: OperatorsSettings;
  logger?: FastifyBaseLogger;
}

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
