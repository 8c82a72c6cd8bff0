import { italian as sentences } from '../../../alerts/italian.ts';
import { actions, inShop, outcomes, stages, steps } from './it-actions.ts';
import { facts, reasons, told } from './it-payments.ts';
import { shown } from './it-shown.ts';
import { standing } from './it-standing.ts';

/** What happened and what to do, by an attention's code. */
type Attentions = Partial<Record<string, readonly [happened: string, toDo: string]>>;

// The same words as in alerts, so that people recognise them.
const attentions: Attentions = sentences;

/** Every word of the operators' pages in Italian; other languages have the same shape. */
export const italian = {
  language: 'it',
  locale: 'it-IT',
  actions,
  steps,
  stages,
  outcomes,
  inShop,
  attentions,
  facts,
  told,
  reasons,
  shown,
  standing,
  app: 'Incasso',
  roles: { operator: 'operatore', reader: 'sola lettura' },
  signIn: {
    title: 'Accedi',
    name: 'Nome',
    password: 'Password',
    button: 'Accedi',
    out: 'Esci',
    wrong: 'Nome o password non corretti. Controlla e riprova.',
    slower: 'Troppi tentativi. Aspetta un minuto e riprova.',
    stale: 'La pagina era aperta da troppo tempo, oppure il browser non accetta i cookie. Riprova ora.',
    expired: 'Sessione scaduta: non è stato inviato nulla. Accedi, e ritrovi il modulo da compilare.',
    nobody:
      'Non c’è ancora nessun operatore. Chi gestisce il server esegue «npm run operator -- nome» e segue quello che stampa.',
  },
  home: {
    title: 'Che cosa puoi fare qui',
    start:
      'Apri una lista in Temporal, poi l’ordine o il pagamento che ti serve: nella scheda «User Metadata» trovi che cosa è successo e i link delle azioni.',
    views: 'Le liste',
    viewsHint:
      '«Salva la vista» mette la lista anche fra le Custom Views di questo browser: fallo una volta sola, ogni altra aggiunge una copia.',
    save: 'Salva la vista',
    about: {
      person: 'quello che aspetta una persona',
      verify: 'pagamenti da verificare, e i loro ordini',
      waiting: 'ordini che il cliente deve ancora pagare',
      held: 'ordini con il denaro autorizzato e non ancora incassato',
      payments: 'tutti i pagamenti',
      today: 'gli ordini arrivati oggi',
      shop: 'gli ordini di questo negozio',
    },
    columns:
      'Le colonne si scelgono una volta per browser, con l’ingranaggio sotto la lista: togli (−) Status, Run ID, Type, Start ed End, aggiungi (+) OrderNumber, Customer, Amount (in centesimi), Outcome, Attention, Stage e Document.',
    noUi: 'Per avere qui i link alla lista, imposta temporal.uiUrl in incasso.yaml: è l’indirizzo della Temporal UI.',
    find: 'Trova un ordine',
    findHint: 'Numero dell’ordine nel negozio, così come lo vede il cliente',
    findButton: 'Cerca',
    notFound: 'Nessun ordine con questo numero. Controlla le cifre, zeri compresi.',
    actions: 'Le azioni',
    reader: 'Il tuo ruolo è di sola lettura: vedi tutto, ma non puoi inviare nulla.',
    needed: 'Ogni azione chiede un motivo e resta scritta con il tuo nome.',
  },
  workflow: {
    kinds: {
      order: 'Ordine',
      payment: 'Pagamento',
      late: 'Messaggio arrivato tardi',
      document: 'Documento di un acconto',
      gateway: 'Gateway',
      shop: 'Negozio',
      erp: 'Gestionale',
      watch: 'Sorveglianza',
    },
    outcome: 'Esito',
    why: 'Perché',
    verified: '(confermato dal gateway)',
    stage: 'A che punto è',
    total: 'Totale',
    shop: 'Negozio',
    inShop: 'Nel negozio',
    refunds: 'Rimborsi nel negozio',
    customer: 'Cliente',
    gateway: 'Gateway',
    reference: 'Riferimento',
    held: 'Autorizzato',
    takeBefore: (when: string) => `da incassare entro il ${when}`,
    collected: 'Incassato',
    refund: 'Rimborso',
    refundElsewhere: (sum: string) =>
      `da qui non si può. Se serve, si fa dal pannello del gateway, sull’incasso indicato sopra: al massimo ${sum}`,
    document: 'Documento',
    noDocument: 'non ancora scritto',
    order: 'Ordine',
    subject: 'Che cosa dice',
    payments: 'Pagamenti',
    noPayments: 'Nessun pagamento',
    messages: 'Che cosa ha detto il gateway',
    told: 'Che cosa è stato detto al negozio',
    toDo: 'Che cosa fare',
    finished: 'Concluso: non accetta più azioni.',
    possible: 'Che cosa puoi fare adesso',
    nothing: 'Adesso non c’è nulla da fare a mano.',
    stuck:
      'Finché è fermo non accetta azioni e non cambia niente. Quello che intanto dicono negozio e gateway non va perso: viene letto quando riparte.',
    doubt: 'Apri il pagamento da verificare',
    doubtHint: 'L’ordine aspetta il suo esito: si verifica e si decide lì.',
    inTemporal: 'Apri in Temporal',
    backTo: {
      order: 'Torna all’ordine',
      payment: 'Torna al pagamento',
      late: 'Torna al messaggio',
      document: 'Torna al documento',
      gateway: 'Torna al gateway',
      shop: 'Torna al negozio',
      erp: 'Torna al gestionale',
      watch: 'Torna alla sorveglianza',
    },
    home: 'Pagina iniziale',
  },
  form: {
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
  },
  infos: {
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
  },
};

export type Texts = typeof italian;
