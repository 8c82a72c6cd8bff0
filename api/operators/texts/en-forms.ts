import type { Texts } from './it.ts';

export const form: Texts['form'] = {
  reason: 'Reason',
  reasonHint: 'What you saw or mended, in a few words. It is written down with your name.',
  signed: 'Signed by',
  amount: 'Amount to refund',
  amountHeld: 'Amount to take',
  amountHint: (most) => `At most ${most}. Written like 12.50.`,
  outcome: 'The payment is',
  positive: 'Paid',
  positiveHint: 'the order goes on as paid',
  negative: 'Not paid',
  negativeHint: 'the customer can pay again, if there is time',
  negativeHeld: (sum: string) =>
    `the gateway has ${sum} of this payment: refund it first; until then the customer can not pay again`,
  negativeWritten: (document: string) =>
    `${document} is written in the ERP already: without this money it has to be cancelled there, and nothing is shipped`,
  override: 'The gateway says otherwise: I confirm all the same, having checked.',
  reference: 'Reference at the gateway',
  referenceHint: 'Optional: the charge’s id that you see in the gateway’s back office',
  since: 'Read again from',
  sinceHint: (until) => `Italian date and time. All until ${until} was read: choose an earlier time.`,
  step: 'Step to repeat',
  stepNone: 'Choose…',
  cancel: 'Leave it',
  mend: 'Nothing was sent. Correct the marked fields and send it again.',
  errors: {
    reason: 'Write the reason: at least 5 characters, at most 500.',
    amount: {
      unreadable: 'That is no amount. Write it like 12.50.',
      ambiguous: 'It can be read in two ways. Write the decimals too, such as 1234.00.',
      decimals: 'Too many decimals for this currency.',
      zero: 'It has to be more than zero.',
      most: (most) => `That is more than is left: at most ${most}.`,
    },
    outcome: 'Choose one of the two outcomes.',
    override: 'The gateway says otherwise: tick the box if you are sure.',
    reference: 'At most 100 characters, without spaces.',
    since: {
      unreadable: 'Choose a date and a time.',
      late: (until) => `All until ${until} was read: choose an earlier time.`,
    },
    step: 'Choose one of the steps in the list.',
  },
};

export const infos: Texts['infos'] = {
  done: { title: 'Done', text: 'Written down with your name and the reason.' },
  refused: {
    title: 'It was not possible',
    text: 'The sentence above says why. If something is missing, correct it and try again; otherwise see what is possible now.',
  },
  notOffered: {
    title: 'This action is not possible now',
    text: 'Nothing was sent. Perhaps it was done already, or something has changed meanwhile.',
  },
  unknown: {
    title: 'Sent, but there is no answer yet',
    text: 'It may take a while. Press the button to see how it went: the same request is not done twice.',
    button: 'See how it went',
  },
  away: {
    title: 'The system does not answer',
    text: 'Temporal, or the program that carries out orders, stands still or can’t be reached. Orders are not lost: they go on by themselves. Try again in a few minutes; if it lasts, tell whoever runs the server.',
    button: 'Send again',
    again:
      'What you wrote is still here: don’t close the page. Even if it arrived the first time, it is not done twice.',
  },
  gone: {
    title: 'There is nothing here',
    text: 'What you look for does not exist, or ended long ago and is no longer kept. Check the link.',
  },
  finished: {
    title: 'It has ended already',
    text: 'Nobody follows it any more: nothing was sent.',
  },
  reader: {
    title: 'Read only',
    text: 'Your role lets you see, not send. Ask an operator: the address is the same for them.',
  },
  stale: {
    title: 'This form is no longer valid',
    text: 'Nothing was sent. Open the form again and fill it in.',
    button: 'Open it again',
  },
  notFound: { title: 'This page does not exist', text: 'Check the address, or begin at the start page.' },
  fault: {
    title: 'A fault of ours',
    text: 'See on the order or payment whether the action is done before you repeat it. Whoever runs the server needs this code:',
  },
  said: 'The system’s answer',
};
