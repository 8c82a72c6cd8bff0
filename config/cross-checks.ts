import type { z } from 'zod';
import type { PaymentMapping } from '../domain/schemas/mapping.ts';

interface Named {
  shops: Record<string, { erp?: string }>;
  gateways: Record<string, unknown>;
  erp: Record<string, unknown>;
  mapping: { payments: PaymentMapping[] };
}

/** What one part of the configuration says of another: names have to be there, lines must not contradict each other. */
export function crossChecks({ shops, gateways, erp, mapping }: Named, context: z.RefinementCtx): void {
  const refuse = (path: (string | number)[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const erps = Object.keys(erp);
  for (const [name, shop] of Object.entries(shops)) {
    if (shop.erp !== undefined && !erps.includes(shop.erp))
      refuse(['shops', name, 'erp'], `no ERP is called "${shop.erp}"; there are: ${erps.join(', ')}`);
    if (shop.erp === undefined && erps.length !== 1)
      refuse(['shops', name, 'erp'], `say which ERP: there are ${erps.join(', ') || 'none'}`);
  }
  const ways = [...Object.keys(gateways), 'offline', 'prepaid'];
  for (const taken of ['offline', 'prepaid'])
    if (taken in gateways) refuse(['gateways', taken], 'this name has a meaning of its own: choose another');
  const seen = new Set<string>();
  for (const [index, line] of mapping.payments.entries()) {
    const path = ['mapping', 'payments', index];
    if (!ways.includes(line.collect))
      refuse(
        [...path, 'collect'],
        `"${line.collect}" is neither a gateway nor a way; there are: ${ways.join(', ')}`,
      );
    if (line.shop !== undefined && !(line.shop in shops))
      refuse(
        [...path, 'shop'],
        `no shop is called "${line.shop}"; there are: ${Object.keys(shops).join(', ')}`,
      );
    const key = JSON.stringify([line.shop, line.method]);
    if (seen.has(key))
      refuse([...path, 'method'], `"${line.method}" is mapped twice: keep one of the two lines`);
    seen.add(key);
  }
}
