import type { AlertChannels } from '../alerts/index.ts';
import type { ImportSettings } from '../config/import.ts';
import type { Seals } from '../config/seals.ts';
import type { CarrierMapping, PaymentMapping } from '../domain/schemas/mapping.ts';
import type { Customer } from '../domain/schemas/order.ts';
import type { CaptureWhen } from '../domain/schemas/payment.ts';
import type { Timing } from '../domain/timing.ts';
import type { Erp } from '../erps/erp.ts';
import type { Gateway } from '../gateways/gateway.ts';
import type { Shop } from '../shops/shop.ts';
import type { ErpSettings } from './erp-reading.ts';

/** What the configuration says of one gateway. */
export interface GatewaySettings {
  /** Where its notifications reach us. */
  notifyUrl: string;
  /** When it takes the money, where no line of the mapping says otherwise; absent: at once. */
  capture?: CaptureWhen;
  /** How far back its list of notifications goes; milliseconds. Absent where it has none. */
  listedMs?: number;
}

/** What activities need to know of this installation; made from the configuration by the worker. */
export interface Installation {
  shops: Record<string, Shop>;
  gateways: Record<string, Gateway>;
  erps: Record<string, Erp>;
  alerts: AlertChannels;
  seals: Seals;
  mapping: PaymentMapping[];
  carriers: CarrierMapping[];
  /** How often what notifications were missed is looked for. */
  catchUpMs: number;
  ofErp(erp: string): ErpSettings;
  importOf(shop: string): ImportSettings;
  /** `gateway`: the one that takes the money, if one does. */
  ofShop(shop: string, gateway?: string): { erp: string; locale: string; timing: Timing };
  ofGateway(gateway: string): GatewaySettings;
  /** Our page of a workflow, with {workflowId} where that goes; absent where nobody can sign in. */
  operatorsPage?: string;
  customerLabel(customer: Customer): string;
  checkoutUrl(shop: string, id: string): string;
}
