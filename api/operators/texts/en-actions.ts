import type { Texts } from './it.ts';

export const actions: Texts['actions'] = {
  retry: {
    name: 'Retry',
    what: 'Repeats the step that stands, once you have mended the cause. What is done already is not repeated.',
    button: 'Retry now',
  },
  cancelOrder: {
    name: 'Cancel the order',
    what: 'The order can’t be paid any more and is not written to the ERP; the shop is told. Gives no money back.',
    button: 'Cancel this order',
  },
  letThrough: {
    name: 'Let through',
    what: 'The order goes on although the shop suspects it of fraud, its money is only held, or the customer has it back by a dispute or a refund: it is written to the ERP, and its customer can pay where that is still to be done.',
    button: 'Let the order through',
  },
  verifyNow: {
    name: 'Verify now',
    what: 'Asks the gateway at once what became of the payment. Charges nothing and gives nothing back.',
    button: 'Ask the gateway',
  },
  resolve: {
    name: 'Decide the outcome',
    what: 'You decide whether it was paid, where the gateway’s answer is not enough. Look at the payment in the gateway’s back office first.',
    button: 'Confirm the decision',
  },
  closePayment: {
    name: 'Close the payment page',
    what: 'The customer can’t pay on that page any more: at once, or from its expiry on where the gateway doesn’t close it before. If they have paid already, the payment counts. Money that is only held is let go of: it can not be taken any more.',
    button: 'Close the page',
  },
  capture: {
    name: 'Take the money',
    what: 'Takes the money that the customer authorised. It starts at once; what is not taken is let go of, and can not be taken later.',
    button: 'Take it now',
  },
  refund: {
    name: 'Refund',
    what: 'Gives money back to the customer. It goes out at once and can’t be undone.',
    button: 'Refund now',
  },
  settled: {
    name: 'Mark as settled',
    what: 'Says that it was dealt with elsewhere: nobody has to look at it any more. Moves no money, writes nothing.',
    button: 'It is settled',
  },
  catchUpFrom: {
    name: 'Read notifications again',
    what: 'Reads the gateway’s notifications again from a time on, at most 30 days back. What is known changes nothing.',
    button: 'Read from then on',
  },
  importFrom: {
    name: 'Import orders again',
    what: 'Reads the shop’s orders again from a time on. No order is started twice, but those made since then and never imported are started too.',
    button: 'Import from then on',
  },
  resume: {
    name: 'Resume',
    what: 'Tries the ERP’s login again, by one call. Have user and password corrected and every worker restarted first: three refusals lock Mexal’s user.',
    button: 'Try the login',
  },
};

export const steps: Texts['steps'] = {
  payment: 'Payment: a new page, or read anew where paid in the shop',
  document: 'Document in the ERP',
  shop: 'Telling the shop',
};

export const stages: Texts['stages'] = {
  IMPORT: 'Reading from the shop',
  PAYMENT: 'Payment',
  DOCUMENT: 'Document in the ERP',
  SHOP: 'Telling the shop',
  DONE: 'Done: still listens for refunds and changes',
};

export const outcomes: Texts['outcomes'] = {
  PENDING: 'Waiting',
  AUTHORISED: 'Held, not taken yet',
  POSITIVE: 'Paid',
  NEGATIVE: 'Not paid',
  VERIFY: 'To be verified',
};

export const inShop: Texts['inShop'] = {
  open: 'Open',
  on_hold: 'Put on hold by a person',
  in_review: 'Suspected of fraud',
  cancelled: 'Cancelled',
  completed: 'Completed',
  refunded: 'Refunded',
  unknown: 'Unknown state',
};
