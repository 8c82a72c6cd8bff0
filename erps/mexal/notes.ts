import { formatMoney } from '../../domain/money.ts';
import type { DocumentDraft } from '../../domain/schemas/document.ts';
import type { Address } from '../../domain/schemas/order.ts';
import { dayAndTime } from './calendar.ts';

// Longer texts are cut into rows of this width, since the length of descr_riga is not published.
const TEXT_WIDTH = 60;

/** What people want to read in the body of the document, in lines that fit. `timeZone` is where they read it. */
export function bodyNotes({ order, collected, erpCarrier }: DocumentDraft, timeZone: string): string[] {
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
    ...(shipping && addressText(shipping) !== addressText(order.billing)
      ? [`Consegna: ${addressText(shipping)}`]
      : []),
    ...(carrier && !erpCarrier ? [`Corriere nel negozio: ${carrier.title} (${carrier.code})`] : []),
    ...order.notes.map((note) => `Nota del cliente: ${note}`),
    ...giftMessages.map((message) => `Messaggio regalo: ${message}`),
  ];
  return texts.flatMap(lines);
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
