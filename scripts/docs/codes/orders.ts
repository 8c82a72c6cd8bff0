import type { CodeGroup } from './explained.ts';

export const orders = {
  title: 'Orders that need a person',
  codes: {
    ORDER_IN_REVIEW: {
      name: 'Ordine sospetto',
      means:
        'The shop, or its gateway, holds the order back as a possible fraud. It gets no document and nobody is asked to pay it: an open page is closed. The shop is read again when it says that the order changed, and now and then; cleared there, the order goes on by itself, with its whole time to pay. With a document already written, the text names it.',
      look: 'at the order in the shop, and at what its gateway says of it. Where the text names a document, that was written before: stop the shipment.',
      act: 'accept or refuse the payment in the shop: the order follows by itself. Or `letThrough` here: the order goes on although the shop still suspects it, is written, and its customer can pay. To drop it, cancel it in the shop, or `cancelOrder` while nothing was paid. Where the document is written, `settled` takes the word away.',
    },
    ORDER_ON_HOLD: {
      name: 'Ordine in attesa',
      means:
        'A person holds the order back in the shop (a hold of ours, while a payment is verified, is not meant). It gets no document and nobody is asked to pay it: an open page is closed. Released, it goes on by itself, with its whole time to pay; the shop is read at growing intervals, so that no word of it is needed. With a document already written, the text names it.',
      look: 'at who put the order on hold in the shop, and why. Where the text names a document, that was written before: stop the shipment if need be.',
      act: 'release it in the shop: the order goes on by itself within a minute or an hour, `retry` reads it at once. Its customer has the whole time to pay again, from the same link. Where the document is written, `settled` takes the word away.',
    },
    FOREIGN_CURRENCY: {
      name: 'Valuta diversa da quella del gestionale',
      means:
        "The text has the order's sum, what it comes to in the shop's own currency, and the currency of the books. The ERP's `foreignCurrency` says what to do with such orders: `stop` is this, `base` writes them in the shop's base currency, `own` in their own.",
      look: "at the order: its sum and the books' currency are in the text. Its customer was asked for nothing and the shop was told nothing.",
      act: "have the ERP's `foreignCurrency` set and the worker restarted, then `retry`: it is imported again. Or write the order by hand, then `settled`: nothing more is done with it. `cancelOrder` gives it up while nothing was paid.",
    },
    TOTAL_UNEXPLAINED: {
      name: 'Somma non spiegata nel totale',
      means:
        'The text has the sum, negative where the total is less than its rows. The document is written all the same. Often it is the fee of a module that nobody has named in the configuration.',
      look: 'at the totals of the order in the shop: the sum that no row explains is in the text. Often it is the fee of a payment method or module.',
      act: 'put it into the document in Mexal, then `settled`; where it comes again, have the fee named in the configuration.',
    },
    PAYMENT_AUTHORISED: {
      name: 'Autorizzato, non incassato',
      means:
        "The shop's own gateway took no money yet, but holds it until the order ships. The text has what is held and what the order comes to. Let through, the order gets a document that says nothing of collected money; paid in the shop meanwhile, it goes on by itself. Where the order's line of the mapping says `capture: onShipment`, its document is written without that.",
      look: 'at the payment in the shop: the money is held until the order ships. What is held and what the order comes to are in the text.',
      act: '`letThrough` has the document written now, without saying that it was collected; take the money in the shop when it ships. Taken before, the order goes on by itself. If it shall not ship, cancel it in the shop, or `cancelOrder`.',
    },
    PREPAID_NOT_PAID: {
      name: 'Prepagato ma non risulta pagato',
      means:
        'The text gives both amounts in cents. The shop is read again at growing intervals; this ends by itself once it shows the payment.',
      look: "at the order's payment in the shop: both amounts, in cents, are in the text.",
      act: 'nothing if the shop is only late: it is read again, and this ends by itself. If the money came, book it in the shop, then `retry` with step `payment`. If it will not come, `cancelOrder`.',
    },
    MAPPING_UNKNOWN: {
      name: 'Pagamento inesistente nel gestionale',
      means:
        'Raised on `erp:<name>`, which reads the payment table at start and every ten minutes (`refresh`): a line of `mapping.payments` names an id that is not there. Orders of that method are refused by the ERP until it is mended.',
      look: 'at the lines named in the text; the details of `erp:<name>` list the payments that the ERP has.',
      act: 'have the line corrected, or the payment coded in the ERP. It goes away at the next look, ten minutes later at most.',
    },
    UNMAPPED_PAYMENT: {
      name: 'Pagamento non abbinato',
      means:
        "The text names the method's code. The order goes on, so that nothing waits; new orders use the line as soon as worker and API have been restarted with it.",
      look: "at the payment method's code in the text. The document is written, with its payment left empty.",
      act: 'have the line added to `mapping.payments`, then `retry` the `document` of this order: the payment is filled in where the document has none. Where the document was shipped or invoiced already, fill it in there by hand, then `settled`.',
    },
    TOTAL_MISMATCH: {
      name: 'Totale diverso nel gestionale',
      means:
        "The document is written. The text has the ERP's total, the order's and what was paid. Some cents come from net rows rounded one by one and are within `tolerance` (5); more usually comes from an article's VAT rate or from a row added by the ERP.",
      look: "at both totals in the text, and at the VAT of the document's rows.",
      act: 'correct the document in Mexal.',
    },
    TAX_DATA_LEFT_OUT: {
      name: 'Dati fiscali mancanti',
      means:
        'The check digit of a _codice fiscale_ or _partita IVA_ is wrong, or the SDI code has the wrong length. The text says which of them, not its value.',
      look: "at the text: it says which of _codice fiscale_, _partita IVA_ and SDI code can't be right.",
      act: "ask the customer, and fill it in on the customer's master record in Mexal before the invoice is made.",
    },
    ORDER_GONE: {
      name: 'Ordine non più seguito',
      means:
        "The payment changed after its order's workflow had ended or was terminated, so nobody wrote it down.",
      look: "at the payment's outcome: its order ended, or somebody terminated it, so nobody wrote it down.",
      act: "by hand what the order would have done: see [Terminate](operators.md#terminate). The word goes with the payment's workflow.",
    },
    SIGNAL_NOT_BELIEVED: {
      name: 'Segnale non firmato',
      means:
        "Somebody who reaches Temporal sent this workflow a signal by hand: from the UI, the command line or a program. Ours bear a seal that only the configuration can make; this one has none or a wrong one, or can't be read, whatever it claims. The text has what it claims, and when it came. After a change of `checkoutSecret` it can be one of ours that was under way.",
      look: 'at what the text says the signal claims, and when it came. Signals are between our programs: one without our seal was sent by hand, or by a program that is not ours. If it claims a payment, look in the gateway whether there is one: what the gateway says is read from there, and counts without it.',
      act: '`settled` on the workflow on which it stands, a payment and its order each, once you know who it was. Who can send signals reaches Temporal past the login: have that door shut.',
    },
    CANCELLATION_IGNORED: {
      name: 'Annullamento non firmato',
      means:
        'Somebody requested a cancellation in the Temporal UI, which carries neither name nor reason, while money had moved or may be moving.',
      look: 'at who pressed _Request Cancellation_, and why: the button asks for neither name nor reason. It was not done, since money had moved or may be moving; the text says why.',
      act: '`cancelOrder` or `refund` if it was meant. If not, `retry` without a step takes the word away.',
    },
    LATE_MESSAGE: {
      name: 'Messaggio arrivato tardi',
      means:
        'Nothing is restarted and nothing is lost: the message has a workflow of its own, which waits. Once it is dealt with, send that workflow the update `settled` with your name and what you did.',
      look: 'at the payment in the gateway: the details name payment, charge and what was said. Nothing is started again by it, and nobody has written it down.',
      act: 'by hand what it asks for (a refund, a document), then `settled` on this workflow, with what you did as reason.',
    },
  },
} as const satisfies CodeGroup;
