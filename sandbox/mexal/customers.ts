import type { World } from './books.ts';
import { type Collection, master } from './collection.ts';
import { businessError } from './errors.ts';
import { declared, type Rec, requireFields } from './fields.ts';

const NATIONALITIES = new Set(['I', 'R', 'V', 'C', 'E']);
const CURRENCIES = new Set([1]);

/** `/clienti`: the customers. "501.AUTO" takes the next number of its mastro. */
export function customers(world: World): Collection {
  const { books } = world.sandbox;
  return master(world, {
    path: 'clienti',
    key: 'codice',
    fields: declared.customers,
    records: () => books.customers,
    complete(record, isNew) {
      requireFields(record, 'codice', 'ragione_sociale');
      if (isNew) record.codice = codeOf(books.customers, String(record.codice));
      checkCustomer(world, record);
    },
    free(codice) {
      if (Object.values(books.documents).some((d) => d.header.cod_conto === codice))
        throw businessError(`Conto ${codice} presente in documenti: non eliminabile`);
    },
  });
}

function codeOf(records: Record<string, Rec>, wanted: string): string {
  const [, mastro, conto] = /^(\d{3})\.(\d{5}|AUTO)$/.exec(wanted) ?? [];
  if (!mastro || !conto) throw businessError('Codice conto non valido');
  if (!mastro.startsWith('5')) throw businessError(`Mastro ${mastro} non di tipo cliente`);
  if (conto !== 'AUTO') return wanted;
  const numbers = Object.keys(records)
    .filter((codice) => codice.startsWith(`${mastro}.`))
    .map((codice) => Number(codice.slice(4)));
  return `${mastro}.${String(Math.max(0, ...numbers) + 1).padStart(5, '0')}`;
}

function checkCustomer({ sandbox: { books } }: World, record: Rec): void {
  const given = (name: string) => record[name] !== undefined && record[name] !== '';
  if (given('tp_nazionalita') && !NATIONALITIES.has(String(record.tp_nazionalita)))
    throw businessError("Tipo nazionalita' errato");
  // An Italian customer has one of the two, unless marked as one without a VAT number.
  if (
    record.tp_nazionalita === 'I' &&
    record.gest_no_piva !== 'S' &&
    !given('partita_iva') &&
    !given('codice_fiscale')
  )
    throw businessError('Partita iva e codice fiscale assenti');
  // Neither has a default: clients of live systems have to send 1 for both.
  const list = Number(record.cod_listino ?? 0);
  if (list < 1 || list > 999) throw businessError('Il listino deve essere compreso tra 1 e 999');
  if (!CURRENCIES.has(Number(record.valuta ?? 0))) throw businessError('Valuta estera errata');
  const payment = record.cod_pagamento;
  if (payment && !books.payments.some((p) => p.id === payment))
    throw businessError(`Codice pagamento ${payment} non trovato`);
  for (const name of ['gest_per_fisica', 'gest_no_piva'])
    if (given(name) && !['S', 'N'].includes(String(record[name])))
      throw businessError(`Valore del campo '${name}' non valido`);
}

/** `/indirizzi-spedizione`: numbered by the system, never deleted. */
export function addresses(world: World): Collection {
  const { books } = world.sandbox;
  return master(world, {
    path: 'indirizzi-spedizione',
    key: 'id',
    fields: declared.addresses,
    records: () => books.addresses,
    complete(record, isNew) {
      if (isNew) record.id = String(Math.max(0, ...Object.keys(books.addresses).map(Number)) + 1);
      const conto = record.cod_conto;
      if (conto && !Object.hasOwn(books.customers, String(conto)))
        throw businessError(`Codice conto ${conto} non trovato`);
    },
  });
}

/** `/conti`: the chart of accounts, here customers and carriers. Read only. */
export function accounts({ sandbox: { books } }: World): Collection {
  const list = () =>
    [...Object.values(books.customers), ...books.carriers].map(({ codice = '', ragione_sociale = '' }) => ({
      codice,
      ragione_sociale,
    }));
  return { path: 'conti', fields: declared.accounts, list };
}
