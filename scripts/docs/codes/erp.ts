import type { CodeGroup } from './explained.ts';

export const erp = {
  title: 'The ERP',
  intro: 'The order waits here and is paid all the same; the shop knows.',
  codes: {
    ERP_AWAY: {
      name: 'Il gestionale non risponde',
      means:
        'Switched off, out of reach, or with all its sessions taken: nothing was written. An ERP that reads files has not answered yet: the document waits for it in its folder, and is not written again ([erp-exchange.md](erp-exchange.md)).',
      act: 'nothing: it is tried again until written.',
    },
    ERP_ANSWER_LOST: {
      name: 'Risposta del gestionale persa',
      means:
        'It may have written the document. Mexal can be at work for 5 minutes (`serverLimit`); looking sooner could miss it, and write it twice.',
      act: "nothing: after Mexal's own five minutes it is looked for, and written only if it is not there.",
    },
    ERP_LOGIN_REFUSED: {
      name: 'Accesso al gestionale negato',
      means:
        "Three bad logins lock a Mexal user, so no worker sends one after the first. Unlock it in Mexal's user administration if it is locked.",
      act: "not try passwords: three refusals lock Mexal's user. No call is made and no document written meanwhile. Have user and password corrected and every worker restarted with them, then `resume` the ERP: one call tries them, and the orders go on by themselves.",
    },
    ERP_REFUSED: {
      name: 'Il gestionale ha rifiutato il documento',
      means:
        'Often an article, VAT code or customer that Mexal does not have or has blocked. Its own words are in the message.',
      look: "at Mexal's own words in the text: an article, a VAT code or a customer that it does not have, or has blocked.",
      act: 'mend it in Mexal, then `retry` with step `document`.',
    },
    ERP_PAYMENT_UNKNOWN: {
      name: 'Pagamento inesistente nel gestionale',
      means:
        "Nothing was written. `mapping.payments` names a payment that is not in the ERP's table; the message lists those that are. One that was just coded is found at once.",
      look: 'at the text: it lists the payments that Mexal has.',
      act: 'code the missing one in Mexal, or have `mapping.payments` corrected, then `retry` with step `document`.',
    },
    ORDER_TAX_DATA_WRONG: {
      name: 'Dati fiscali errati',
      means:
        'Nothing was written, as `customers.wrongTaxData: refuse` wants it. The message says which of them is wrong, not its value.',
      act: 'correct what the text names, in the shop, then `retry` with step `document`.',
    },
    ORDER_VAT_UNCLEAR: {
      name: 'IVA non riconosciuta',
      means:
        'Nothing was written. The shop names no VAT rate for a row, and its amounts give none that a country has: a mix of several, or a price that somebody rounded. The message names the rows and what they come to; the payment goes on.',
      look: 'at the rows that the text names: it says what VAT their amounts come to.',
      act: "correct the order's taxes in the shop, then `retry` with step `document`; or write the document by hand.",
    },
    UNKNOWN_ERP: {
      name: 'Gestionale sconosciuto',
      means: "A shop's `erp` is not one of those under `erp`.",
      act: 'have it put right, then `retry`.',
    },
  },
} as const satisfies CodeGroup;
