import type { Language, PageName, Words } from './pages.ts';

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
    closed: {
      title: 'This payment is no longer available',
      text: 'The time to pay is over or the payment failed, and nothing was charged. Ask whoever sent you the link for a new one.',
    },
  },
};

export const depositLabel: Record<Language, string> = { it: 'Causale', en: 'For' };
