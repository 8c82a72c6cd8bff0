import Big from 'big.js';
import type { WireOrder } from './wire.ts';

export type Amount = string | number | null | undefined;

/** An amount of the wire, in major units; nothing told is 0. */
export const big = (amount: Amount): Big => new Big(amount || 0);

export const sumOf = (amounts: Big[]): Big => amounts.reduce((all, one) => all.plus(one), big(0));

/** The rates of this order, wherever it tells them. */
export function knownRates(wire: WireOrder): number[] {
  const applied = wire.extension_attributes?.applied_taxes ?? [];
  const told = [...wire.items.map((item) => item.tax_percent), ...applied.map((tax) => tax.percent)];
  return [...new Set(told.map((percent) => Number(percent ?? 0)))].filter((rate) => rate !== 0);
}

/** VAT as the shop applied it to what is no product (`shipping`, `weee`); undefined where it doesn't say. */
export function appliedRate(wire: WireOrder, type: string): number | undefined {
  const taxes = wire.extension_attributes?.item_applied_taxes?.find((one) => one.type === type);
  const rates = taxes?.applied_taxes?.map((tax) => Number(tax.percent ?? 0));
  return rates?.length ? rates.reduce((sum, rate) => sum + rate, 0) : undefined;
}
