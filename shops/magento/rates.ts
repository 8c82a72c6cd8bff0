import Big from 'big.js';
import type { WireOrder } from './wire.ts';

/** An amount on the wire, in major units. */
export type Amount = string | number | null | undefined;

/** An amount of the wire, in major units; 0 where it is missing. */
export const big = (amount: Amount): Big => new Big(amount || 0);

/** The sum of amounts. */
export const sumOf = (amounts: Big[]): Big => amounts.reduce((all, amount) => all.plus(amount), big(0));

/** The VAT rates that the order states anywhere, in per cent. */
export function knownRates(wire: WireOrder): number[] {
  const applied = wire.extension_attributes?.applied_taxes ?? [];
  const percents = [...wire.items.map((item) => item.tax_percent), ...applied.map((tax) => tax.percent)];
  return [...new Set(percents.map((percent) => Number(percent ?? 0)))].filter((rate) => rate !== 0);
}

/** The VAT applied to what is no product (`shipping`, `weee`): for each thing the sum of its rates, and the amount in major units. */
export function appliedTaxes(wire: WireOrder, type: string): { rate: number; amount?: string }[] {
  const stated =
    wire.extension_attributes?.item_applied_taxes?.filter((applied) => applied.type === type) ?? [];
  return stated
    .map(({ applied_taxes }) => applied_taxes ?? [])
    .filter((taxes) => taxes.length > 0)
    .map((taxes) => ({
      rate: Number(sumOf(taxes.map(({ percent }) => big(percent)))),
      amount: taxes.some(({ amount }) => amount == null)
        ? undefined
        : sumOf(taxes.map(({ amount }) => big(amount))).toFixed(),
    }));
}

/** The first of these rates; undefined where the shop states none. */
export const appliedRate = (wire: WireOrder, type: string): number | undefined =>
  appliedTaxes(wire, type)[0]?.rate;
