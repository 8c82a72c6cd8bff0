import { italian as sentences } from '../../../alerts/italian.ts';
import { actions, inShop, outcomes, stages, steps } from './it-actions.ts';
import { form, infos } from './it-forms.ts';
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
  form,
  infos,
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
};

export type Texts = typeof italian;
