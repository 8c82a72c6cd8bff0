import type { CodeGroup } from './explained.ts';

export const money = {
  title: 'Money that needs a person',
  intro:
    'Raised on the payment and on its order. While the outcome is _da verificare_ (`VERIFY`) the order is neither written nor cancelled.',
  codes: {
    DOUBLE_CHARGE: {
      name: 'Doppio addebito',
      means:
        'The customer paid twice, often from two browser tabs. Both charges are named. Where they are two payments of one order, the order goes on as paid; where they are two charges of one payment, it waits for a decision. Every charge counts that a gateway holds, also of a payment that a person decided as unpaid. So does what a person named when confirming a payment of which the gateway had told no charge: another one that it tells of later comes besides. It is over once all but one were given back whole: the document is right as it is.',
      look: 'at both charges in the gateway: they are named in the details. Usually the customer paid in two tabs, or twice in a row.',
      act: 'refund the one too many: `refund` on its payment; where two charges are on one payment, that gives back the later one first. Given back whole, it is over, and there is nothing to do in Mexal: the document is for the charge that stays. Where two charges are on one payment, `resolve` it as _Pagato_ once one of them was given back; resolved before, the word stays until one is. Where the gateway takes no refunds from here, give it back in its own back office. Two charges of one payment: `resolve` it as _Pagato_, and the word names the one to give back; then say so by `settled`. Two payments: once one was given back, `resolve` that one as _Non pagato_, ticking that the gateway says otherwise, and say by `settled` that its money went back. It counts whatever a gateway holds, also of a payment that somebody decided as _Non pagato_ ([REFUND_DUE](#refund_due)).',
    },
    PAID_BUT_CANCELLED: {
      name: 'Pagato ma annullato',
      means:
        'The money came, and the order was cancelled in the shop, or given back there whole before its document. No document is written. Where Magento made a new order out of the old one, refund or move the payment to that. It is over once all was given back.',
      look: 'at the order in the shop: who cancelled it or gave it back, and did a new order take its place? No document was written.',
      act: 'one of two things. The order is off: `refund` the payment; `REFUNDED` stands in its place, until you `resolve` the payment as _Pagato_ to say that you have seen it. Where the gateway takes no refunds from here, give it back in its own back office, `resolve` the payment as _Non pagato_, ticking that the gateway says otherwise, and say by `settled` that its money went back. Money that the shop took is given back there, then `settled`. The order is wanted: restore it in the shop, then `retry` with step `document`.',
    },
    FORGOTTEN_ORDER: {
      name: 'Ordine già seguito in passato',
      means:
        'Our comments in the shop, or money (held or taken, or a state that counts as paid) of which only the gateway should know, say that the order was followed before Temporal forgot it, and the ERP has no open document of it: it was shipped or invoiced, deleted, or never written. Nothing is asked of the customer again.',
      look: 'in the gateway whether the money came, and in Mexal among orders, delivery notes and invoices whether it was written: one that was wholly shipped or invoiced is no longer among the orders. The order was followed before Temporal forgot it (90 days after its end; our comments in the shop say so), or somebody booked it as paid in the shop.',
      act: "`retry` with step `document` only if it should be written and nowhere is: the shop's word that it is paid is then believed. Nothing is asked of the customer again. Where nothing is left to do, cancel the order in the shop, or leave it.",
    },
    CANCELLED_AFTER_DOCUMENT: {
      name: 'Annullato dopo il documento',
      means: 'Somebody cancelled the order in the shop when its document was in the ERP already.',
      look: 'at the document named in the details.',
      act: "cancel it in Mexal, and give the money back by `refund` on the payment; or restore the order in the shop. The word goes with the order's workflow, 60 days after it was done.",
    },
    REFUNDED_IN_SHOP: {
      name: 'Rimborsato nel negozio',
      means:
        "A credit memo, a credit slip or the state of a refunded order: the text has the sum and the numbers, or the shop's own word. It is no proof that money moved: of a payment taken here the gateway is asked again at once, and what it says stands on the payment. An order given back whole gets no document, and nobody is asked to pay it; of one given back in part the document is written whole. Each further refund is raised anew.",
      look: "at the refunds in the shop: the sum and their numbers are in the text, each with its date on our page. What the gateway says of the money stands on the payment: `REFUNDED` if it went back there. The shop's word alone moves nothing.",
      act: 'give the money back by `refund` on the payment if it should go and did not. Write the credit note (_nota di credito_) in Mexal, or correct the document; an order given back whole before its document gets none. Then `settled`, with what you did. A further refund brings the word again.',
    },
    PAID_TWICE: {
      name: 'Pagato due volte',
      means:
        'Before the shop was told of the payment taken here it had money of the order already, or a state that counts as paid, with another transaction. The order goes on. Where somebody booked our own payment there by hand, nothing is to be given back.',
      look: "at the order's payments in the shop, and at the charge in the gateway: both sums are in the text. Did the customer pay twice, or did somebody book the gateway's payment in the shop by hand?",
      act: '`refund` the payment here, or give the other one back in the shop. Then `settled`. Where it is one payment booked by hand, `settled` is all.',
    },
    OVERPAID_IN_SHOP: {
      name: 'Pagato più del dovuto',
      means:
        'Usually rows were cut from an order that was paid. The text has what was paid and what the order comes to; what the shop gave back already is taken off. It ends by itself once the two agree.',
      look: 'at the order in the shop: what was paid and what it comes to now are in the text. Usually rows were cut after it was paid.',
      act: 'give back the difference, by `refund` on the payment or in the shop, and correct the document in Mexal. Then `settled`.',
    },
    ORDER_CHANGED: {
      name: 'Ordine modificato dopo il pagamento o il documento',
      means:
        'The shop asks for another total than the one that was paid, is being paid, or stands in the document. An order that nobody paid yet gets a new payment by itself.',
      look: 'at the order in the shop: its new total (in cents) is in the text.',
      act: "correct the document in Mexal; give back the difference by `refund`, or ask for it by a deposit (_acconto_). Put back in the shop as it was, the word goes as soon as that is read; otherwise it goes with the order's workflow, 60 days after it was done.",
    },
    PAID_AFTER_DENIED: {
      name: 'Pagato dopo un esito negativo',
      means:
        'A person had settled the payment as unpaid; then the gateway reported money that this person had not seen, or said when asked later that it was paid. It is over by itself once all of that money went back.',
      look: 'at the payment in the gateway: money came that nobody had seen when it was decided as _Non pagato_, or the gateway, asked since, says that it has it.',
      act: '`resolve` it again as _Pagato_ if the order shall go on. If not, `refund` all of it: the decision then stands.',
    },
    CONTRADICTION: {
      name: 'Esiti contraddittori',
      means:
        'One charge was reported paid and failed, or a confirmed payment failed afterwards. The gateway was asked already, and its answer did not settle it.',
      look: 'at the charge in the gateway: did it succeed in the end, or was it taken back?',
      act: "`verifyNow` first. If the word stays, `resolve` it as the gateway's back office shows it. For _Non pagato_ you have to tick that you checked: the gateway did say that it was paid.",
    },
    AMOUNT_MISMATCH: {
      name: 'Importo o valuta diversi',
      means:
        'One cent is enough. It is no rounding of ours: see whether somebody changed the order or charged by hand at the gateway.',
      look: 'at what was charged; one cent is enough for this word. Somebody changed the order, or charged by hand.',
      act: '`resolve` it as _Pagato_ if the amount will do: the document gets what was really collected. Otherwise `refund` it, then `resolve` it as _Non pagato_, ticking that the gateway says otherwise. What is only held is let go of by `closePayment`.',
    },
    WRONG_ENVIRONMENT: {
      name: 'Ambiente sbagliato (prova o produzione)',
      means:
        'Test money is never taken for real, nor the reverse. Usually the endpoint of the test account points at the real installation.',
      look: "at the gateway's keys and webhook endpoints: usually the test account's endpoint points at the real installation. Test money is never taken for real.",
      act: "tell whoever looks after the server. Then `verifyNow`: the right account's answer ends it.",
    },
    UNKNOWN_STATUS: {
      name: 'Stato sconosciuto',
      means:
        "A status that nobody knows counts neither as paid nor as refused. Its exact word is in the payment's table; send it to who looks after this software.",
      look: "at the payment in the gateway; the word that nobody knows is in the details' table.",
      act: "`resolve` it as the gateway's back office shows it, and send the word to whoever looks after this software.",
    },
    NO_ANSWER: {
      name: 'Il gateway non risponde',
      means:
        'It is asked after 5 seconds, 1 minute, 5 minutes, 1 hour, and then daily; the first clear answer ends this by itself.',
      look: 'whether the gateway has troubles (its status page). It is asked after 5 seconds, 1 minute, 5 minutes, 1 hour, then daily, and the first clear answer ends this by itself.',
      act: 'nothing at first. In a hurry, look the payment up in the gateway and `resolve` it; `verifyNow` asks at once.',
    },
    HOLD_ENDS_SOON: {
      name: 'Autorizzazione in scadenza',
      means:
        'Money of this payment is held and not taken, and its gateway lets go of it in less than two days: until when is in the text. Nothing is taken by itself for that. Once that time is over the text says so, until the gateway says what became of it, which is asked every hour: once it is gone the payment is unpaid, by the gateway’s own word.',
      look: 'whether the goods go out: then the money is wanted now. Once its time is over, in the gateway’s back office whether it is still held.',
      act: '`capture` takes it. If the order shall not ship, `closePayment` lets go of it at once.',
    },
    HOLD_NOT_TAKEN: {
      name: 'Autorizzazione non incassata',
      means:
        'The goods went out, or an operator asked for the money, and what is held was not taken: the bank said no, or the gateway was busy, more than once. It is still held, and is tried again after 5 seconds, 1 minute, 5 minutes, 1 hour, and then daily, until its time is over.',
      look: "at the payment in the gateway's back office: it may say why.",
      act: 'nothing where it passes by itself; `capture` tries it at once. If the bank goes on saying no, have the customer pay in another way, and `closePayment`.',
    },
    DELAYED_TOO_LONG: {
      name: 'Pagamento differito senza esito',
      means:
        'A SEPA debit can take 14 working days. After `windows.delayedDays` (21 days) somebody should look.',
      look: 'at the bank debit (SEPA, for instance) in the gateway: after 21 days it should have ended.',
      act: "`resolve` it as the gateway's back office shows it.",
    },
    DOCUMENT_NOT_PAID: {
      name: 'Documento senza il suo denaro',
      means:
        "The order was paid and its document written; then a person decided that its payment was not paid, or the gateway took its word back. Or its money was only held, and the gateway let go of it before it was taken. The text has the document's number. The order stays at stage DOCUMENT and the shop is told not to ship; nothing is cancelled by itself. It is over once a payment of the order is paid, once the ERP has cancelled the document (then the customer can't pay any more), or once a person has settled it.",
      look: "at the document named in the details, and at the order's payment: somebody decided that it was not paid, or the gateway took its word back, or let go of what it held.",
      act: 'one of three things. The order is off: cancel the document in Mexal. The money did come: `resolve` the payment as _Pagato_. The customer pays again, from the same link while there is time (`retry` of the step `payment` gives more, also where the goods went out already): then the document is right again, by itself. Paid in another way, `settled` with what you saw: the link then opens no page any more. Of a deposit the word stands on its payment: once its document (`document:<payment>`) is cancelled in Mexal, `settled` there.',
    },
    REFUND_DUE: {
      name: 'Denaro da restituire',
      means:
        'A person decided that a payment is unpaid, and its gateway holds money of it all the same. Nobody is sent to a new page before all of it went back: the customer could be charged twice. Their link says that the payment has to be cleared up with the shop; given back, it leads to a new page, if there is time.',
      look: 'at the charge in the gateway: its link is in Current Details of the payment.',
      act: "`refund` all that is left. Then the customer's link leads to a new page, if there is time; until then it says that the payment has to be cleared up with the shop. If the money should stay, `resolve` the payment as _Pagato_. Where the gateway takes no refunds from here, `refund` is not offered: give the money back in its own back office, then say so by `settled`. Where the gateway says after all that it was not paid, `verifyNow` ends this.",
    },
    REFUND_UNSURE: {
      name: 'Rimborso senza risposta',
      means:
        'A person ordered a refund, and no answer came, nor one to the questions after it: it may have been made. No other refund of this payment can be ordered until that is known, and the payment is followed until then.',
      look: 'at the charge in the gateway: its link is in Current Details of the payment.',
      act: '`refund` the same amount again: a refund that was made is found and not made again. Where the gateway knows refunds by no key (Axerve, Skrill), it is only looked for during the first day; the answer says until when.',
    },
    DISPUTE_LOST: {
      name: 'Contestazione persa',
      means:
        "The bank decided for the customer: the money was taken back. Nothing is corrected by itself. It is not raised where another payment pays for the whole order. An order that had no document by then gets none, and its shop is not told that it is paid, until a person lets it through, cancels it or resolves its payment; a later end in the shop's favour lets it go on.",
      look: 'at the dispute in the gateway: how much was taken back, and its fee.',
      act: "write the credit note (_nota di credito_) in Mexal, or correct the document: nothing there changes by itself. Then `resolve` the payment as _Pagato_, with the credit note's number as reason: that takes the word away. An order that has no document yet waits: `cancelOrder` where the goods stay here, `letThrough` where they are to go out all the same. Should the bank decide for you after all, it goes on by itself.",
    },
    DISPUTED: {
      name: 'Contestazione (chargeback)',
      means:
        "The customer's bank asks for the money back. The gateway sets a date by which to answer; without an answer the money is lost. Each dispute of a charge stands by itself, with its id: one that is won says nothing of another.",
      look: 'at the dispute in the gateway (_contestazione_, chargeback) and at its date: without an answer by then the money is lost.',
      act: 'answer it there, with the proof of delivery. The word goes by itself once you have won; a dispute that was lost becomes [DISPUTE_LOST](#dispute_lost). To have it out of the list before, `resolve` the payment as _Pagato_.',
    },
    FRAUD_WARNING: {
      name: 'Segnalazione di frode',
      means:
        'The bank of the card reports the charge as fraud: a dispute mostly follows. It goes by itself once the charge is refunded whole, or disputed.',
      look: 'at the order and its customer, and at the payment in the gateway: a dispute mostly follows such a warning, with a fee, and a refund prevents it.',
      act: 'stop the goods, and `refund` the payment whole: that takes the word away. Where you know the customer, `resolve` the payment as _Pagato_ with what they said as reason.',
    },
    IN_REVIEW_AT_GATEWAY: {
      name: 'In revisione presso il gateway',
      means:
        'A rule or a person at the gateway has put the payment into review. The money is taken, and the order goes on. It goes by itself once the review is closed there.',
      look: 'at the payment in the gateway: it says which rule, or who, put it into review.',
      act: 'approve it there, or refund it there as fraud: the word goes by itself. The document is written meanwhile.',
    },
    REFUNDED: {
      name: 'Rimborsato',
      means:
        'Nothing is corrected by itself: a credit note (_nota di credito_), or a changed order, is for the bookkeepers. It is not raised where another payment, of which nothing went back, pays for the whole order, nor of a payment that was decided as unpaid: then no document has to follow. An order whose money went back whole, or is on its way, before it had a document gets none, and its shop is not told that it is paid, until a person lets it through, cancels it or resolves its payment.',
      look: "at how much was given back and by whom: the details' table says it.",
      act: "write the credit note (_nota di credito_) in Mexal, or correct the document: nothing there changes by itself. Then `resolve` the payment as _Pagato_, with the credit note's number as reason: that takes the word away. An order whose money went back whole before it had a document waits: `cancelOrder` where the goods stay here, `letThrough` where they are to go out all the same. Should the refund fail, it goes on by itself. After a double charge was put right the word does not come: the document is right.",
    },
    REFUND_FAILED: {
      name: 'Rimborso non riuscito',
      means:
        "The customer's card or account was closed, for instance. The money is back at the gateway and still owed.",
      look: "at the refund in the gateway: the customer's card or account was closed, for instance. The money is back at the gateway and still owed.",
      act: 'ask the customer for an IBAN and pay by bank transfer, or refund again in the gateway. Then `resolve` the payment as _Pagato_, saying how it was paid back.',
    },
  },
} as const satisfies CodeGroup;
