import type { StoredDocument, World } from './books.ts';
import { documentKey, stamps } from './books.ts';
import { businessError, nothingThere } from './errors.ts';
import type { Rec } from './fields.ts';
import { fulfil } from './movements.ts';

type Act = (world: World, document: StoredDocument, tracking?: string) => void;

// A fulfilled order is no longer among the orders; a cancelled one stays, with its rows annulled.
const acts: Record<string, Act> = {
  ship: (world, document, tracking) => fulfil(world, document, 'BC', tracking),
  invoice: (world, document) => fulfil(world, document, 'FT'),
  cancel: (_world, document) => {
    if (document.fulfilled) throw businessError("Documento gia' evaso");
    for (const row of document.rows) row.tipo_stato_riga = 'N';
  },
  // The goods left without a delivery note.
  dispatch: (world, { header }) => {
    header.dt_spedizione = stamps(world).date;
    header.ora_spedizione = stamps(world).time;
  },
  delete: ({ sandbox: { books } }, document) => {
    delete books.documents[`${document.year}/${documentKey(document)}`];
  },
};

/** Does what an accountant does with an order outside the WebAPI. Where several years have it, the newest, or that of `year`. */
export function actOn(
  world: World,
  place: { key: string; year?: string },
  name: string,
  tracking?: string,
): StoredDocument {
  const { sandbox } = world;
  const document = Object.values(sandbox.books.documents)
    .reverse()
    .find((d) => documentKey(d) === place.key && (!place.year || d.year === Number(place.year)));
  if (!document) throw nothingThere();
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  if (!act) throw businessError(`Operazione '${name}' inesistente: ${Object.keys(acts).join(', ')}`);
  act(world, document, tracking);
  document.header.data_ult_mod = stamps(world).dateTime;
  sandbox.save();
  return document;
}

/** Adds a payment to the table of payments. */
export function codePayment({ sandbox }: World, fields: Rec): Rec {
  if (!fields.descrizione) throw businessError("Campo 'descrizione' obbligatorio");
  const { payments } = sandbox.books;
  const payment = { id: Math.max(0, ...payments.map((p) => Number(p.id))) + 1, ...fields };
  payments.push(payment);
  sandbox.save();
  return payment;
}
