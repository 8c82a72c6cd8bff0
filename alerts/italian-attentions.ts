import type { attentionCatalogue } from '../domain/attention.ts';

/** What happened and what to do for each attention, in Italian for people who run a shop. */
export const italianAttentions = {
  DOUBLE_CHARGE: [
    'Doppio addebito: il cliente ha pagato due volte.',
    'Rimborsa uno dei due addebiti presso il suo gateway.',
  ],
  PAID_BUT_CANCELLED: [
    "L'ordine è stato pagato, ma nel negozio è annullato o rimborsato.",
    "Rimborsa il pagamento, oppure ripristina l'ordine nel negozio e riprova.",
  ],
  FORGOTTEN_ORDER: [
    'Questo ordine era già stato seguito, ma qui non se ne conosce più il pagamento e nel gestionale non c’è un suo documento aperto.',
    'Cerca il pagamento nel gateway, e nel gestionale fra il consegnato e il fatturato: riprova il documento solo se non c’è.',
  ],
  CANCELLED_AFTER_DOCUMENT: [
    "L'ordine è stato annullato nel negozio dopo che il documento era stato scritto.",
    "Annulla il documento nel gestionale, oppure ripristina l'ordine nel negozio.",
  ],
  REFUNDED_IN_SHOP: [
    'Il negozio dice che una parte del denaro di questo ordine, o tutto, è stata restituita.',
    'Controlla nel gateway che lo sia, e correggi il documento nel gestionale, se c’è.',
  ],
  PAID_TWICE: [
    'Per il negozio questo ordine è pagato anche da un altro pagamento, oltre a quello incassato qui.',
    'Rimborsa uno dei due.',
  ],
  OVERPAID_IN_SHOP: [
    'Nel negozio risulta pagato più di quanto l’ordine vale adesso.',
    'Guarda che cosa è stato tolto dall’ordine, e restituisci la differenza.',
  ],
  ORDER_IN_REVIEW: [
    'Il negozio sospetta una frode in questo ordine: non viene scritto niente.',
    'Chiariscilo nel negozio, oppure lascialo passare qui.',
  ],
  ORDER_ON_HOLD: [
    'Qualcuno ha messo in attesa l’ordine nel negozio.',
    'Rimuovi l’attesa nel negozio: poi l’ordine prosegue da solo.',
  ],
  FOREIGN_CURRENCY: [
    'L’ordine è in una valuta diversa da quella del gestionale: non è stato chiesto né scritto niente.',
    'Scrivilo a mano, oppure imposta foreignCurrency del gestionale e riprova.',
  ],
  TOTAL_UNEXPLAINED: [
    'Nel totale dell’ordine c’è una somma che nessuna riga spiega.',
    'Scopri che cos’è, e riportala nel documento.',
  ],
  PAYMENT_AUTHORISED: [
    'Il denaro è autorizzato e non ancora incassato: si incassa alla spedizione.',
    'Lascia passare l’ordine per avere adesso il suo documento.',
  ],
  HOLD_ENDS_SOON: [
    'Una somma autorizzata e non ancora incassata scade tra meno di due giorni, o è già scaduta.',
    'Se la merce parte, incassala adesso; se è già scaduta, guarda nel gateway se c’è ancora. Altrimenti chiudi il pagamento: il cliente potrà pagare di nuovo.',
  ],
  HOLD_NOT_TAKEN: [
    'Una somma autorizzata era da incassare, e il gateway non l’ha incassata.',
    'Guarda nel gateway perché: viene ritentato da solo. Se la merce non è partita, trattienila.',
  ],
  DOCUMENT_NOT_PAID: [
    'Il documento è scritto, ma il suo denaro non c’è, o non c’è più.',
    'Non consegnare: annulla il documento nel gestionale, oppure decidi di nuovo l’esito del pagamento. Se la merce è già partita, fai pagare di nuovo il cliente: «Riprova», passo «pagamento».',
  ],
  ORDER_CHANGED: [
    "L'ordine è stato modificato nel negozio dopo essere stato pagato o scritto nel gestionale.",
    'Correggi il documento nel gestionale, oppure il pagamento.',
  ],
  PAID_AFTER_DENIED: [
    'Un pagamento che una persona aveva chiuso come non pagato risulta pagato.',
    'Guarda il pagamento nel gateway e decidi di nuovo il suo esito.',
  ],
  REFUND_DUE: [
    'Un pagamento deciso come non pagato ha ancora il denaro del cliente presso il gateway.',
    'Prima rimborsalo, per intero: fino ad allora il cliente non può pagare di nuovo.',
  ],
  REFUND_UNSURE: [
    'Di un rimborso non è arrivata risposta: potrebbe essere stato fatto.',
    'Guarda l’incasso nel gateway e ordina di nuovo lo stesso rimborso: viene fatto una volta sola.',
  ],
  CONTRADICTION: [
    'Il gateway ha detto sia pagato sia non riuscito.',
    'Guarda il pagamento nel back office del gateway e decidi il suo esito.',
  ],
  AMOUNT_MISMATCH: [
    'È stato pagato un importo, o una valuta, diverso da quello richiesto.',
    'Guarda il pagamento nel gateway e decidi il suo esito, oppure rimborsalo.',
  ],
  WRONG_ENVIRONMENT: [
    "È arrivato un messaggio dell'altro ambiente (prova o produzione).",
    'Confronta le chiavi e gli indirizzi dei webhook.',
  ],
  UNKNOWN_STATUS: [
    'Il gateway ha usato uno stato che qui nessuno conosce.',
    'Guarda il pagamento nel gateway e decidi il suo esito.',
  ],
  NO_ANSWER: [
    "Il gateway non dice qual è l'esito di questo pagamento.",
    'Per ora nulla: viene richiesto di nuovo. Se dura, guarda nel gateway.',
  ],
  DELAYED_TOO_LONG: [
    'Un pagamento differito non ha esito, e il suo tempo è passato.',
    'Guarda il pagamento nel gateway e decidi il suo esito.',
  ],
  DISPUTE_LOST: [
    'Il cliente ha vinto una contestazione: il denaro è tornato a lui.',
    'Se nel gestionale c’è già un documento, correggilo. Se non c’è, non viene scritto: annulla l’ordine, oppure lascialo passare.',
  ],
  DISPUTED: [
    "Il cliente contesta l'addebito.",
    'Rispondi alla contestazione nel gateway, entro la sua data.',
  ],
  FRAUD_WARNING: [
    'La banca della carta segnala questo addebito come frode.',
    'Ferma la merce e rimborsa, prima che diventi una contestazione. Se conosci il cliente, decidi «Pagato».',
  ],
  IN_REVIEW_AT_GATEWAY: [
    'Il gateway sospetta questo pagamento e lo tiene in revisione.',
    'Guardalo nel gateway prima che parta la merce: lì lo approvi o lo rimborsi.',
  ],
  REFUNDED: [
    'Presso il gateway è stato restituito del denaro, o sta tornando al cliente.',
    'Se nel gestionale c’è già un documento, correggilo. Se il denaro torna tutto e il documento non c’è, non viene scritto: annulla l’ordine, oppure lascialo passare.',
  ],
  REFUND_FAILED: ['Un rimborso non è arrivato al cliente.', 'Guarda il rimborso nel gateway.'],
  PREPAID_NOT_PAID: [
    'Il gateway del negozio avrebbe dovuto incassare, ma il negozio non risulta pagato.',
    "Guarda l'ordine nel negozio.",
  ],
  ORDER_GONE: [
    "L'ordine di questo pagamento non è più seguito.",
    "Comunica a mano al negozio e al gestionale l'esito del pagamento.",
  ],
  LATE_MESSAGE: [
    'È arrivato un messaggio per un pagamento che non è più seguito.',
    'Guarda il pagamento nel gateway, poi segna il messaggio come sistemato.',
  ],
  MAPPING_UNKNOWN: [
    'La configurazione nomina pagamenti che il gestionale non ha.',
    'Correggi mapping.payments, oppure codifica quei pagamenti nel gestionale.',
  ],
  UNMAPPED_PAYMENT: [
    'A questo modo di pagare non corrisponde nessun pagamento del gestionale: nel documento manca.',
    'Aggiungilo a mapping.payments e completa il documento.',
  ],
  TOTAL_MISMATCH: [
    "Il totale del documento nel gestionale non è quello dell'ordine o l'importo pagato.",
    'Confronta il documento con l’ordine e correggilo.',
  ],
  TAX_DATA_LEFT_OUT: [
    'Nel documento mancano dati fiscali del cliente, perché quelli del negozio non possono essere giusti.',
    'Chiedili al cliente e completa la sua anagrafica.',
  ],
  SIGNAL_NOT_BELIEVED: [
    'È arrivato un segnale senza la nostra firma: non gli si è creduto, e non ha cambiato niente.',
    'Scopri chi lo ha mandato, poi segnalo come sistemato.',
  ],
  CANCELLATION_IGNORED: [
    'Qualcuno ha chiesto un annullamento senza nome e motivo.',
    "Se era voluto, annulla l'ordine oppure rimborsa, con nome e motivo.",
  ],
} as const satisfies Record<keyof typeof attentionCatalogue, readonly [happened: string, toDo: string]>;
