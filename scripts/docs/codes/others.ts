import type { CodeGroup } from './explained.ts';

export const deposits = {
  title: 'Deposits',
  codes: {
    DEPOSITS_OFF: {
      name: 'Acconti non attivi',
      means: '`POST /payments` was asked, and the configuration has no `deposits`.',
    },
    DEPOSIT_KEY_REFUSED: {
      name: 'Chiave degli acconti errata',
      means:
        '`POST /payments` came with another key, or none. If you sent none, somebody is trying the address.',
    },
    DEPOSIT_REFUSED: {
      name: 'Acconto rifiutato',
      means:
        "The gateway is not one of those configured, it opens no page for that long, or the ERP's books don't take the currency. Nothing was started.",
    },
    DEPOSIT_CONFLICT: {
      name: 'Chiave già usata per un altro acconto',
      means: 'One `Idempotency-Key` stands for one deposit. The first one stands as it was.',
    },
  },
} as const satisfies CodeGroup;

export const alerts = {
  title: 'Alerts',
  intro:
    'What goes to people by `alerts`. Nothing else waits for it: the attention stands in the Temporal UI all the same.',
  codes: {
    ALERT_AWAY: {
      name: 'Avviso non recapitato',
      means:
        'The address or the mail server under `alerts` does not answer, or asks to come back later. Each repetition has the same key (in a mail the same Message-ID), so that what arrived twice can be told for one.',
    },
    ALERT_REFUSED: {
      name: 'Avviso rifiutato',
      means:
        'The receiver said no: another address, a wrong login, a recipient that does not exist. The status is in the message; the address is not, since it can hold a key.',
    },
  },
} as const satisfies CodeGroup;

export const checkout = {
  title: 'The checkout page',
  codes: {
    CHECKOUT_LINK_INVALID: {
      name: 'Link di pagamento non valido',
      means:
        'The link was cut in an e-mail, is older than a change of `checkoutSecret`, or its order is no longer followed. Send the customer the link again.',
    },
  },
} as const satisfies CodeGroup;

export const running = {
  title: 'Starting',
  codes: {
    CONFIG_INVALID: {
      name: 'Configurazione errata',
      means: 'The message names the path in the file and what it should be. All mistakes are listed at once.',
    },
    CONFIG_MISSING_ENV: {
      name: "Variabile d'ambiente mancante",
      means: "Keys and passwords are never in the file, only their variables' names: `${MEXAL_PASSWORD}`.",
    },
    TEMPORAL_BINARY_MISSING: {
      name: 'Programma di Temporal mancante',
      means:
        'Only where Incasso brings its own Temporal server. No `temporal` program was found, and it could be neither downloaded nor built.',
    },
    TEMPORAL_NOT_STARTED: {
      name: 'Temporal non parte',
      means: 'Often another server already holds the same database or port; the message names it.',
    },
    TEMPORAL_NOT_PREPARED: {
      name: 'Temporal non preparato',
      means:
        "The columns of the operators' list are missing, and we may not add them (Temporal Cloud). Somebody who may runs the commands once.",
    },
    WORKFLOW_STUCK: {
      name: 'Fermo per un guasto del programma',
      means:
        'A task of the workflow fails whenever it is tried: a release doesn\'t fit its history, or the software has a fault. Nothing happens in it, and its page can show no more than that; nothing is lost, since what is told to it is kept and read once it goes on. `watch:<taskQueue>` finds it within a minute and names it, and ends the attention once it goes on. Customers of such an order read that it is stopped. The worker\'s log says why, as "Failing workflow task". It stands on `watch:<taskQueue>`, whose page names each workflow that is stopped, with a link; their own pages say the same.',
      act: 'tell whoever runs the server, who rolls the last update back or, if that is not it, follows [the commands](reliability.md). No action is possible on what is stopped until then. The word goes away by itself.',
    },
    TEMPORAL_AWAY: {
      name: 'Temporal non risponde',
      means:
        'Notifications and announcements are answered with 503 until it is back, so that shop and gateway send them again; customers are asked to try again shortly.',
    },
    TEMPORAL_REFUSED: {
      name: 'Temporal rifiuta la richiesta',
      means:
        "A name that is too long, or a search that can't be read. It is answered with 400: sent again as it is, it would be refused again.",
    },
  },
} as const satisfies CodeGroup;
