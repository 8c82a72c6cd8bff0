import type { DocumentState } from '../../../domain/schemas/document.ts';
import type { Fact } from '../../../domain/schemas/message.ts';

const documentStates: Partial<Record<DocumentState, string>> = {
  shipped: 'spedito',
  invoiced: 'fatturato',
  cancelled: 'annullato',
};

/** What a form shows before something is done, and what changed since it was opened. */
export const shown = {
  changed: 'Intanto è cambiato qualcosa: non è stato inviato nulla.',
  changedHint: 'Guarda i numeri di adesso e, se va ancora bene, invia di nuovo.',
  gone: 'Qualcosa che vedevi non c’è più.',
  title: 'Com’è adesso',
  today: (time: string) => `alle ${time}`,
  another: (day: string, time: string) => `il ${day} alle ${time}`,
  aSum: 'una somma',
  outcome: (outcome: string, reason?: string) => `Esito: ${outcome}${reason ? ` (${reason})` : ''}`,
  charge: (sum: string, reference: string, when: string) => `Incassati ${sum} ${when} (${reference})`,
  refund: (fact: Fact, sum: string, when: string, by?: string): string => {
    const asked = by ? ` chiesto da ${by}` : '';
    if (fact === 'REFUNDED')
      return by ? `${by} ha rimborsato ${sum} ${when}` : `Rimborsati ${sum} presso il gateway ${when}`;
    if (fact === 'REFUND_FAILED') return `Non riuscito il rimborso di ${sum}${asked} ${when}`;
    return `In corso il rimborso di ${sum}${asked} ${when}`;
  },
  refundAsked: (sum: string, when: string, by: string) =>
    `Rimborso di ${sum} chiesto da ${by} ${when}: senza risposta; si può soltanto ripetere questo`,
  dispute: (fact: string, sum: string, id: string, when: string) => `${fact}: ${sum} ${when} (${id})`,
  decision: (paid: boolean, when: string, by = 'un operatore') =>
    `${by} ha deciso «${paid ? 'Pagato' : 'Non pagato'}» ${when}`,
  payment: (id: string, outcome: string, givenBack: boolean) =>
    `Pagamento ${id}: ${outcome}${givenBack ? ', restituito per intero' : ''}`,
  document: (number: string, state?: DocumentState) =>
    `Documento ${number} ${(state && documentStates[state]) ?? state ?? 'scritto'}`,
  inShop: (state: string, refunds: number) =>
    `Nel negozio: ${state}${refunds > 0 ? `, rimborsi: ${refunds}` : ''}`,
  letThrough: (what: string) => `Già lasciato passare: ${what}`,
  givenUp: 'Qualcuno ha annullato l’ordine qui',
  setBack: (since: string, when: string, by: string) => `${by} ha fatto rileggere dal ${since}, ${when}`,
  loginRefused: (when: string) => `Accesso negato dal gestionale ${when}`,
};
