import type { CodeGroup } from './explained.ts';

export const shop = {
  title: 'The shop',
  intro: 'A step that stands goes on with the update `retry` on the order, signed with name and reason.',
  codes: {
    SHOP_AWAY: {
      name: 'Il negozio non risponde',
      means:
        'No connection, too many requests, or maintenance. Nothing was done there. It is asked again without end.',
      act: 'nothing; if it lasts, see that the shop opens in a browser.',
    },
    SHOP_ANSWER_LOST: {
      name: 'Risposta del negozio persa',
      means:
        'The shop may have done what it was asked and the answer did not arrive. Every step looks before it writes, so nothing is done twice; after a change of money or state it looks only once the shop can no longer be at work on it (`serverLimit`, 5 minutes).',
      act: 'nothing; where it stands all the same, `retry`.',
    },
    SHOP_LOGIN_REFUSED: {
      name: 'Accesso al negozio negato',
      means:
        'In Magento look at System > Integrations: the integration has to be active, with rights to read and write orders. A plain bearer token is off since 2.4.4: use `oauth1`.',
      act: 'have key or rights corrected, then `retry`.',
    },
    SHOP_REFUSED: {
      name: 'Il negozio ha rifiutato',
      means: "The shop understood and said no, for instance since the order can't be invoiced any more.",
      look: "at the shop's own words in the text.",
      act: 'mend in the shop what they name, then `retry`.',
    },
    ORDER_NOT_FOUND: {
      name: 'Ordine inesistente',
      means:
        "Often an announcement sent before the shop had saved the order, or the order's number in place of its id.",
      look: 'whether the order is in the shop, under its id (not its number).',
      act: '`retry` once it is.',
    },
    ORDER_UNREADABLE: {
      name: 'Ordine illeggibile',
      means:
        "Something in it can't be understood or can't be put into a document, and guessing would cost money. What and where is in the message.",
      look: "at the order in the shop: the text says what can't be understood, and where.",
      act: 'mend it there, then `retry`. On a shop the text lists orders: mend them, then `importFrom` a time before they were mended.',
    },
    UNKNOWN_SHOP: {
      name: 'Negozio sconosciuto',
      means:
        'The name in the address is not one of `shops`. Names are in small letters. On an order: its shop was taken out of the configuration.',
      act: 'have it put back, then `retry`.',
    },
    SECRET_REFUSED: {
      name: 'Segreto errato',
      means:
        'An announcement came with another secret, or none. If you sent none, somebody is trying the address.',
    },
  },
} as const satisfies CodeGroup;
