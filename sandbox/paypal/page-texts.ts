/** The words of the buyer's page. */
export interface PageTexts {
  lang: string;
  sandbox: string;
  pay: (amount: string) => string;
  go: string;
  holdNote: string;
  laterNote: string;
  refuse: string;
  declined: string;
  delayedSucceed: string;
  delayedFail: string;
  payAndClose: string;
  back: string;
  wallet: string;
  bank: string;
  other: string;
  refused: string;
  reference: string;
  total: string;
  closed: string;
  closedText: string;
  expired: string;
  complete: string;
  approvedText: string;
  paidText: string;
  heldText: string;
  processingText: string;
  failedText: string;
  expiredText: string;
  unknown: string;
  returnToShop: string;
}

const italian: PageTexts = {
  lang: 'it',
  sandbox: 'Ambiente di prova: nessun denaro viene spostato, nessun conto PayPal viene chiesto.',
  pay: (amount) => `Paga ${amount}`,
  go: 'Continua e conferma nel negozio',
  holdNote: 'Il negozio trattiene adesso questo importo e lo incassa quando spedisce.',
  laterNote: 'Qui dai il tuo consenso: il denaro si muove quando il negozio lo incassa.',
  refuse: 'Prova una carta che PayPal rifiuta subito',
  declined: 'Acconsenti con una carta che verrà rifiutata quando il negozio incassa',
  delayedSucceed: 'Conto bancario: arriverà tra qualche giorno',
  delayedFail: 'Conto bancario: tra qualche giorno la banca dirà di no',
  payAndClose: 'Acconsenti e chiudi il browser',
  back: 'Annulla e torna al negozio',
  wallet: 'Il tuo conto PayPal',
  bank: 'Conto bancario (la banca risponde più tardi)',
  other: 'Altri modi di lasciare questa pagina',
  refused: 'Il pagamento non è riuscito. Scegli un altro modo di pagare.',
  reference: 'Riferimento',
  total: 'Totale',
  closed: 'Hai chiuso il browser',
  closedText: 'Hai acconsentito; nessuno torna al negozio, che può saperlo soltanto da PayPal.',
  expired: 'Questa pagina è scaduta',
  complete: 'Questa pagina è conclusa',
  approvedText: 'Hai acconsentito. Il denaro si muove quando il negozio lo incassa.',
  paidText: 'Il pagamento è stato fatto. Non verrà addebitato di nuovo.',
  heldText: "L'importo è trattenuto. Il negozio lo incassa più tardi, oppure lo libera.",
  processingText: 'Il pagamento è in corso: la banca non ha ancora risposto.',
  failedText: 'Il pagamento non è riuscito. Nulla è stato addebitato.',
  expiredText: 'Non può più essere pagata. Nulla è stato addebitato.',
  unknown: 'Questa pagina non esiste',
  returnToShop: 'Ritorna al negozio',
};

const english: PageTexts = {
  lang: 'en',
  sandbox: 'Sandbox: no money moves, no PayPal account is asked for.',
  pay: (amount) => `Pay ${amount}`,
  go: 'Continue and confirm in the shop',
  holdNote: 'The shop holds this amount now and takes it when it ships.',
  laterNote: 'You agree here: money moves when the shop takes it.',
  refuse: 'Try a card that PayPal refuses at once',
  declined: 'Agree with a card that will be declined when the shop takes the money',
  delayedSucceed: 'Bank account: will arrive in some days',
  delayedFail: 'Bank account: in some days the bank will say no',
  payAndClose: 'Agree and close the browser',
  back: 'Cancel and go back to the shop',
  wallet: 'Your PayPal account',
  bank: 'Bank account (the bank answers later)',
  other: 'Other ways to leave this page',
  refused: 'The payment did not succeed. Choose another way to pay.',
  reference: 'Reference',
  total: 'Total',
  closed: 'You closed the browser',
  closedText: 'You agreed; nobody goes back to the shop, which can only learn of it from PayPal.',
  expired: 'This page has expired',
  complete: 'This page is complete',
  approvedText: 'You agreed. Money moves when the shop takes it.',
  paidText: 'The payment was made. It will not be charged again.',
  heldText: 'The amount is held. The shop takes it later, or lets it go.',
  processingText: 'The payment is under way: the bank has not answered yet.',
  failedText: 'The payment failed. Nothing was charged.',
  expiredText: 'It can no longer be paid. Nothing was charged.',
  unknown: 'There is no such page',
  returnToShop: 'Return to the shop',
};

/** Italian, unless the order asks for English. */
export const textsFor = (locale: string | undefined): PageTexts =>
  locale?.startsWith('en') ? english : italian;
