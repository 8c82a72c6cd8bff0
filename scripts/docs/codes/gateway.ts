import type { CodeGroup } from './explained.ts';

export const gateway = {
  title: 'The gateway',
  codes: {
    GATEWAY_AWAY: {
      name: 'Il gateway non risponde',
      means: 'No connection, or too many requests. Nothing was charged.',
      act: 'nothing: it is asked again. On `gateway:<name>` notifications are not being looked for meanwhile; nothing is lost by it.',
    },
    GATEWAY_ANSWER_LOST: {
      name: 'Risposta del gateway persa',
      means: 'The page may be open without our knowing. The repetition finds it, so that there is only one.',
      act: 'nothing: asked again under the same key, the gateway answers with the same page.',
    },
    GATEWAY_STORED_FAILURE: {
      name: 'Errore ripetuto dal gateway',
      means: 'The gateway failed once and gives the same failure again for that key, for a day.',
      act: 'nothing: it is asked again under another key, and nobody was shown a page.',
    },
    GATEWAY_LOGIN_REFUSED: {
      name: 'Accesso al gateway negato',
      means:
        'The key was revoked, is of another account, or a restricted one without the rights: write Checkout Sessions, Charges and Refunds, read PaymentIntents, Disputes and Events. The customer can pay from the same link afterwards.',
      act: 'have `secretKey` corrected, then `retry` on the order. The customer pays from the same link.',
    },
    GATEWAY_REFUSED: {
      name: 'Il gateway ha rifiutato',
      means:
        'The request was understood and refused: a currency or payment method that the account has not switched on. The customer can pay from the same link afterwards.',
      look: "at the gateway's own words in the text: a method or a currency that is not switched on.",
      act: 'mend it in the gateway, then `retry` on the order. The customer pays from the same link.',
    },
    GATEWAY_AMOUNT_REFUSED: {
      name: 'Importo non incassabile dal gateway',
      means:
        "Too little, too much, no whole number of the units that it takes (some take no fractions of a forint), or in a currency of which it takes nothing. The text has the sum and those that it takes. An order with such a sum waits, and nobody is asked for it; a deposit (`POST /payments`) is answered 400, and its Idempotency-Key can be used again. What is too little only after the gateway's conversion into the account's own currency is known once the page is asked for.",
      look: 'at the text: it has the sum, and the least and the most that the gateway takes in this currency. Nobody was asked for anything, and the shop was told nothing.',
      act: 'change the order in the shop (it is read again by itself), or have its payment method collected in another way in `mapping.payments` and the worker restarted, then `retry`. Paid in another way and written by hand, `settled` ends it; `cancelOrder` gives it up.',
    },
    PAGE_NOT_FOUND: {
      name: 'Pagina di pagamento non trovata',
      means:
        "The gateway does not know the page in this account, or it belongs to another payment: see whether the keys were exchanged for those of another account. The reference is the payment's id.",
      look: 'for the payment in the gateway under its reference: were the keys exchanged for those of another account?',
      act: "have the right ones put back, then `verifyNow`; or `resolve` it as the gateway's back office shows it.",
    },
    UNKNOWN_GATEWAY: {
      name: 'Gateway sconosciuto',
      means:
        "The name in the webhook's address, or in `mapping.payments`, is not one of `gateways`, or a payment's gateway was taken out of the configuration.",
      act: 'have it put right, then `retry`.',
    },
    SIGNATURE_INVALID: {
      name: 'Firma non valida',
      means:
        "The notification was not believed. While a secret is being changed, list both where the kind takes a list. Also see that the server's clock is right. One alone may be somebody trying the address.",
    },
    MESSAGE_UNREADABLE: {
      name: 'Messaggio illeggibile',
      means:
        "No body, or a shape unlike the gateway's. A proxy that rewrites bodies breaks signatures as well. On `gateway:<name>` the text names events that were listed but could not be read; it goes once somebody sends `catchUpFrom`.",
      look: 'in the gateway at each event that the text names.',
      act: 'have the software mended if need be, then `catchUpFrom` a time before them.',
    },
  },
} as const satisfies CodeGroup;
