/** The words of the hosted page. */
export interface PageTexts {
  lang: string;
  sandbox: string;
  pay: (amount: string) => string;
  refuse: string;
  delayedSucceed: string;
  delayedFail: string;
  payAndClose: string;
  back: string;
  card: string;
  debit: string;
  other: string;
  declined: string;
  reference: string;
  total: string;
  closed: string;
  closedText: string;
  expired: string;
  expiredText: string;
  complete: string;
  paidText: string;
  processingText: string;
  failedText: string;
  held: string;
  heldText: string;
  releasedText: string;
  unknown: string;
  returnToShop: string;
}

const english: PageTexts = {
  lang: 'en',
  sandbox: 'Sandbox: no money moves, no card is asked for.',
  pay: (amount) => `Pay ${amount}`,
  refuse: 'Try a card that is declined',
  delayedSucceed: 'Bank debit that will succeed',
  delayedFail: 'Bank debit that will fail',
  payAndClose: 'Pay and close the browser',
  back: 'Go back to the shop',
  card: 'Card',
  debit: 'SEPA direct debit (the bank answers later)',
  other: 'Other ways to leave this page',
  declined: 'Your card was declined. Try another payment method.',
  reference: 'Reference',
  total: 'Total',
  closed: 'You closed the browser',
  closedText: 'The payment was made; nobody goes back to the shop, which can only learn of it from Stripe.',
  expired: 'This page has expired',
  expiredText: 'It can no longer be paid. Nothing was charged.',
  complete: 'This page is complete',
  paidText: 'The payment was made. It will not be charged again.',
  processingText: 'The bank debit was ordered; the bank has not answered yet.',
  failedText: 'The bank debit failed. Nothing was charged.',
  held: 'The amount is held now, and taken later.',
  heldText: 'The amount is held. It is taken later, by the shop.',
  releasedText: 'The amount is not held any more. Nothing was charged.',
  unknown: 'There is no such page',
  returnToShop: 'Return to the shop',
};

const italian: PageTexts = {
  lang: 'it',
  sandbox: 'Ambiente di prova: nessun denaro viene spostato, nessuna carta viene chiesta.',
  pay: (amount) => `Paga ${amount}`,
  refuse: 'Prova una carta che viene rifiutata',
  delayedSucceed: 'Addebito bancario che riuscirà',
  delayedFail: 'Addebito bancario che fallirà',
  payAndClose: 'Paga e chiudi il browser',
  back: 'Torna al negozio',
  card: 'Carta',
  debit: 'Addebito diretto SEPA (la banca risponde più tardi)',
  other: 'Altri modi di lasciare questa pagina',
  declined: 'La carta è stata rifiutata. Prova un altro metodo di pagamento.',
  reference: 'Riferimento',
  total: 'Totale',
  closed: 'Hai chiuso il browser',
  closedText: 'Il pagamento è stato fatto; nessuno torna al negozio, che può saperlo soltanto da Stripe.',
  expired: 'Questa pagina è scaduta',
  expiredText: 'Non può più essere pagata. Nulla è stato addebitato.',
  complete: 'Questa pagina è conclusa',
  paidText: 'Il pagamento è stato fatto. Non verrà addebitato di nuovo.',
  processingText: "L'addebito bancario è stato disposto; la banca non ha ancora risposto.",
  failedText: "L'addebito bancario è fallito. Nulla è stato addebitato.",
  held: 'La somma viene bloccata ora, e incassata più tardi.',
  heldText: 'La somma è bloccata. Viene incassata più tardi, dal negozio.',
  releasedText: 'La somma non è più bloccata. Nulla è stato addebitato.',
  unknown: 'Questa pagina non esiste',
  returnToShop: 'Ritorna al negozio',
};

/** Italian where the session asks for it, else English. */
export const textsFor = (locale: string | null): PageTexts => (locale === 'it' ? italian : english);
