export type Language = 'it' | 'en';
export type PageName =
  | 'paid'
  | 'refused'
  | 'verify'
  | 'to_clarify'
  | 'given_back'
  | 'processing'
  | 'held'
  | 'went_back'
  | 'left_open'
  | 'closed'
  | 'not_by_gateway'
  | 'opening'
  | 'unavailable'
  | 'unknown_link'
  | 'stuck'
  | 'away';

/** Title, what it means for the customer, and the words of the button where there is something to click. */
export type Words = { title: string; text: string; button?: string };

/** What customers read, of an order. */
export const words: Record<Language, Record<PageName, Words>> = {
  it: {
    paid: { title: 'Pagamento ricevuto', text: 'Grazie! Il tuo ordine è pagato: lo prepariamo subito.' },
    refused: {
      title: 'Pagamento non riuscito',
      text: 'Il pagamento non è andato a buon fine e non ti è stato addebitato nulla. Puoi pagare di nuovo quando vuoi.',
      button: 'Paga di nuovo',
    },
    verify: {
      title: 'Stiamo verificando il pagamento',
      text: "Chiediamo conferma alla banca: non serve pagare di nuovo. Appena c'è l'esito aggiorniamo il tuo ordine.",
      button: "Controlla l'esito",
    },
    to_clarify: {
      title: 'Pagamento da chiarire con il negozio',
      text: 'Per questo ordine risulta già un tuo pagamento, e il negozio lo deve ancora chiarire. Per ora non pagare di nuovo: scrivi al negozio. Poi questo stesso link ti dice come continuare.',
    },
    given_back: {
      title: 'Pagamento restituito',
      text: 'Il tuo pagamento ti è stato restituito: sul conto può arrivare dopo qualche giorno. Se vuoi ancora questo ordine, apri di nuovo il link per pagare: ti dice se è possibile.',
    },
    processing: {
      title: 'Pagamento in elaborazione',
      text: 'Abbiamo ricevuto la tua richiesta: la banca può impiegare alcuni giorni. Non serve fare altro.',
    },
    held: {
      title: 'Pagamento autorizzato',
      text: 'Grazie! La somma è prenotata e non ti è stata ancora addebitata: il negozio la incassa quando prepara il tuo ordine. Non serve fare altro.',
    },
    went_back: {
      title: 'Pagamento non ancora completato',
      text: 'Sei tornato indietro: il tuo ordine ti aspetta, puoi pagarlo quando vuoi. Se hai già pagato non serve altro.',
      button: 'Vai al pagamento',
    },
    left_open: {
      title: 'La pagina di pagamento ti è già stata aperta',
      text: 'Se hai già pagato non serve altro: il tuo ordine si aggiorna da solo. Altrimenti paga dove l’avevi aperta; se non c’è più, dall’ora scritta qui sotto questo stesso link te ne apre un’altra.',
      button: 'Riprova',
    },
    closed: {
      title: 'Questo ordine non si può più pagare',
      text: 'Il tempo per pagare è scaduto oppure l’ordine è stato annullato. Se lo desideri ancora, ordina di nuovo o scrivi al negozio.',
    },
    not_by_gateway: {
      title: 'Qui non c’è nulla da pagare',
      text: 'Questo ordine si paga nel modo che hai scelto nel negozio.',
    },
    opening: {
      title: 'La pagina di pagamento si sta aprendo',
      text: 'Ci vuole ancora un momento. Riprova tra qualche secondo: non ti è stato addebitato nulla.',
      button: 'Riprova',
    },
    unavailable: {
      title: 'Il pagamento non è disponibile in questo momento',
      text: 'Non ti è stato addebitato nulla. Riprova più tardi oppure scrivi al negozio.',
      button: 'Riprova',
    },
    unknown_link: {
      title: 'Questo link di pagamento non è valido',
      text: 'Usa il link così come lo hai ricevuto, oppure scrivi al negozio.',
    },
    stuck: {
      title: 'Il tuo ordine è fermo per un guasto nostro',
      text: 'Ce ne stiamo occupando: non dipende da te. Se hai già pagato non pagare di nuovo. Se hai bisogno di una risposta adesso, scrivi al negozio.',
    },
    away: {
      title: 'Non riusciamo a rispondere in questo momento',
      text: 'Riprova tra qualche minuto. Se hai già pagato non serve pagare di nuovo: il tuo ordine si aggiorna da solo.',
    },
  },
  en: {
    paid: { title: 'Payment received', text: 'Thank you! Your order is paid: we are getting it ready.' },
    refused: {
      title: 'Payment failed',
      text: 'The payment did not go through and nothing was charged. You can pay again whenever you like.',
      button: 'Pay again',
    },
    verify: {
      title: 'We are verifying your payment',
      text: 'We are asking the bank: there is no need to pay again. Your order is updated as soon as we know.',
      button: 'Check again',
    },
    to_clarify: {
      title: 'To be cleared up with the shop',
      text: 'There is a payment of yours for this order already, which the shop has still to clear up. Please do not pay again for now: write to the shop. After that this same link says how to go on.',
    },
    given_back: {
      title: 'Payment given back',
      text: 'Your payment was given back: it can take some days to reach your account. If you still want this order, open the payment link again: it says whether that is possible.',
    },
    processing: {
      title: 'Payment being processed',
      text: 'We have received your request: the bank may take a few days. There is nothing else to do.',
    },
    held: {
      title: 'Payment authorised',
      text: 'Thank you! The sum is reserved and was not charged yet: the shop takes it as it gets your order ready. There is nothing else to do.',
    },
    went_back: {
      title: 'Payment not completed yet',
      text: 'You went back: your order is waiting, you can pay whenever you like. If you have paid already, nothing else is needed.',
      button: 'Go to payment',
    },
    left_open: {
      title: 'The payment page was opened for you already',
      text: 'If you have paid already, nothing else is needed: your order is updated by itself. Otherwise pay where you had opened it; if it is gone, this same link opens another one from the time below.',
      button: 'Try again',
    },
    closed: {
      title: 'This order can no longer be paid',
      text: 'The time to pay is over, or the order was cancelled. If you still want it, order again or write to the shop.',
    },
    not_by_gateway: {
      title: 'There is nothing to pay here',
      text: 'This order is paid in the way you chose in the shop.',
    },
    opening: {
      title: 'The payment page is opening',
      text: 'It takes one more moment. Try again in a few seconds: nothing was charged.',
      button: 'Try again',
    },
    unavailable: {
      title: 'Payment is not available right now',
      text: 'Nothing was charged. Try again later, or write to the shop.',
      button: 'Try again',
    },
    unknown_link: {
      title: 'This payment link is not valid',
      text: 'Use the link as it was sent to you, or write to the shop.',
    },
    stuck: {
      title: 'A fault of ours has stopped your order',
      text: 'We are on it, and it is not your doing. If you have paid already, do not pay again. If you need an answer now, write to the shop.',
    },
    away: {
      title: "We can't answer right now",
      text: 'Try again in a few minutes. If you have paid already there is no need to pay again: your order is updated by itself.',
    },
  },
};
