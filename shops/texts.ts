import { formatMoney } from '../domain/money.ts';
import type { ShopNotice } from '../domain/notice.ts';

/** A notice as a comment for the staff, in Italian, without its marker. */
export function staffText(notice: ShopNotice): string {
  switch (notice.kind) {
    case 'paid': {
      const { gateway, reference, money, at } = notice.collected;
      return `Pagamento ricevuto: ${formatMoney(money)} tramite ${gateway}, riferimento ${reference}, ${localTime(at)}.`;
    }
    case 'held': {
      const { gateway, reference, money, until } = notice.held;
      const end = until ? `, incassabile fino al ${localTime(until)}` : '';
      return `Pagamento autorizzato, non ancora incassato: ${formatMoney(money)} tramite ${gateway}, riferimento ${reference}${end}. ${takenBy[notice.capture]} Se l'ordine viene annullato, la somma torna libera al cliente.`;
    }
    case 'failed':
      return notice.final
        ? `Pagamento non riuscito entro il termine: ${notice.reason}`
        : `Pagamento non riuscito, il cliente può riprovare: ${notice.reason}`;
    case 'verify':
      return `Pagamento da verificare, non spedire: ${notice.reason}`;
    case 'accepted':
      return 'Ordine preso in carico. Il pagamento avviene fuori linea: da qui non si vede se è già incassato.';
    case 'pay':
      return 'Al cliente viene indicato a quale indirizzo può pagare.';
    case 'document':
      return `Documento ${notice.document} nel gestionale: ${documentStates[notice.state]}${sentBy(notice.shipment)}.`;
    default:
      throw new Error(`no such notice: ${JSON.stringify(notice satisfies never)}`);
  }
}

/** What the customer reads with a notice `pay`. The link is written out, since shops strip tags. */
export const payText = (number: string, checkoutUrl: string): string =>
  [
    `Per completare l'ordine ${number} può pagare in modo sicuro a questo indirizzo:`,
    checkoutUrl,
    payEnd(number),
  ].join('\n');

const payEnd = (number: string): string =>
  `To complete order ${number}, please pay securely at the address above.`;

/** Whether a text is a `payText`, with whatever link. It has no marker, since the customer reads it. */
export const isPayText = (number: string, text: string | null | undefined): boolean =>
  text?.includes(payEnd(number)) ?? false;

/** Whether a text has this link. Some shops store it escaped. */
export const holdsLink = (link: string, text: string | null | undefined): boolean =>
  text?.replaceAll('&amp;', '&').includes(link) ?? false;

const takenBy = {
  onShipment: 'Si incassa da sé alla spedizione della merce.',
  byHand: 'Lo incassa un operatore, a mano.',
};

const documentStates = { shipped: 'spedito', invoiced: 'fatturato', cancelled: 'annullato' };

function sentBy(shipment: Extract<ShopNotice, { kind: 'document' }>['shipment']): string {
  const { carrier, trackingNumber } = shipment ?? {};
  return [
    ...(carrier ? [` con ${carrier}`] : []),
    ...(trackingNumber ? [`, spedizione ${trackingNumber}`] : []),
  ].join('');
}

function localTime(at: string): string {
  const time = new Intl.DateTimeFormat('it-IT', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: 'Europe/Rome',
  });
  return `${time.format(new Date(at))} (ora italiana)`;
}
