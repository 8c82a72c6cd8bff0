import type { Order } from '../../../domain/schemas/order.ts';
import type { OutcomeShown } from '../../../workflows/kit/columns.ts';
import type { ActionOffer, RetryStep, Stage } from '../../../workflows/messages.ts';

/** What an action is called, what it does, and the words on its button. */
export interface ActionWords {
  name: string;
  what: string;
  button: string;
}

export const actions: Record<ActionOffer['action'], ActionWords> = {
  retry: {
    name: 'Riprova',
    what: 'Ripete il passo che si è fermato, quando hai corretto la causa. Quello che è già fatto non si ripete.',
    button: 'Riprova adesso',
  },
  cancelOrder: {
    name: 'Annulla l’ordine',
    what: 'L’ordine non si può più pagare e non viene scritto nel gestionale; il negozio lo viene a sapere. Non restituisce denaro.',
    button: 'Annulla questo ordine',
  },
  letThrough: {
    name: 'Lascia passare',
    what: 'L’ordine prosegue anche se il negozio lo sospetta di frode, se il denaro è soltanto autorizzato, o se è tornato tutto al cliente, con una contestazione o un rimborso: viene scritto nel gestionale, e il cliente può pagare se deve ancora farlo.',
    button: 'Lascia passare l’ordine',
  },
  verifyNow: {
    name: 'Verifica adesso',
    what: 'Chiede subito al gateway che cosa ne è del pagamento. Non addebita e non restituisce nulla.',
    button: 'Chiedi al gateway',
  },
  resolve: {
    name: 'Decidi l’esito',
    what: 'Decidi tu se è stato pagato, quando la risposta del gateway non basta. Guarda prima il pagamento nel pannello del gateway.',
    button: 'Conferma la decisione',
  },
  closePayment: {
    name: 'Chiudi la pagina di pagamento',
    what: 'Da quella pagina il cliente non può più pagare: subito, oppure dalla sua scadenza se il gateway non la chiude prima. Se ha già pagato, il pagamento resta valido. Una somma soltanto autorizzata viene lasciata andare: non si incassa più.',
    button: 'Chiudi la pagina',
  },
  capture: {
    name: 'Incassa',
    what: 'Incassa la somma che il cliente ha autorizzato. Parte subito; quello che non incassi viene lasciato andare, e dopo non si può più incassare.',
    button: 'Incassa adesso',
  },
  refund: {
    name: 'Rimborsa',
    what: 'Restituisce denaro al cliente. Parte subito e non si può annullare.',
    button: 'Rimborsa adesso',
  },
  settled: {
    name: 'Segna come sistemato',
    what: 'Dice che è stato sistemato altrove: nessuno dovrà più guardarlo. Non muove denaro e non scrive nulla.',
    button: 'È sistemato',
  },
  catchUpFrom: {
    name: 'Rileggi le notifiche',
    what: 'Rilegge le notifiche del gateway da un momento in poi, al massimo 30 giorni fa. Quelle già note non cambiano nulla.',
    button: 'Rileggi da allora',
  },
  importFrom: {
    name: 'Rileggi gli ordini',
    what: 'Rilegge gli ordini del negozio da un momento in poi. Nessun ordine parte due volte, ma partono anche quelli fatti da allora e mai importati.',
    button: 'Rileggi da allora',
  },
  resume: {
    name: 'Riprendi',
    what: 'Riprova l’accesso al gestionale, con una sola chiamata. Prima fai correggere utente e password e riavviare tutti i worker: dopo tre rifiuti Mexal blocca l’utente.',
    button: 'Riprova l’accesso',
  },
};

export const steps: Record<RetryStep, string> = {
  payment: 'Pagamento: nuova pagina, o nuova lettura se pagato nel negozio',
  document: 'Documento nel gestionale',
  shop: 'Comunicazione al negozio',
};

export const stages: Record<Stage, string> = {
  IMPORT: 'Lettura dal negozio',
  PAYMENT: 'Pagamento',
  DOCUMENT: 'Documento nel gestionale',
  SHOP: 'Comunicazione al negozio',
  DONE: 'Finito: ascolta ancora eventuali rimborsi e modifiche',
};

export const outcomes: Record<OutcomeShown, string> = {
  PENDING: 'In attesa',
  AUTHORISED: 'Autorizzato, non ancora incassato',
  POSITIVE: 'Pagato',
  NEGATIVE: 'Non pagato',
  VERIFY: 'Da verificare',
};

export const inShop: Record<Order['state'], string> = {
  open: 'Aperto',
  on_hold: 'In attesa, messo da una persona',
  in_review: 'Sospetto di frode',
  cancelled: 'Annullato',
  completed: 'Completato',
  refunded: 'Rimborsato',
  unknown: 'Stato sconosciuto',
};
