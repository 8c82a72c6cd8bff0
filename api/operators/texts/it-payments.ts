import type { ShopNotice } from '../../../domain/notice.ts';
import type { Fact } from '../../../domain/schemas/message.ts';
import type { Reason } from '../../../domain/settle.ts';

/** Why a payment's outcome is what it is. */
export const reasons: Record<Reason, string> = {
  NOTHING_YET: 'il cliente non ha ancora pagato',
  APPROVED: 'il cliente ha approvato: la somma si sta incassando',
  AUTHORISED: 'somma autorizzata e bloccata, non ancora incassata',
  PROCESSING: 'addebito in corso: la banca può impiegare giorni',
  PAID: 'il gateway dice che è pagato',
  FAILED: 'il gateway dice che non è riuscito',
  PAGE_EXPIRED: 'la pagina è scaduta senza pagamento',
  CONFIRMED: 'lo ha deciso un operatore',
  DENIED: 'lo ha deciso un operatore',
  DOUBLE_CHARGE: 'due addebiti per lo stesso pagamento',
  CONTRADICTION: 'il gateway si contraddice: pagato e non riuscito',
  AMOUNT_MISMATCH: 'importo o valuta diversi da quelli chiesti',
  WRONG_ENVIRONMENT: 'messaggio di prova in produzione, o il contrario',
  UNKNOWN_STATUS: 'il gateway usa uno stato sconosciuto',
  NO_ANSWER: 'il gateway non risponde',
  DELAYED_TOO_LONG: 'pagamento differito senza esito da troppo tempo',
  PAID_AFTER_DENIED: 'pagato dopo che era stato deciso «non pagato»',
};

/** What a message says. */
export const facts: Record<Fact, string> = {
  PAGE_OPEN: 'Pagina ancora aperta',
  PAGE_EXPIRED: 'Pagina scaduta',
  TRY_REFUSED: 'Un tentativo rifiutato',
  APPROVED: 'Il cliente ha approvato il pagamento',
  AUTHORISED: 'Somma autorizzata, non ancora incassata',
  PROCESSING: 'Addebito in corso',
  PAID: 'Pagato',
  FAILED: 'Non riuscito',
  REFUND_PENDING: 'Rimborso in corso',
  REFUNDED: 'Rimborsato',
  REFUND_FAILED: 'Rimborso non riuscito',
  DISPUTED: 'Contestato',
  DISPUTE_CLOSED: 'Contestazione chiusa',
  DISPUTE_LOST: 'Contestazione persa',
  FRAUD_WARNING: 'La banca segnala una frode',
  IN_REVIEW: 'In revisione presso il gateway',
  REVIEW_CLOSED: 'Revisione chiusa',
  RETURNED: 'Il cliente è tornato',
  WENT_BACK: 'Il cliente è tornato indietro',
  CONFIRMED: 'Un operatore: pagato',
  DENIED: 'Un operatore: non pagato',
  NO_ANSWER: 'Nessuna risposta',
  UNKNOWN: 'Stato sconosciuto',
};

/** What the shop was told. */
export const told: Record<ShopNotice['kind'], string> = {
  paid: 'Pagato',
  held: 'Autorizzato, non ancora incassato',
  failed: 'Non pagato',
  verify: 'Da verificare',
  accepted: 'Accettato: si paga in altro modo',
  pay: 'Link per pagare mandato al cliente',
  document: 'documento cambiato nel gestionale',
};
