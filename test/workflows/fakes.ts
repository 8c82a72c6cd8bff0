import type { Failure } from '../../domain/failure.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Order, Position } from '../../domain/schemas/order.ts';
import type { Erp } from '../../erps/erp.ts';
import { Lease } from '../../erps/lease.ts';
import type { ChangedOrder, Shop, ShopNotice } from '../../shops/shop.ts';
import { anOrder } from '../domain/orders-given.ts';

export const refuse = () => {
  throw new Error('nobody asks for this here');
};

/** A shop in memory, which answers what the test put into it. */
export function fakeShop(name: string) {
  const orders = new Map<string, Order>();
  const reads: string[] = [];
  const notices: { id: string; notice: ShopNotice }[] = [];
  const refunds: ChangedOrder[] = [];
  const asked: { list: 'changed' | 'refunded'; after: Position }[] = [];
  let broken: Failure | undefined;
  let tookMs = 0;
  const shop: Shop = {
    name,
    async listChanged(after) {
      asked.push({ list: 'changed', after });
      const all = [...orders.values()].map(
        ({ id, createdAt, updatedAt, status }): ChangedOrder => ({
          id,
          createdAt,
          changedAt: updatedAt,
          status,
        }),
      );
      return { ...listed(all, after), unreadable: [] };
    },
    async listRefunded(after) {
      asked.push({ list: 'refunded', after });
      if (broken) throw broken;
      return { ...listed(refunds, after), unreadable: [] };
    },
    listCurrencies: async () => ['EUR'],
    async readOrder(id) {
      reads.push(id);
      await new Promise((resolve) => setTimeout(resolve, tookMs));
      const order = orders.get(id);
      if (!order) throw new Error(`no order ${id}`);
      return structuredClone(order);
    },
    async writeBack(id, notice) {
      notices.push({ id, notice });
      return 'told';
    },
    listPayments: refuse,
    check: refuse,
  };
  return {
    shop,
    reads,
    notices,
    asked,
    /** Refunds an order at a time; its list of changed orders does not show it. */
    gaveBack: (id: string, changedAt: string) =>
      refunds.push({ id, changedAt, createdAt: changedAt, status: 'paid' }),
    /** Sets how long reading an order takes. */
    takes: (ms: number) => {
      tookMs = ms;
    },
    /** Makes its list of refunds fail; undefined mends it. */
    refusesRefunds: (failure: Failure | undefined) => {
      broken = failure;
    },
    has(id: string, about: Partial<Order> = {}): void {
      orders.set(id, { ...(orders.get(id) ?? anOrder({ shop: name, id, number: id })), ...about });
    },
    toldOf: (id: string) => notices.filter((told) => told.id === id).map(({ notice }) => notice.kind),
  };
}

/** All orders after a position. */
function listed(all: ChangedOrder[], after: Position) {
  const key = ({ changedAt, id }: Position) => `${changedAt} ${id.padStart(9, '0')}`;
  const orders = all.filter((order) => key(order) > key(after)).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const last = orders.at(-1);
  return { orders, until: last ? { changedAt: last.changedAt, id: last.id } : after, more: false };
}

/** Books in memory. */
export function fakeErp() {
  const drafts: DocumentDraft[] = [];
  const erp: Erp & { books: { foreign: 'stop' | 'base' | 'own' } } = {
    name: 'books',
    books: { currency: 'EUR', foreign: 'stop' },
    lease: new Lease(),
    findDocument: async (reference) => {
      const at = drafts.findIndex((draft) => draft.reference === reference);
      return at < 0 ? undefined : { id: `OC+1+${at}`, number: `OC 1/${at}` };
    },
    async writeDocument(draft) {
      drafts.push(draft);
      return { id: `OC+1+${drafts.length}`, number: `OC 1/${drafts.length}` };
    },
    listPayments: async () => [],
    check: async () => [],
    changedSince: async (until) => ({ changes: [], until }),
  };
  return { erp, draftsOf: (id: string) => drafts.filter(({ order }) => order.id === id) };
}
