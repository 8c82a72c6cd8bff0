import type { PeopleLinks } from '../domain/links.ts';
import { type MappedPayment, mapPayment } from '../domain/mapping.ts';
import type { ShopNotice } from '../domain/notice.ts';
import type { Document } from '../domain/schemas/document.ts';
import type { Order } from '../domain/schemas/order.ts';
import type { Timing } from '../domain/timing.ts';
import { named, sorted } from './failures.ts';
import type { Installation } from './index.ts';

/** What the import found: the order, its mapping, and what this installation says of such orders. */
export interface Imported {
  order: Order;
  mapping: MappedPayment;
  erp: string;
  locale: string;
  /** The name for the list: whole, or initials where privacy asks for them. */
  customerLabel: string;
  /** Only where the money comes by a gateway. */
  checkoutUrl?: string;
  /** Where people look and act. */
  links: PeopleLinks;
  /** Whether the gateway takes real money. */
  live: boolean;
  timing: Timing;
  /** Present where the order was followed before, though Temporal has forgotten it: the money must not be taken again. */
  earlier?: { document?: Document };
}

/** What may have changed in the shop since the import. */
export type ShopState = Pick<Order, 'state' | 'status' | 'paid' | 'total' | 'replacedBy' | 'updatedAt'>;

export interface ShopActivities {
  /** The order as the shop has it, with its mapping and this installation's windows. */
  importOrder(shop: string, id: string): Promise<Imported>;
  /** The order's state in the shop now. */
  readShopState(shop: string, id: string): Promise<ShopState>;
  /** Tells the shop, once; answers what a person should know of it. */
  writeBack(shop: string, id: string, notice: ShopNotice): Promise<string>;
}

export function shopActivities(installation: Installation): ShopActivities {
  const at = (name: string) => named(installation.shops, name, 'UNKNOWN_SHOP');
  return {
    importOrder: (shop, id) =>
      sorted('looks-first', async () => {
        const order = await at(shop).readOrder(id);
        const mapping = mapPayment(order, installation.mapping);
        const { collect } = mapping;
        const gateway =
          collect.by === 'gateway'
            ? named(installation.gateways, collect.gateway, 'UNKNOWN_GATEWAY')
            : undefined;
        return {
          order,
          mapping,
          ...installation.ofShop(shop),
          customerLabel: installation.customerLabel(order.customer),
          checkoutUrl: gateway ? await installation.checkoutUrl(shop, id) : undefined,
          links: { operators: installation.operatorsPage, backOffice: gateway?.backOfficeUrl('REFERENCE') },
          live: gateway?.live ?? false,
          earlier: await earlierOf(installation, order, mapping),
        };
      }),
    readShopState: (shop, id) =>
      sorted('looks-first', async () => {
        const { state, status, paid, total, replacedBy, updatedAt } = await at(shop).readOrder(id);
        return { state, status, paid, total, replacedBy, updatedAt };
      }),
    writeBack: (shop, id, notice) => sorted('looks-first', async () => at(shop).writeBack(id, notice)),
  };
}

/**
 * What is known of an order from before: our marks in the shop, money of which only the shop knows, or an age at which
 * its workflow may be forgotten; then the ERP's document decides. Throws ERP_* where it has to be asked and can't be.
 */
async function earlierOf(
  { ofShop, erps }: Installation,
  order: Order,
  { collect }: MappedPayment,
): Promise<Imported['earlier']> {
  const { erp, timing } = ofShop(order.shop);
  const marked = (order.marks ?? []).length > 0;
  const paidUnseen = collect.by === 'gateway' && order.total > 0 && order.paid >= order.total;
  const old = Date.parse(order.createdAt) + timing.keepOpenMs < Date.now();
  if (!marked && !paidUnseen && !old) return undefined;
  const document = await named(erps, erp, 'UNKNOWN_ERP').findDocument(`${order.shop}/${order.id}`);
  return document || paidUnseen ? { document } : undefined;
}
