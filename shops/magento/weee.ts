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
  /** The VAT rate of its row, per cent, where the tax bears VAT. */
  rate: number;
}

/**
 * The fixed product taxes of a row (FPT, such as RAEE), in major units. The row of a bundle or configurable product repeats
 * the list of its last part, but has no amount for it (Magento\\Weee\\Model\\Total\\Quote\\Weee::recalculateParent).
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

/** The rate of a row. With a configurable product the part has the tax, but the parent's row has the rate. */
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
    // Before 2.2 it is PHP's own format; the row's amount is enough.
    return undefined;
  }
}

/** One fee for each fixed product tax and VAT rate: some shops apply VAT to it, some don't. `goodsTax`: the VAT of all charged rows, in major units. */
export function ecoFees(wire: WireOrder, goodsTax: Big): Fee[] {
  const known = knownRates(wire);
  const cents = (amount: Big) => minorUnits(amount.toFixed(), wire.order_currency_code);
  const fees = new Map<string, Fee>();
  const weee = wire.items.flatMap((item) => weeeOf(item, wire));
  for (const { title, net, gross, rate } of weee) {
    // On a cent or two rows show no VAT, but the total can include some.
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
 * By how much the VAT of fixed product taxes at this rate is higher in the total than in the rows, in major units. For the
 * rows core rounds it by row, for the total like that of the goods (see `item_applied_taxes`); where VAT is rounded by piece
 * the difference is a cent for every piece.
 */
function unstatedTax(wire: WireOrder, weee: Weee[], rate: number, goodsTax: Big): Big {
  const shown = sumOf(weee.filter((tax) => tax.rate === rate).map(({ net, gross }) => gross.minus(net)));
  const applied = appliedTaxes(wire, 'weee').filter(({ amount }) => amount !== undefined);
  const stated = applied.filter((tax) => tax.rate === rate);
  if (stated.length > 0) return sumOf(stated.map(({ amount }) => big(amount))).minus(shown);
  // A VAT of zero is not stated: then the order's whole VAT is that of goods, shipping, and what is stated.
  const rest = big(wire.tax_amount).minus(goodsTax).minus(big(wire.shipping_tax_amount));
  const isStated = wire.tax_amount != null && rest.eq(sumOf(applied.map(({ amount }) => big(amount))));
  return isStated ? shown.times(-1) : big(0);
}

function more(fee: Fee, cents: number): Fee {
  const gross = Math.max(0, fee.gross + cents);
  return { ...fee, gross, net: netOf(gross, fee.taxRate) };
}
