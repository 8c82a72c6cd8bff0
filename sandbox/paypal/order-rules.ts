import { refusedMoney, units } from './currencies.ts';
import { type Detail, detail, refuseAll } from './errors.ts';
import type { Issue } from './issues.ts';
import type { Money } from './objects.ts';
import type { OrderParams } from './order-params.ts';

type UnitParams = OrderParams['purchase_units'][number];

/** Throws 422 with everything that is wrong with the amounts, units and sums of an order. */
export function refuseWrongSums({ intent, purchase_units }: OrderParams): void {
  const several = purchase_units.length > 1;
  const details = [
    ...purchase_units.flatMap(wrongAmounts),
    ...(several && intent === 'AUTHORIZE' ? [detail('UNSUPPORTED_INTENT', '/intent', intent)] : []),
    ...(several ? wrongReferences(purchase_units) : []),
  ];
  const currencies = new Set(purchase_units.flatMap(amountsOf).map(([, amount]) => amount.currency_code));
  if (currencies.size > 1) details.push(detail('MULTI_CURRENCY_ORDER', '/purchase_units'));
  refuseAll(422, details);
  refuseAll(422, purchase_units.flatMap(wrongSums));
}

/** A pointer into a unit. Inferred: 422 names units by their reference, 400 by their number. */
const at = (unit: UnitParams, rest: string): string =>
  `/purchase_units/@reference_id=='${unit.reference_id ?? 'default'}'/${rest}`;

function amountsOf(unit: UnitParams): [string, Money, 0 | 1][] {
  const parts = Object.entries(unit.amount.breakdown ?? {}).filter(
    (entry): entry is [string, Money] => entry[1] !== undefined,
  );
  return [
    ['amount', unit.amount, 1],
    ...parts.map(([name, amount]): [string, Money, 0] => [`amount/breakdown/${name}`, amount, 0]),
    ...(unit.items ?? []).flatMap(({ unit_amount, tax }, n): [string, Money, 0][] => [
      [`items/${n}/unit_amount`, unit_amount, 0],
      ...(tax ? [[`items/${n}/tax`, tax, 0] as [string, Money, 0]] : []),
    ]),
  ];
}

function wrongAmounts(unit: UnitParams): Detail[] {
  return amountsOf(unit).flatMap(([path, amount, least]) => {
    const issue = refusedMoney(amount, least);
    if (!issue) return [];
    const name = issue === 'INVALID_CURRENCY_CODE' ? 'currency_code' : 'value';
    return [detail(issue, at(unit, `${path}/${name}`), amount[name])];
  });
}

function wrongReferences(all: UnitParams[]): Detail[] {
  if (all.some(({ reference_id }) => reference_id === undefined))
    return [detail('REFERENCE_ID_REQUIRED', '/purchase_units')];
  const names = new Set(all.map(({ reference_id }) => reference_id));
  return names.size < all.length ? [detail('DUPLICATE_REFERENCE_ID', '/purchase_units')] : [];
}

function wrongSums(unit: UnitParams): Detail[] {
  const { breakdown } = unit.amount;
  const items = unit.items ?? [];
  const wrong = (issue: Issue, path: string, amount?: Money) =>
    detail(issue, at(unit, `${path}/value`), amount?.value);
  const found: Detail[] = [];
  const compare = (name: 'item_total' | 'tax_total', sum: bigint, required: boolean) => {
    const upper = name === 'item_total' ? 'ITEM_TOTAL' : 'TAX_TOTAL';
    const given = breakdown?.[name];
    if (required && !given) found.push(wrong(`${upper}_REQUIRED`, `amount/breakdown/${name}`));
    else if (given && items.length > 0 && units(given) !== sum)
      found.push(wrong(`${upper}_MISMATCH`, `amount/breakdown/${name}`, given));
  };
  const times = (amount: Money, quantity: string) => ({ amount, quantity: BigInt(quantity) });
  const sum = (rows: { amount: Money; quantity: bigint }[]) =>
    rows.reduce((total, { amount, quantity }) => total + units(amount) * quantity, 0n);
  const goods = sum(items.map(({ unit_amount, quantity }) => times(unit_amount, quantity)));
  const taxed = items.flatMap(({ tax, quantity }) => (tax ? [times(tax, quantity)] : []));
  compare('item_total', goods, items.length > 0);
  compare('tax_total', sum(taxed), taxed.length > 0);
  if (found.length > 0 || !breakdown) return found;
  const { shipping_discount, discount, ...added } = breakdown;
  const total = (all: (Money | undefined)[]) =>
    all.reduce((whole, amount) => whole + (amount ? units(amount) : 0n), 0n);
  if (total(Object.values(added)) - total([shipping_discount, discount]) === units(unit.amount)) return [];
  return [wrong('AMOUNT_MISMATCH', 'amount', unit.amount)];
}
