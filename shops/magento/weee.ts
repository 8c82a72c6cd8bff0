import Big from 'big.js';
import { z } from 'zod';
import { minorUnits, netOf } from '../../domain/money.ts';
import type { Fee } from '../../domain/schemas/order.ts';
import { impliedVat } from '../vat.ts';
import { appliedRate, big, knownRates } from './rates.ts';
import type { WireOrder } from './wire.ts';
import type { WireItem } from './wire-rows.ts';
import { decimal, optional, text } from './wire-values.ts';

const Applied = z.array(
  z.object({ title: text, row_amount: decimal, row_amount_incl_tax: optional.decimal }),
);

interface Weee {
  title: string;
  net: Big;
  gross: Big;
  /** VAT per cent of its row, where it is taxed. */
  rate: number;
}

/**
 * The fixed product taxes of a row (FPT: RAEE and the like), in major units. A bundle's or configurable's row repeats
 * the list of its last part without an amount of its own (Magento\\Weee\\Model\\Total\\Quote\\Weee::recalculateParent).
 */
export function weeeOf(item: WireItem, wire: WireOrder): Weee[] {
  const amount = big(item.weee_tax_applied_row_amount);
  if (amount.eq(0)) return [];
  const rate = Number(item.tax_percent ?? 0) || (appliedRate(wire, 'weee') ?? 0);
  const applied = Applied.safeParse(parsed(item.weee_tax_applied));
  if (applied.success && applied.data.length > 0)
    return applied.data.map(({ title, row_amount, row_amount_incl_tax }) => ({
      title,
      net: big(row_amount),
      gross: big(row_amount_incl_tax ?? row_amount),
      rate,
    }));
  const taxed = appliedRate(wire, 'weee') ?? 0;
  return [
    { title: 'FPT', net: amount, gross: amount.times(new Big(taxed).div(100).plus(1)).round(2), rate: taxed },
  ];
}

function parsed(applied: string | null | undefined): unknown {
  try {
    return JSON.parse(applied ?? '');
  } catch {
    // Before 2.2 it is PHP's own format; the amount beside it says enough.
    return undefined;
  }
}

/** One fee for each of these taxes by its VAT: some shops apply VAT to it, some don't. */
export function ecoFees(wire: WireOrder): Fee[] {
  const known = knownRates(wire);
  const fees = new Map<string, Fee>();
  for (const { title, net, gross, rate } of wire.items.flatMap((item) => weeeOf(item, wire))) {
    const vat = net.eq(gross)
      ? { taxRate: 0 }
      : rate
        ? { taxRate: rate }
        : impliedVat(net.toFixed(), gross.toFixed(), known);
    const key = JSON.stringify([title, vat]);
    const all = (fees.get(key)?.gross ?? 0) + minorUnits(gross.toFixed(), wire.order_currency_code);
    fees.set(key, { kind: 'eco', code: title, title, net: netOf(all, vat.taxRate), gross: all, ...vat });
  }
  return [...fees.values()];
}
