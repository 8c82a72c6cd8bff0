import type { Order } from '../../domain/schemas/order.ts';
import { mexal } from '../../erps/mexal/index.ts';
import { documentRows, orderBody } from '../../erps/mexal/mapping.ts';
import { settings } from '../../erps/mexal/settings.ts';
import type { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { aDraft } from '../contract/erp-orders.ts';

/** Settings as short as they can be. */
export const given = {
  url: 'http://127.0.0.1:1/webapi',
  user: 'incasso',
  password: 'secret',
  company: 'ABC',
  document: { series: 2 },
  articles: { shipping: 'SPESETRASP', discount: 'SCONTO' },
};
export const defaults = settings.parse(given);

export type Sandbox = Awaited<ReturnType<typeof createMexalSandbox>>;

/** The connector to a sandbox that has its own login, with further settings and a clock. */
export const connectorTo = ({ url }: Sandbox, changes: object = {}, now?: () => Date) =>
  mexal.create(
    'mexal',
    settings.parse({
      ...given,
      url: `${url}/webapi/`,
      user: 'WEBAPI',
      password: 'mexal-sandbox',
      domain: 'demo',
      ...changes,
    }),
    now,
  );

/** The body of the order's document, written on 5 March 2026. */
export function bodyOf(order: Order, changes = {}, used = defaults): Record<string, unknown> {
  const draft = aDraft(order, changes);
  const day = { date: '20260305', year: 2026 };
  return orderBody(draft, documentRows(draft, used), day, used) as Record<string, unknown>;
}

/** The values of one row array, by position. */
export const column = (body: Record<string, unknown>, field: string): unknown[] => {
  const values: unknown[] = [];
  for (const [position, value] of (body[field] ?? []) as [number, unknown][]) values[position - 1] = value;
  return values;
};

/** The texts of the rows that are text only. */
export const texts = (body: Record<string, unknown>): string[] =>
  column(body, 'descr_riga').filter((text): text is string => text !== undefined);
