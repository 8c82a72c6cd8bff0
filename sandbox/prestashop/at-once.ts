import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import type { World } from './books.ts';
import type { Row } from './fields.ts';
import { amount, decimal, invoicesOf, link, paymentsOf } from './invoices.ts';
import { insert } from './resources.ts';
import { find } from './tables.ts';

/**
 * A state that is being posted. `clash`: another state of the same order was posted meanwhile; `together` where both began
 * within a second.
 */
interface Work {
  began: number;
  clash?: 'together' | 'overtaken';
}

const TOGETHER_MS = 1000;

/**
 * Lets posted states take `quirks.stateMs`, as with a slow mail server, and spoils an order of which two states were posted
 * at once: the real shop has no lock (recorded in 8.2 and 9.1). The answered function has to be called once the state was
 * changed.
 */
export function statesAtWork(world: World): (request: FastifyRequest) => Promise<() => void> {
  const atWork = new Map<number, Set<Work>>();
  return async ({ method, url, body }) => {
    const { stateMs } = world.books.quirks;
    const posted = method === 'POST' && /\/order_histories(\?|$)/.test(url);
    const id = Number(/<id_order>(?:<!\[CDATA\[)?(\d+)/.exec(String(body))?.[1]);
    const order = find(world.books, 'orders', id);
    if (!stateMs || !posted || !order) return () => undefined;
    const works = atWork.get(id) ?? new Set<Work>();
    atWork.set(id, works);
    const work: Work = { began: Date.now() };
    for (const other of works) {
      work.clash = work.began - other.began < TOGETHER_MS ? 'together' : 'overtaken';
      other.clash = work.clash;
    }
    works.add(work);
    const hadNone = !order.invoice_number;
    await delay(stateMs);
    return () => {
      works.delete(work);
      if (work.clash && hadNone && works.size === 0) spoil(world, order, work.clash);
      world.sandbox.save();
    };
  };
}

/**
 * `together`: two invoices with one number, each paid twice, and twice the money. `overtaken`: the first call writes the
 * order as it had read it over what the second call wrote.
 */
function spoil(world: World, order: Row, clash: 'together' | 'overtaken'): void {
  const [invoice] = invoicesOf(world, order);
  if (!invoice) return;
  if (clash === 'overtaken') {
    order.invoice_number = 0;
    order.total_paid_real = decimal(0);
    return;
  }
  const second = insert(world.books, 'order_invoices', { ...invoice });
  const linked = (world.books.links[invoice.id] ?? []).map((id) => find(world.books, 'order_payments', id));
  const payment = linked.find((row) => row !== undefined) ?? paymentsOf(world, order)[0];
  if (!payment) return;
  for (const document of [invoice, second, second])
    link(world, document, insert(world.books, 'order_payments', { ...payment }));
  order.total_paid_real = decimal(amount(order, 'total_paid_real') * 2);
}
