import { own } from '../kit/records.ts';
import { dashboardButtons } from '../kit/steering.ts';
import { now, type SessionRecord, type Skrill, type Transaction } from './books.ts';
import { chargeBack } from './disputes.ts';
import { SteeringError } from './errors.ts';
import { readable } from './money.ts';
import type { Dashboard } from './pages.ts';
import { settleDelayed } from './payments.ts';
import { refundByHand } from './refunds.ts';
import { isOpen } from './sessions.ts';
import { misbehaviour } from './steering.ts';

const SHOWN = 50;
const WORDS = { '2': 'processed', '0': 'pending', '-1': 'cancelled', '-2': 'failed', '-3': 'charged back' };

/** What the buttons of the sandbox's own page at `/` do, for whoever looks at a demo. */
export function dashboardRoutes(skrill: Skrill): void {
  const { app } = skrill.sandbox;
  dashboardButtons(skrill, misbehaviour);
  app.post<{ Params: { id: string }; Body: { what?: string } }>(
    '/dashboard/transactions/:id',
    (request, reply) => {
      const transaction = own(skrill.books.transactions, request.params.id);
      try {
        if (!transaction || !happens(skrill, transaction, request.body?.what))
          return reply.code(400).type('text/plain').send('Nothing like that can happen to it');
      } catch (error) {
        if (!(error instanceof SteeringError)) throw error;
        return reply.code(400).type('text/plain').send(error.message);
      }
      return reply.redirect('/', 303);
    },
  );
}

/** What the buyer's bank or the account's owner does about a payment; false where nothing can be done. */
function happens(skrill: Skrill, transaction: Transaction, what = ''): boolean {
  switch (what) {
    case 'chargeback':
      chargeBack(skrill, transaction);
      return true;
    case 'refund':
      refundByHand(skrill, transaction, undefined);
      return true;
    case 'succeed':
    case 'fail':
    case 'cancel':
      return settleDelayed(skrill, transaction, what);
    default:
      return false;
  }
}

const actsOf = ({ status, mbMinor, refundedMinor }: Transaction) => [
  ...(status === 2 && refundedMinor < mbMinor ? [{ what: 'refund', text: 'refund' }] : []),
  ...(status === 2 ? [{ what: 'chargeback', text: 'charge back' }] : []),
  ...(status === 0 ? ['succeed', 'fail', 'cancel'].map((what) => ({ what, text: what })) : []),
];

/** What the page at `/` shows: the newest payments and reports, and what can go wrong. */
export function overview(skrill: Skrill): Dashboard {
  const { books, misbehaviours, account } = skrill;
  return {
    now: time(now(skrill)),
    taken: books.charges.length,
    balance: readable(books.balance, account.currency),
    locked: books.lockedUntil !== null && now(skrill) < books.lockedUntil,
    modes: misbehaviour.shape.mode.options,
    misbehaviours,
    sessions: Object.values(books.sessions)
      .slice(-SHOWN)
      .reverse()
      .map((session) => shownSession(skrill, session)),
    deliveries: books.deliveries
      .slice(-SHOWN)
      .reverse()
      .map(({ at, about, type, attempt, status, note }) => ({
        at: at.slice(0, 19).replace('T', ' '),
        about,
        status: type,
        attempt,
        answer: note || String(status ?? ''),
      })),
  };
}

function shownSession(skrill: Skrill, session: SessionRecord) {
  const { sid, transactionId, minor, currency, preparedAt, openedAt } = session;
  const tries = Object.values(skrill.books.transactions).filter((transaction) => transaction.sid === sid);
  return {
    sid,
    at: time(preparedAt),
    reference: transactionId ?? sid.slice(0, 8),
    amount: readable(minor, currency),
    state: !isOpen(skrill, session) ? 'closed' : openedAt === null ? 'prepared' : 'open',
    tries: tries.map((transaction) => ({
      id: transaction.id,
      status: WORDS[transaction.status],
      amount: readable(transaction.mbMinor, transaction.mbCurrency),
      acts: actsOf(transaction),
    })),
  };
}

const time = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
