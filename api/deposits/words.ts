import type { Language, PageName, Words } from '../page-words.ts';

/** What customers read of a deposit where the pages speak of an order otherwise. */
export const depositWords: Record<Language, Partial<Record<PageName, Words>>> = {
  it: {
    paid: { title: 'Pagamento ricevuto', text: 'Grazie! Abbiamo ricevuto il tuo pagamento.' },
    verify: {
      title: 'Stiamo verificando il pagamento',
      text: 'Chiediamo conferma alla banca: non serve pagare di nuovo.',
      button: "Controlla l'esito",
    },
    went_back: {
      title: 'Pagamento non ancora completato',
      text: 'Sei tornato indietro e non ti è stato addebitato nulla. Puoi pagare quando vuoi, finché il link è valido.',
      button: 'Vai al pagamento',
    },
    to_clarify: {
      title: 'Pagamento da chiarire',
      text: 'Risulta già un tuo pagamento, che è ancora da chiarire. Non pagare di nuovo: scrivi a chi ti ha inviato il link.',
    },
    given_back: {
      title: 'Pagamento restituito',
      text: 'Il tuo pagamento ti è stato restituito: sul conto può arrivare dopo qualche giorno. Per pagare di nuovo chiedi un nuovo link a chi te lo ha inviato.',
    },
    closed: {
      title: 'Questo pagamento non è più disponibile',
      text: 'Il tempo per pagare è scaduto oppure il pagamento non è riuscito, e non ti è stato addebitato nulla. Chiedi un nuovo link a chi te lo ha inviato.',
    },
  },
  en: {
    paid: { title: 'Payment received', text: 'Thank you! We have received your payment.' },
    verify: {
      title: 'We are verifying your payment',
      text: 'We are asking the bank: there is no need to pay again.',
      button: 'Check again',
    },
    went_back: {
      title: 'Payment not completed yet',
      text: 'You went back and nothing was charged. You can pay whenever you like, as long as the link is valid.',
      button: 'Go to payment',
    },
    to_clarify: {
      title: 'Payment to be cleared up',
      text: 'There is a payment of yours already, which has still to be cleared up. Please do not pay again: write to whoever sent you the link.',
    },
    given_back: {
      title: 'Payment given back',
      text: 'Your payment was given back: it can take some days to reach your account. To pay again, ask whoever sent you the link for a new one.',
    },
    closed: {
      title: 'This payment is no longer available',
      text: 'The time to pay is over or the payment failed, and nothing was charged. Ask whoever sent you the link for a new one.',
    },
  },
};

export const depositLabel: Record<Language, string> = { it: 'Causale', en: 'For' };
