import Big from 'big.js';
import { z } from 'zod';
import { minorUnits, netOf } from '../../domain/money.ts';
import type { Fee } from '../../domain/schemas/order.ts';
import { impliedVat } from '../vat.ts';
import { appliedRate, appliedTaxes, big, knownRates, sumOf } from './rates.ts';
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
  const rate = rateOf(item, wire);
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

/** A configurable's part bears the tax, and its parent's row the rate. */
function rateOf(item: WireItem, wire: WireOrder): number {
  const parent = wire.items.find(({ item_id }) => item_id && item_id === item.parent_item_id);
  return (
    Number(item.tax_percent ?? 0) || Number(parent?.tax_percent ?? 0) || (appliedRate(wire, 'weee') ?? 0)
  );
}

function parsed(applied: string | null | undefined): unknown {
  try {
    return JSON.parse(applied ?? '');
  } catch {
    // Before 2.2 it is PHP's own format; the amount beside it says enough.
    return undefined;
  }
}

/** One fee for each of these taxes by its VAT: some shops apply VAT to it, some don't. `goodsTax`: the VAT of all charged rows, in major units. */
export function ecoFees(wire: WireOrder, goodsTax: Big): Fee[] {
  const known = knownRates(wire);
  const cents = (amount: Big) => minorUnits(amount.toFixed(), wire.order_currency_code);
  const fees = new Map<string, Fee>();
  const weee = wire.items.flatMap((item) => weeeOf(item, wire));
  for (const { title, net, gross, rate } of weee) {
    // The VAT of a cent or two is nothing as it is shown, and yet something in the total.
    const untaxed = net.eq(gross) && !appliedTaxes(wire, 'weee').some((tax) => tax.rate === rate);
    const vat = untaxed
      ? { taxRate: 0 }
      : rate
        ? { taxRate: rate }
        : impliedVat(net.toFixed(), gross.toFixed(), known);
    const key = JSON.stringify([title, vat]);
    const all = (fees.get(key)?.gross ?? 0) + cents(gross);
    fees.set(key, { kind: 'eco', code: title, title, net: netOf(all, vat.taxRate), gross: all, ...vat });
  }
  const off = (rate: number) => cents(unstatedTax(wire, weee, rate, goodsTax));
  return [...fees.values()].map((fee, i, all) =>
    all.findIndex(({ taxRate }) => taxRate === fee.taxRate) === i ? more(fee, off(fee.taxRate)) : fee,
  );
}

/**
 * VAT at a rate that the total has more than the rows show: core rounds it by row for what it shows, and as the goods'
 * own for the total, which `item_applied_taxes` tell. Rounded by unit that is a cent for every piece.
 */
function unstatedTax(wire: WireOrder, weee: Weee[], rate: number, goodsTax: Big): Big {
  const shown = sumOf(weee.filter((one) => one.rate === rate).map(({ net, gross }) => gross.minus(net)));
  const applied = appliedTaxes(wire, 'weee').filter(({ amount }) => amount !== undefined);
  const stated = applied.filter((tax) => tax.rate === rate);
  if (stated.length > 0) return sumOf(stated.map(({ amount }) => big(amount))).minus(shown);
  // One that came to nothing is not told: then the order's whole VAT is that of goods, shipping and what is told.
  const rest = big(wire.tax_amount).minus(goodsTax).minus(big(wire.shipping_tax_amount));
  const isStated = wire.tax_amount != null && rest.eq(sumOf(applied.map(({ amount }) => big(amount))));
  return isStated ? shown.times(-1) : big(0);
}

function more(fee: Fee, cents: number): Fee {
  const gross = Math.max(0, fee.gross + cents);
  return { ...fee, gross, net: netOf(gross, fee.taxRate) };
}
