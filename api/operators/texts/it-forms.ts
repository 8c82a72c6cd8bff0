/** What forms say. */
export const form = {
  reason: 'Motivo',
  reasonHint: 'Che cosa hai visto o corretto, in poche parole. Resta scritto con il tuo nome.',
  signed: 'Firmato da',
  amount: 'Importo da rimborsare',
  amountHeld: 'Importo da incassare',
  amountHint: (most: string) => `Al massimo ${most}. Si scrive come 12,50.`,
  outcome: 'Il pagamento è',
  positive: 'Pagato',
  positiveHint: 'l’ordine va avanti come pagato',
  negative: 'Non pagato',
  negativeHint: 'il cliente potrà pagare di nuovo, se c’è ancora tempo',
  negativeHeld: (sum: string) =>
    `il gateway ha ${sum} di questo pagamento: vanno prima rimborsati, e fino ad allora il cliente non può pagare di nuovo`,
  negativeWritten: (document: string) =>
    `${document} è già scritto nel gestionale: senza questo denaro va annullato lì, e non si consegna`,
  override: 'Il gateway dice il contrario: confermo lo stesso, dopo aver controllato.',
  reference: 'Riferimento nel gateway',
  referenceHint: 'Facoltativo: l’identificativo dell’incasso che vedi nel pannello del gateway',
  since: 'Da quando rileggere',
  sinceHint: (until: string) =>
    `Data e ora italiane. Fino al ${until} è già stato letto tutto: scegli un momento precedente.`,
  step: 'Passo da ripetere',
  stepNone: 'Scegli…',
  cancel: 'Lascia stare',
  mend: 'Non è stato inviato nulla. Correggi i campi segnati e invia di nuovo.',
  errors: {
    reason: 'Scrivi il motivo: almeno 5 caratteri, al massimo 500.',
    amount: {
      unreadable: 'Non è un importo. Scrivilo come 12,50.',
      ambiguous: 'Si può leggere in due modi. Scrivi anche i decimali, per esempio 1234,00.',
      decimals: 'Troppi decimali per questa valuta.',
      zero: 'Deve essere più di zero.',
      most: (most: string) => `È più di quello che resta: al massimo ${most}.`,
    },
    outcome: 'Scegli uno dei due esiti.',
    override: 'Il gateway dice il contrario: se ne sei sicuro, segna la casella.',
    reference: 'Al massimo 100 caratteri, senza spazi.',
    since: {
      unreadable: 'Scegli data e ora.',
      late: (until: string) => `Fino al ${until} è già stato letto tutto: scegli un momento precedente.`,
    },
    step: 'Scegli uno dei passi della lista.',
  },
};

/** What is said instead of a page, or after something was sent. */
export const infos = {
  done: { title: 'Fatto', text: 'Registrato con il tuo nome e il motivo.' },
  refused: {
    title: 'Non è stato possibile',
    text: 'La frase qui sopra dice perché. Se manca qualcosa, correggi e riprova; altrimenti guarda che cosa è possibile adesso.',
  },
  notOffered: {
    title: 'Questa azione adesso non è possibile',
    text: 'Non è stato inviato nulla. Forse è già stata fatta, o intanto è cambiato qualcosa.',
  },
  unknown: {
    title: 'Inviato, ma non c’è ancora risposta',
    text: 'Può volerci ancora un po’. Premi il pulsante per vedere com’è andata: la stessa richiesta non viene eseguita due volte.',
    button: 'Controlla com’è andata',
  },
  away: {
    title: 'Il sistema non risponde',
    text: 'Temporal, o il programma che esegue gli ordini, è fermo o irraggiungibile. Gli ordini non si perdono: riprendono da soli. Riprova tra qualche minuto; se dura, avvisa chi gestisce il server.',
    button: 'Invia di nuovo',
    again:
      'Quello che hai scritto è ancora qui: non chiudere la pagina. Anche se la prima volta fosse arrivato, non viene eseguito due volte.',
  },
  gone: {
    title: 'Qui non c’è nulla',
    text: 'Quello che cerchi non esiste, oppure è concluso da tanto e non è più conservato. Controlla il link.',
  },
  finished: {
    title: 'È già concluso',
    text: 'Nessuno lo segue più: non è stato inviato nulla.',
  },
  reader: {
    title: 'Solo lettura',
    text: 'Il tuo ruolo permette di vedere, non di inviare. Chiedi a un operatore: ci arriva dallo stesso indirizzo.',
  },
  stale: {
    title: 'Questo modulo non è più valido',
    text: 'Non è stato inviato nulla. Apri di nuovo il modulo e compilalo.',
    button: 'Apri di nuovo',
  },
  notFound: {
    title: 'Questa pagina non esiste',
    text: 'Controlla l’indirizzo, o parti dalla pagina iniziale.',
  },
  fault: {
    title: 'Errore nostro',
    text: 'Guarda sull’ordine o sul pagamento se l’azione risulta fatta, prima di ripeterla. A chi gestisce il server serve questo codice:',
  },
  said: 'Risposta del sistema (in inglese)',
};
