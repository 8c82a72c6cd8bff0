import { until } from '../customer.ts';
import type { BookedCharge, BookedPage, ErpSystem, GatewaySystem } from '../kit/system.ts';
import type { MexalBooks } from '../mexal/index.ts';
import { totalsOf } from '../mexal/totals.ts';
import { erps, gateways } from '../systems.ts';
import type { ChargeState, Scene } from './story.ts';

/** What the gateway's books have of the story's order or deposit, the oldest first: its pages and its charges. */
async function atGateway({ customer, world, subject, gateway }: Scene) {
  const system: GatewaySystem = gateways[gateway];
  const books = await customer.books(world.urls[gateway]);
  const pages = system.pages(books).filter(({ payment }) => payment.startsWith(subject.reference));
  const ids = new Set(pages.map(({ id }) => id));
  return { pages, charges: system.charges(books).filter(({ page }) => ids.has(page)) };
}

/** The pages that were opened for it at its gateway. */
export const pagesOf = async (scene: Scene): Promise<BookedPage[]> => (await atGateway(scene)).pages;

/** The amount of its first page, as an operator types it: "12,50". */
export async function amountAsked(scene: Scene): Promise<string> {
  const [{ asked = 0 } = {}] = await pagesOf(scene);
  return (asked / 100).toFixed(2).replace('.', ',');
}

/** Its charges, as its gateway calls them. */
export const chargeIdsOf = async (scene: Scene): Promise<string[]> =>
  (await atGateway(scene)).charges.map(({ id }) => id);

/** What became of each of its charges. */
export const chargesOf = async (scene: Scene): Promise<ChargeState[]> =>
  (await atGateway(scene)).charges.map(stateOf);

function stateOf({ amount, refunded, disputed }: BookedCharge): ChargeState {
  if (disputed) return 'disputed';
  if (refunded === 0) return 'paid';
  return refunded === amount ? 'back' : 'part back';
}

/** A document in an ERP's books. */
export interface Written {
  number: string;
  /** As a decimal. */
  total: string;
}

/** Its documents, whichever ERP has them. A story expects one at most. */
export async function documentsOf({ customer, world, subject }: Scene): Promise<Written[]> {
  const written: Written[] = [];
  for (const [name, erp] of Object.entries(erps) as [keyof typeof erps, ErpSystem][])
    for (const { number, total, reference } of erp.documents(await customer.books(world.urls[name])))
      if (` ${reference}` === subject.note) written.push({ number, total: (total / 100).toFixed(2) });
  return written;
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
