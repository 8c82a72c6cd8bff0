import { formatMoney } from '../domain/money.ts';
import type { ShopNotice } from '../domain/notice.ts';

const MARKER = /\[incasso:([^\]\s]+)\]/g;

/** What a notice is recognised by among the order's comments. */
export const markerText = (marker: string): string => `[incasso:${marker}]`;

/** Markers of all notices that stand in these texts. */
export const markersIn = (texts: (string | null | undefined)[]): string[] => [
  ...new Set(texts.flatMap((text) => [...(text ?? '').matchAll(MARKER)].map(([, marker]) => marker ?? ''))),
];

/** The comment of a notice, in Italian, for staff; for the customer where the notice is `pay`. Shops strip tags: links are written out. */
export function noticeText(notice: ShopNotice, number: string): string {
  return `${body(notice, number)}\n${markerText(notice.marker)}`;
}

function body(notice: ShopNotice, number: string): string {
  switch (notice.kind) {
    case 'paid': {
      const { gateway, reference, money, at } = notice.collected;
      return `Pagamento ricevuto: ${formatMoney(money)} tramite ${gateway}, riferimento ${reference}, ${localTime(at)}.`;
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
      return [
        `Per completare l'ordine ${number} può pagare in modo sicuro a questo indirizzo:`,
        notice.checkoutUrl,
        `To complete order ${number}, please pay securely at the address above.`,
      ].join('\n');
    case 'document':
      return `Documento ${notice.document} nel gestionale: ${documentStates[notice.state]}${sentBy(notice.shipment)}.`;
    default:
      throw new Error(`no such notice: ${JSON.stringify(notice satisfies never)}`);
  }
}

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
