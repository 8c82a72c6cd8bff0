import type { FailureCode } from '../domain/failure.ts';
import { italianAttentions } from './italian-attentions.ts';

/** Failures that a workflow can show; those of starting programs and those answered to a sender are not among them. */
type Standing =
  | 'MESSAGE_UNREADABLE'
  | 'WORKFLOW_STUCK'
  | Extract<FailureCode, `${'SHOP' | 'ORDER' | 'GATEWAY' | 'PAGE' | 'ERP' | 'UNKNOWN'}_${string}`>;

const failures = {
  WORKFLOW_STUCK: [
    'Un ordine, o un altro lavoro, è fermo per un guasto del programma: non riprende da solo.',
    'Avvisa subito chi gestisce il server: se il programma è stato appena aggiornato, va rimessa la versione di prima.',
  ],
  SHOP_AWAY: ['Il negozio non risponde.', 'Nulla: viene richiesto di nuovo. Se dura, controlla il negozio.'],
  SHOP_ANSWER_LOST: [
    'La risposta del negozio è andata persa.',
    'Nulla: prima di ripetere, il negozio viene riletto.',
  ],
  SHOP_LOGIN_REFUSED: [
    "Il negozio ha negato l'accesso.",
    'Correggi la chiave del negozio o i suoi permessi, poi riprova.',
  ],
  SHOP_REFUSED: ['Il negozio ha rifiutato.', 'Leggi le sue parole, rimedia a ciò che dicono, poi riprova.'],
  ORDER_NOT_FOUND: [
    "Il negozio non conosce quest'ordine.",
    "Controlla che l'ordine esista nel negozio, poi annuncialo di nuovo o riprova.",
  ],
  ORDER_TAX_DATA_WRONG: [
    "Codice fiscale, partita IVA o codice SDI dell'ordine non possono essere giusti.",
    'Correggili nel negozio, poi riprova.',
  ],
  ORDER_VAT_UNCLEAR: [
    "Il negozio non dice l'IVA di una riga, e gli importi non corrispondono a nessuna aliquota.",
    "Guarda che IVA ha la riga e correggi le imposte dell'ordine nel negozio, poi riprova; oppure scrivi il documento a mano.",
  ],
  ORDER_UNREADABLE: [
    "Nell'ordine c'è qualcosa che non si capisce o che non si può scrivere in un documento.",
    "Guarda l'ordine nel negozio; riprova quando si può leggere.",
  ],
  UNKNOWN_SHOP: ['Il nome del negozio non è nella configurazione.', 'Usa un nome che è in incasso.yaml.'],
  GATEWAY_AWAY: ['Il gateway non risponde.', 'Nulla: viene richiesto di nuovo.'],
  GATEWAY_ANSWER_LOST: [
    'La risposta del gateway è andata persa.',
    'Nulla: la stessa richiesta viene ripetuta con la stessa chiave.',
  ],
  GATEWAY_STORED_FAILURE: [
    'Il gateway ripete un suo errore.',
    'Nulla: la richiesta viene ripetuta con una nuova chiave; nessuno ha visto una pagina.',
  ],
  GATEWAY_LOGIN_REFUSED: [
    "Il gateway ha negato l'accesso.",
    'Correggi la chiave del gateway o i suoi permessi, poi riprova.',
  ],
  GATEWAY_REFUSED: [
    'Il gateway ha rifiutato.',
    'Leggi le sue parole, rimedia a ciò che dicono, poi riprova.',
  ],
  GATEWAY_AMOUNT_REFUSED: [
    'Il gateway non incassa un importo così.',
    'Fallo pagare in un altro modo, oppure cambialo in uno che il gateway incassa, poi riprova.',
  ],
  PAGE_NOT_FOUND: [
    'Il gateway non conosce la pagina di questo pagamento.',
    'Cerca il pagamento nel back office del gateway con il suo riferimento.',
  ],
  MESSAGE_UNREADABLE: [
    'Il gateway ha mandato qualcosa che non si riesce a leggere.',
    'Guarda nel gateway ciascun evento indicato; chi segue il programma deve saperlo.',
  ],
  UNKNOWN_GATEWAY: ['Il nome del gateway non è nella configurazione.', 'Usa un nome che è in incasso.yaml.'],
  ERP_AWAY: ['Il gestionale non risponde.', 'Nulla: si riprova finché il documento è scritto.'],
  ERP_ANSWER_LOST: [
    'La risposta del gestionale è andata persa, più volte.',
    'Nulla: passato il suo tempo il documento viene cercato, e scritto solo se non c’è.',
  ],
  ERP_LOGIN_REFUSED: [
    "Il gestionale ha negato l'accesso.",
    "Correggi utente e password prima di ogni altro tentativo: altri rifiuti bloccano l'utente. Riavvia tutti i worker con quelli giusti, poi riprendi (resume) il workflow erp:<nome>.",
  ],
  ERP_PAYMENT_UNKNOWN: [
    "Il pagamento abbinato non c'è nella tabella dei pagamenti del gestionale.",
    'Codificalo nel gestionale, oppure correggi mapping.payments, poi riprova.',
  ],
  ERP_REFUSED: [
    'Il gestionale ha rifiutato il documento.',
    'Leggi le sue parole, rimedia a ciò che dicono, poi riprova.',
  ],
  UNKNOWN_ERP: ['Il nome del gestionale non è nella configurazione.', 'Usa un nome che è in incasso.yaml.'],
} as const satisfies Record<Standing, readonly [happened: string, toDo: string]>;

/** What happened and what to do for all that a workflow can show, in Italian for people who run a shop. */
export const italian = { ...italianAttentions, ...failures };
