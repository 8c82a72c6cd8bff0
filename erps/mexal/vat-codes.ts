import { z } from 'zod';
import { Failure } from '../../domain/failure.ts';
import type { Order } from '../../domain/schemas/order.ts';
import type { MexalClient } from './client.ts';
import { nationalityOf } from './customer-body.ts';
import type { MexalSettings } from './settings.ts';

// Any other one is a slip of the shop's, or sold under another country's VAT, for which Mexal wants a code of its own.
const ITALIAN = [4, 5, 10, 22];

/** The rate, or what it is called in the ERP; without VAT the exemption of where the goods go. Throws CONFIG_INVALID. */
export function vatCode(rate: number, order: Order, settings: MexalSettings): string {
  const named = settings.vat[String(rate)] ?? (ITALIAN.includes(rate) ? String(rate) : undefined);
  if (named) return named;
  if (rate > 0)
    throw new Failure(
      'CONFIG_INVALID',
      'refused',
      `order ${order.number}: a row bears VAT of ${rate} %, which is no rate of Italy: see that it is right in the shop, and name Mexal's code for it in the ERP's setting vat`,
    );
  const destination = order.shipping?.country ?? order.billing.country;
  const where = exemptionAt[nationalityOf(destination, settings)];
  const code = settings.exemptions[where];
  if (code) return code;
  throw new Failure(
    'CONFIG_INVALID',
    'refused',
    `order ${order.number}: a row bears no VAT and the ERP's setting exemptions.${where} names no code for it`,
  );
}

// San Marino and the Vatican are outside of the Union's VAT.
const exemptionAt = { I: 'italy', C: 'eu', R: 'extraEu', V: 'extraEu', E: 'extraEu' } as const;

/** Whether a code is a rate itself ("22", "04", "8,25"): those are in no table that the WebAPI has. */
export const isRate = (code: string): boolean => /^\d+([.,]\d+)?$/.test(code);

/** A row of Mexal's table of VAT codes that are no rate. */
export const VatCodeRead = z.object({ codice: z.string(), descrizione: z.string().default('') });

/** Mexal's table of VAT codes: remembered, and read again for a code that is not in it, which may have been coded just now. */
export function vatCodes(client: MexalClient, thisYear: () => number) {
  let remembered = new Set<string>();
  const missingOf = (rows: { vat: string; taxRate: number }[]) =>
    rows.find(({ vat }) => !isRate(vat) && !remembered.has(vat));

  /** Throws CONFIG_INVALID for a row whose code Mexal has not. */
  return async (rows: { vat: string; taxRate: number }[]): Promise<void> => {
    if (!missingOf(rows)) return;
    const target = { what: 'list of VAT codes', path: 'dati-generali/esenzioni-iva', year: thisYear() };
    const table = await client.readAll(target, VatCodeRead);
    remembered = new Set(table.map(({ codice }) => codice.trim()));
    const missing = missingOf(rows);
    if (!missing) return;
    throw new Failure(
      'CONFIG_INVALID',
      'refused',
      `Mexal has no VAT code ${missing.vat}, which the ERP's settings vat or exemptions name for ${missing.taxRate} %; it has ${[...remembered].join(', ') || 'none'}`,
    );
  };
}
