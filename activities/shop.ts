import { whyNotTaken } from '../domain/amounts.ts';
import { inBooks } from '../domain/currency.ts';
import type { PeopleLinks } from '../domain/links.ts';
import { type MappedPayment, mapPayment } from '../domain/mapping.ts';
import type { ShopNotice } from '../domain/notice.ts';
import type { Document } from '../domain/schemas/document.ts';
import type { Money } from '../domain/schemas/money.ts';
import type { Order } from '../domain/schemas/order.ts';
import type { Abilities, CaptureWhen } from '../domain/schemas/payment.ts';
import { plain } from '../domain/text.ts';
import type { Timing } from '../domain/timing.ts';
import { abilitiesOf } from '../gateways/optional.ts';
import { named, sorted } from './failures.ts';
import type { Installation } from './installation.ts';

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
  /** Where notifications of its payment reach us; only where the money comes by a gateway. */
  notifyUrl?: string;
  /** Where people look and act. */
  links: PeopleLinks;
  /** Whether the gateway takes real money. */
  live: boolean;
  can?: Abilities;
  /** When the gateway takes the money. Absent in what was imported before it was told, and where no gateway does: at once. */
  capture?: CaptureWhen;
  timing: Timing;
  /**
   * Why the order may have been followed before, though Temporal has forgotten it: its `age`; or, which leaves no doubt, the
   * shop was `told` something by us, or has money (`paid`) of which only the gateway should know.
   */
  suspicion?: 'age' | 'told' | 'paid';
  /** Present where it was followed before: the money must not be taken again. */
  earlier?: { document?: Document };
  /** The currency of the books, where they take no order in this one's: nothing is asked for or written. */
  booksIn?: string;
  /** Why the gateway takes no payment of this sum, in words: nobody is asked for it. */
  notTaken?: string;
}

/** What may have changed in the shop since the import. */
export type ShopState = Pick<
  Order,
  | 'state'
  | 'status'
  | 'total'
  | 'paid'
  | 'countsAsPaid'
  | 'authorised'
  | 'refunds'
  | 'replacedBy'
  | 'updatedAt'
  | 'payment'
>;

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
        const order = plain(await at(shop).readOrder(id));
        const mapping = mapPayment(order, installation.mapping);
        const { collect } = mapping;
        const gateway =
          collect.by === 'gateway'
            ? named(installation.gateways, collect.gateway, 'UNKNOWN_GATEWAY')
            : undefined;
        const about = installation.ofShop(shop, gateway?.name);
        const books = installation.erps[about.erp]?.books;
        return {
          order,
          mapping,
          ...about,
          customerLabel: installation.customerLabel(order.customer),
          checkoutUrl: gateway ? installation.checkoutUrl(shop, id) : undefined,
          notifyUrl: gateway && installation.ofGateway(gateway.name).notifyUrl,
          links: { operators: installation.operatorsPage },
          live: gateway?.live ?? false,
          can: gateway && abilitiesOf(gateway),
          capture: gateway && collect.by === 'gateway' ? captureOf(installation, collect) : undefined,
          suspicion: suspicionOf(installation, order, mapping),
          booksIn: books && !inBooks(order, books) ? books.currency : undefined,
          notTaken: gateway && whyNotTaken(totalOf(order), gateway.name, gateway.amounts(order.currency)),
        };
      }),
    readShopState: (shop, id) =>
      sorted('looks-first', async () => {
        const order = plain(await at(shop).readOrder(id));
        const { state, status, total, paid, countsAsPaid, authorised } = order;
        const { refunds, replacedBy, updatedAt, payment } = order;
        return {
          state,
          status,
          total,
          paid,
          countsAsPaid,
          authorised,
          refunds,
          replacedBy,
          updatedAt,
          payment,
        };
      }),
    writeBack: (shop, id, notice) => sorted('looks-first', async () => at(shop).writeBack(id, notice)),
  };
}

const captureOf = (
  { ofGateway }: Installation,
  { gateway, capture }: { gateway: string; capture?: CaptureWhen },
): CaptureWhen => capture ?? ofGateway(gateway).capture ?? 'now';

const totalOf = ({ total, currency }: Order): Money => ({ amount: total, currency });

function suspicionOf(
  { ofShop }: Installation,
  { shop, total, paid, authorised = 0, countsAsPaid, createdAt, marks = [] }: Order,
  { collect }: MappedPayment,
): Imported['suspicion'] {
  if (marks.length > 0) return 'told';
  const paidThere = countsAsPaid || paid + authorised >= total;
  if (collect.by === 'gateway' && total > 0 && paidThere) return 'paid';
  return Date.parse(createdAt) + ofShop(shop).timing.keepOpenMs < Date.now() ? 'age' : undefined;
}
