import type { PaidBy } from '../gateways/shown.ts';
import { type AlertActivities, alertActivities } from './alert.ts';
import { type GatewayActivities, gatewayActivities } from './gateway.ts';
import type { Installation } from './installation.ts';
import { type SealActivities, sealActivities } from './seals.ts';
import { type ShopActivities, shopActivities } from './shop.ts';

/** What every worker does; those of an ERP are served by a worker of its own. */
export type Activities = ShopActivities & GatewayActivities & AlertActivities & SealActivities;

export function createActivities(installation: Installation, paidBy: PaidBy): Activities {
  return {
    ...shopActivities(installation),
    ...gatewayActivities(installation.gateways, paidBy),
    ...alertActivities(installation.alerts),
    ...sealActivities(installation.seals),
  };
}
