import { until } from '../customer.ts';
import type { ExchangeBooks } from '../exchange/index.ts';
import type { MexalBooks } from '../mexal/index.ts';
import { totalsOf } from '../mexal/totals.ts';
import type { ChargeState, Scene } from './story.ts';

interface Session {
  id: string;
  client_reference_id: string;
  amount_total: number;
}
interface Charge {
  amount: number;
  amount_refunded: number;
  disputed: boolean;
}
/** The pages at Stripe that were opened for the story's order or deposit, the oldest first. */
export async function sessionsOf({ customer, world, subject }: Scene): Promise<Session[]> {
  const { sessions } = await customer.books(world.urls.stripe);
  return Object.values(sessions as Record<string, { object: Session }>)
    .map(({ object }) => object)
    .filter(({ client_reference_id }) => client_reference_id.startsWith(subject.reference));
}

/** The amount of its first page at Stripe, as an operator types it: "12,50". */
export async function amountAsked(scene: Scene): Promise<string> {
  const [{ amount_total = 0 } = {}] = await sessionsOf(scene);
  return (amount_total / 100).toFixed(2).replace('.', ',');
}

/** What became of each of its charges at Stripe, the oldest first. */
export async function chargesOf(scene: Scene): Promise<ChargeState[]> {
  const pages = (await sessionsOf(scene)).map(({ id }) => id);
  const { charges, chargeObjects } = await scene.customer.books(scene.world.urls.stripe);
  return charges
    .filter(({ session }: { session: string }) => pages.includes(session))
    .map(({ id }: { id: string }) => stateOf(chargeObjects[id]));
}

function stateOf({ amount, amount_refunded, disputed }: Charge): ChargeState {
  if (disputed) return 'disputed';
  if (amount_refunded === 0) return 'paid';
  return amount_refunded === amount ? 'back' : 'part back';
}

/** A document in an ERP's books. */
export interface Written {
  number: string;
  /** As a decimal. */
  total: string;
}

/** Its documents, whichever ERP has them. A story expects one at most. */
export async function documentsOf({ customer, world, subject }: Scene): Promise<Written[]> {
  const mexal: MexalBooks = await customer.books(world.urls.mexal);
  const inMexal = Object.values(mexal.documents)
    .filter(({ header }) => String(header.nota ?? '').endsWith(subject.note))
    .map((document) => ({
      number: `${document.sigla} ${document.serie}/${document.numero}`,
      total: totalsOf(mexal, document).total.toFixed(2),
    }));
  const exchange: ExchangeBooks = await customer.books(world.urls.exchange);
  const inFiles = Object.values(exchange.documents)
    .filter(({ reference, number }) => number && ` ${reference}` === subject.note)
    .map(({ number = '', total }) => ({ number, total: (total / 100).toFixed(2) }));
  return [...inMexal, ...inFiles];
}

/** The contents of a document in Mexal's books. */
export interface Contents {
  /** Sums with VAT, by VAT code, in major units. */
  byVat: Record<string, number>;
  articles: string[];
  /** Its descriptive rows. */
  texts: string[];
  /** What it has as paid, in major units. */
  deposit: number;
}

/** Waits for the document of the story's order, and reads it. */
export const documentOf = ({ customer, world, subject }: Scene): Promise<Contents> =>
  until(`the document of order ${subject.number}`, async () => {
    const mexal: MexalBooks = await customer.books(world.urls.mexal);
    const found = Object.values(mexal.documents).find(({ header }) =>
      String(header.nota ?? '').endsWith(subject.note),
    );
    if (!found) return undefined;
    const { perRate } = totalsOf(mexal, found);
    return {
      byVat: Object.fromEntries(
        perRate.map(({ code, net, vat }) => [code, Math.round((net + vat) * 100) / 100]),
      ),
      articles: found.rows.flatMap(({ codice_articolo }) =>
        codice_articolo ? [String(codice_articolo)] : [],
      ),
      texts: found.rows.flatMap(({ tp_riga, descr_riga }) => (tp_riga === 'D' ? [String(descr_riga)] : [])),
      deposit: Number(found.header.acconto_pagato ?? 0),
    };
  });

/** The shop's own status of the order; null for a deposit. */
export async function shopStateOf({ subject: { shop, id } }: Scene): Promise<string | null> {
  return shop ? (await shop.order(id)).status : null;
}
