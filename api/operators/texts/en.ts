import { whatToDo } from '../../../domain/alert.ts';
import { type AttentionCode, attentionCatalogue } from '../../../domain/attention.ts';
import { failureCatalogue } from '../../../domain/failure.ts';
import { actions, inShop, outcomes, stages, steps } from './en-actions.ts';
import { form, infos } from './en-forms.ts';
import { facts, reasons, told } from './en-payments.ts';
import { shown } from './en-shown.ts';
import { standing } from './en-standing.ts';
import type { Texts } from './it.ts';

const codes = [...Object.keys(attentionCatalogue), ...Object.keys(failureCatalogue)] as AttentionCode[];

// Codes are English already, and the catalogues say what to do.
const attentions: Texts['attentions'] = Object.fromEntries(
  codes.map((code) => [
    code,
    [code.charAt(0) + code.slice(1).toLowerCase().replaceAll('_', ' '), whatToDo(code)],
  ]),
);

/** Every word of the operators' pages in English. */
export const english: Texts = {
  language: 'en',
  locale: 'en-GB',
  actions,
  steps,
  stages,
  outcomes,
  inShop,
  attentions,
  facts,
  told,
  reasons,
  shown,
  standing,
  form,
  infos,
  app: 'Incasso',
  roles: { operator: 'operator', reader: 'reads only' },
  signIn: {
    title: 'Sign in',
    name: 'Name',
    password: 'Password',
    button: 'Sign in',
    out: 'Sign out',
    wrong: 'Wrong name or password. Check them and try again.',
    slower: 'Too many tries. Wait a minute and try again.',
    stale: 'The page was open for too long, or the browser takes no cookies. Try again now.',
    expired: 'Your session is over: nothing was sent. Sign in, and you find the form to fill in again.',
    nobody:
      'There is no operator yet. Whoever runs the server runs "npm run operator -- name" and does what it prints.',
  },
  home: {
    title: 'What you can do here',
    start:
      'Open a list in Temporal, then the order or payment you need: its tab "User Metadata" has what happened and the links of the actions.',
    views: 'The lists',
    viewsHint:
      '"Save the view" puts the list among this browser’s Custom Views too: do it once, since each time adds a copy.',
    save: 'Save the view',
    about: {
      person: 'what waits for a person',
      verify: 'payments to verify, and their orders',
      waiting: 'orders that the customer has yet to pay',
      held: 'orders whose money is held, and not taken yet',
      payments: 'all payments',
      today: 'the orders that came today',
      shop: 'the orders of this shop',
    },
    columns:
      'Columns are chosen once per browser, with the gear below the list: take away (−) Status, Run ID, Type, Start and End, add (+) OrderNumber, Customer, Amount (in cents), Outcome, Attention, Stage and Document.',
    noUi: 'To have links to the list here, set temporal.uiUrl in incasso.yaml: it is the Temporal UI’s address.',
    find: 'Find an order',
    findHint: 'The order’s number in the shop, as the customer sees it',
    findButton: 'Search',
    notFound: 'No order has this number. Check the digits, zeros too.',
    actions: 'The actions',
    reader: 'Your role is to read: you see everything, but can’t send anything.',
    needed: 'Every action asks for a reason and is written down with your name.',
  },
  workflow: {
    kinds: {
      order: 'Order',
      payment: 'Payment',
      late: 'Late message',
      document: 'Document of a deposit',
      gateway: 'Gateway',
      shop: 'Shop',
      erp: 'ERP',
      watch: 'Watch',
    },
    outcome: 'Outcome',
    why: 'Why',
    verified: '(confirmed by the gateway)',
    stage: 'Where it is',
    total: 'Total',
    shop: 'Shop',
    inShop: 'In the shop',
    refunds: 'Refunds in the shop',
    customer: 'Customer',
    gateway: 'Gateway',
    reference: 'Reference',
    held: 'Held',
    takeBefore: (when: string) => `to be taken before ${when}`,
    collected: 'Collected',
    refund: 'Refund',
    refundElsewhere: (sum) =>
      `not possible from here. Where one is due, it is made in the gateway’s back office, of the charge named above: ${sum} at most`,
    document: 'Document',
    noDocument: 'not written yet',
    order: 'Order',
    subject: 'What it says',
    payments: 'Payments',
    noPayments: 'No payment',
    messages: 'What the gateway said',
    told: 'What the shop was told',
    toDo: 'What to do',
    finished: 'Ended: it takes no more actions.',
    possible: 'What you can do now',
    nothing: 'There is nothing to do by hand now.',
    stuck:
      'While it is stopped it takes no actions, and nothing changes. What shop and gateway say meanwhile is not lost: it is read once it goes on.',
    doubt: 'Open the payment to verify',
    doubtHint: 'The order waits for its outcome: verify and decide it there.',
    inTemporal: 'Open in Temporal',
    backTo: {
      order: 'Back to the order',
      payment: 'Back to the payment',
      late: 'Back to the message',
      document: 'Back to the document',
      gateway: 'Back to the gateway',
      shop: 'Back to the shop',
      erp: 'Back to the ERP',
      watch: 'Back to the watch',
    },
    home: 'Start page',
  },
};
