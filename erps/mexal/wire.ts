import { z } from 'zod';

/**
 * A field that is declared a scalar and read as `[[1, value]]` from live systems: either is taken.
 * An empty matrix is no value.
 */
export const scalarOrMatrix = <T extends z.ZodType>(value: T) =>
  z.union([value, z.array(z.tuple([z.int(), value])).transform((pairs) => pairs[0]?.[1])]);

/** A number that some answers have as text. */
const number = z.union([z.int(), z.string().regex(/^\d+$/).transform(Number)]);

/** One page of a list or search; `next` is absent or empty on the last. */
export const page = <T extends z.ZodType>(row: T) =>
  z.object({ dati: z.array(row), next: z.string().optional(), data_ric_elab: z.string().optional() });

/** An error as Mexal tells it: "6001 - errore gestionale [Aliquota iva obbligatoria]". */
export const ErrorEnvelope = z.object({ error: z.object({ 'response-detail': z.string() }) });

export const OrderKey = z.object({
  sigla: z.string(),
  serie: z.int(),
  numero: z.int(),
  nota: scalarOrMatrix(z.string()).optional(),
});
export type OrderKey = z.infer<typeof OrderKey>;

/** What is read of a single order. `tot_documento` is undeclared, yet sent. */
export const OrderRead = OrderKey.extend({
  tot_documento: scalarOrMatrix(z.number()).optional(),
  id_pagamento: scalarOrMatrix(z.number()).optional(),
});

/** An order as a search gives it, for who wants to know whether it changed. */
export const OrderHead = OrderKey.extend({
  data_ult_mod: z.string().default(''),
  dt_spedizione: z.string().default(''),
});

/** The states of an order's rows; a row of text has none. */
export const OrderStates = z.object({
  codice_articolo: z.array(z.tuple([z.int(), z.string()])).default([]),
  tipo_stato_riga: z.array(z.tuple([z.int(), z.string()])).default([]),
});

/** A row of a delivery note or an invoice, with the order that it is of. */
export const MovementRead = OrderKey.pick({ sigla: true, serie: true, numero: true }).extend({
  sigla_ordine: z.string(),
  serie_ordine: number,
  numero_ordine: number,
  data_ordine: z.string().default(''),
});
export type MovementRead = z.infer<typeof MovementRead>;

/** How the goods of a movement go out; `nr_tracking` is declared for movements only. */
export const ShipmentRead = z.object({
  cod_vettore: scalarOrMatrix(z.string()).optional(),
  nr_tracking: z.string().default(''),
});

/** An account of the chart, a supplier's too. */
export const AccountRead = z.object({ codice: z.string(), ragione_sociale: z.string().default('') });

export const CustomerRead = z.object({
  codice: z.string(),
  codice_fiscale: z.string().default(''),
  partita_iva: z.string().default(''),
  conto_precanc: z.string().default(''),
});
export type CustomerRead = z.infer<typeof CustomerRead>;

export const ArticleRead = z.object({ codice: z.string() });

export const PaymentRead = z.object({ id: z.int(), descrizione: z.string().default('') });

/** A filter of `/ricerca`; filters are ANDed, an array of values is ORed. */
export interface Filter {
  campo: string;
  condizione: '=';
  valore: string | string[] | number[];
  case_insensitive?: boolean;
}

export const equal = (campo: string, valore: Filter['valore']): Filter => ({
  campo,
  condizione: '=',
  valore,
});

/** The key at the end of a Location (`.../OC+1+541`, `.../OC%2B1%2B541`, or in hex); nothing where there is none. */
export function keyOfLocation(location: unknown): string | undefined {
  if (typeof location !== 'string') return undefined;
  const [, last, query] = /([^/?]+)(?:\?(.*))?$/.exec(location) ?? [];
  if (!last) return undefined;
  const encoding = new URLSearchParams(query).get('encoding');
  if (encoding === 'hex')
    return /^([0-9a-f]{2})+$/i.test(last) ? Buffer.from(last, 'hex').toString() : undefined;
  return encoding === null && /^(?:[^%]|%[0-9a-f]{2})+$/i.test(last) ? decodeURIComponent(last) : undefined;
}
