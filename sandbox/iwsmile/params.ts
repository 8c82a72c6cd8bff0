/** The link can't be paid. */
export class LinkError extends Error {}

/** Cents of "10.00". */
export function parseAmount(text: string): number {
  const [, whole, cents] = /^(\d{1,7})\.(\d{2})$/.exec(text) ?? [];
  const amount = Number(`${whole}${cents}`);
  if (whole === undefined || amount === 0) throw refusedLink('AMOUNT', text);
  return amount;
}

/** Pieces of "1" or "2.00". */
export function parseQuantity(text: string): number {
  const quantity = /^\d{1,6}(\.\d{1,2})?$/.test(text) ? Number(text) : 0;
  if (quantity === 0) throw refusedLink('QUANTITY', text);
  return quantity;
}

/** Inferred: which values are refused, and that a page says so; no module reads anything of the kind. */
export const refusedLink = (field: string, value: string): LinkError =>
  new LinkError(`Il campo ${field} non è valido: "${value}"`);

/** As an Italian reads it: "25,40 €". */
export const readable = (cents: number): string =>
  new Intl.NumberFormat('it-IT', { style: 'currency', currency: 'EUR' }).format(cents / 100);
