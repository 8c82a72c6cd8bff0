import { discountTotal } from '../../domain/charges.ts';
import { formatMoney } from '../../domain/money.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Address } from '../../domain/schemas/order.ts';
import { asBooked } from '../assessment.ts';
import { settledNotes } from '../writing.ts';
import { dayAndTime } from './calendar.ts';
import type { MexalSettings } from './settings.ts';

// Longer texts are cut into rows of this width, since the length of descr_riga is not published.
const TEXT_WIDTH = 60;

/** What people want to read in the body of the document, in lines that fit; the customer's money in their own currency. */
export function bodyNotes(draft: DocumentDraft, settings: MexalSettings): string[] {
  const { order, collected, authorised, erpCarrier } = draft;
  const { timeZone, articles } = settings;
  const { shipping, payment, carrier, giftMessages = [] } = order;
  const texts = [
    `Ordine ${order.number} (id ${order.id}) del ${dayAndTime(order.createdAt, timeZone)}, negozio ${order.shop}`,
    `Stato nel negozio: ${order.status}`,
    `Pagamento: ${payment.title} (${payment.code})`,
    ...(collected
      ? [
          `Incassato ${formatMoney(collected.money)} il ${dayAndTime(collected.at, timeZone)}`,
          `${collected.gateway}: ${collected.reference}`,
        ]
      : []),
    ...(authorised
      ? [
          `Autorizzato ${formatMoney(authorised.money)}, da incassare${authorised.until ? ` entro il ${dayAndTime(authorised.until, timeZone)}` : ''}`,
          `${authorised.gateway}: ${authorised.reference}`,
        ]
      : []),
    ...settledNotes(order),
    ...moneyNotes(draft, settings, articles.discount === undefined),
    ...(payment.purchaseOrder ? [`Numero d'ordine del cliente: ${payment.purchaseOrder}`] : []),
    ...(shipping && addressText(shipping) !== addressText(order.billing)
      ? [`Consegna: ${addressText(shipping)}`]
      : []),
    ...(carrier && !erpCarrier ? [`Corriere nel negozio: ${carrier.title} (${carrier.code})`] : []),
    ...order.notes.map((note) => `Nota del cliente: ${note}`),
    ...giftMessages.map((message) => `Messaggio regalo: ${message}`),
  ];
  return texts.flatMap(lines);
}

/** What of the totals the rows don't show. */
function moneyNotes(draft: DocumentDraft, settings: MexalSettings, discountInPrices: boolean): string[] {
  const { order } = draft;
  const { base, currency } = order;
  const booked = asBooked(draft, settings);
  const money = (amount: number) => formatMoney({ amount, currency });
  const off = discountTotal(order);
  return [
    ...(base && booked !== order
      ? [
          `Ordine di ${money(order.total)}, scritto come ${formatMoney({ amount: base.total, currency: base.currency })} (cambio ${base.rate})`,
        ]
      : []),
    ...(off > 0 && discountInPrices ? [`Sconti compresi nei prezzi: ${money(off)}`] : []),
    ...(order.unexplained
      ? [`Nel totale del negozio, non spiegati da alcuna riga: ${money(order.unexplained)}`]
      : []),
  ];
}

const addressText = (address: Address): string =>
  [
    address.company,
    address.name,
    ...address.street,
    `${address.postcode} ${address.city}${address.region ? ` (${address.region})` : ''}`,
    address.country,
    address.phone,
  ]
    .filter(Boolean)
    .join(', ');

/** A text in lines of at most TEXT_WIDTH, broken at spaces where there are any. */
export function lines(text: string): string[] {
  const pieces = new RegExp(`\\S.{0,${TEXT_WIDTH - 1}}(?=\\s|$)|\\S{1,${TEXT_WIDTH}}`, 'gu');
  return text.split(/[\r\n]+/).flatMap((line) => line.match(pieces)?.map((piece) => piece.trim()) ?? []);
}
