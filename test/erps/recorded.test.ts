import { expect, it } from 'vitest';
import { chargedTotal } from '../../domain/charges.ts';
import { inBooks } from '../../domain/currency.ts';
import type { Order } from '../../domain/schemas/order.ts';
import { settings } from '../../erps/mexal/settings.ts';
import { createMexalSandbox } from '../../sandbox/mexal/index.ts';
import { totalsOf } from '../../sandbox/mexal/totals.ts';
import { toOrder } from '../../shops/magento/mapping.ts';
import { reading, recordedOrders } from '../shops/magento-recorded.ts';
import { describeRecorded, recordedFiles } from '../shops/recorded.ts';
import { bodyOf, column, given } from './mexal-given.ts';

const articles = {
  shipping: 'SPESETRASP',
  giftWrap: 'CONFREGALO',
  paymentFee: 'SPESEINC',
  eco: 'RAEE',
  rounding: 'ARROTOND',
};
const used = (kind: 'OC' | 'OX', discount?: string) =>
  settings.parse({
    ...given,
    document: { series: 2, kind },
    articles: { ...articles, discount },
    foreignCurrency: 'base',
    exemptions: { italy: 'E15', eu: 'N41', extraEu: 'N8' },
  });

const CODED = new Set(['22', '10', '5', '4', 'E15', 'N41', 'N8']);

describeRecorded('documents of orders recorded from Magento', () => {
  it.each(['magento-2.4.7-p3/orders', 'magento-2.4.8-beta1/orders'])(
    'come to the order in an OX to the cent and in an OC within the tolerance, at rates that Mexal has: %s',
    async (folder) => {
      const sandbox = await createMexalSandbox();
      const total = (order: Order, kind: 'OC' | 'OX', discount?: string) => {
        const body = bodyOf(order, {}, used(kind, discount));
        const [quantities, prices, rates] = ['quantita', 'prezzo', 'cod_iva'].map((name) =>
          column(body, name),
        );
        const rows = column(body, 'tp_riga').flatMap((tp_riga, i) =>
          tp_riga === 'R'
            ? [
                {
                  quantita: Number(quantities?.[i]),
                  prezzo: Number(prices?.[i]),
                  cod_iva: String(rates?.[i]),
                },
              ]
            : [],
        );
        for (const { cod_iva } of rows) expect([order.id, CODED.has(cod_iva)]).toEqual([order.id, true]);
        const document = { year: 2026, serie: 2, numero: 1, header: {}, rows, storedAt: '', sigla: kind };
        return Math.round(totalsOf(sandbox.books, document).total * 100);
      };
      let seen = 0;
      try {
        for (const raw of recordedFiles(folder, '.json').flatMap(recordedOrders)) {
          const order = toOrder('it', raw, reading);
          const booked = inBooks(order, { currency: 'EUR', foreign: 'base' });
          if (!booked) continue;
          seen += 1;
          const charged = chargedTotal(booked);
          for (const discount of [undefined, 'SCONTO']) {
            expect([order.id, total(order, 'OX', discount)]).toEqual([order.id, charged]);
            expect(Math.abs(total(order, 'OC', discount) - charged), order.id).toBeLessThanOrEqual(5);
          }
        }
        expect(seen).toBeGreaterThan(5);
      } finally {
        await sandbox.close();
      }
    },
  );
});
