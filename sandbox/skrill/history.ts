import { DateTime } from 'luxon';
import { type HistoryRow, newId, now, type Refund, type Skrill, type Transaction } from './books.ts';
import { badQuery } from './errors.ts';
import { inHistory, shortest } from './money.ts';

const ZONE = 'Europe/Rome';

/** Inferred: the words of the columns Type and Status, and the content of Reference. A fee's row has no amount sent. */
const types = { received: 'Receive Money', sent: 'Send Money', chargeback: 'Chargeback' };
const statuses = { '2': 'processed', '0': 'pending', '-1': 'cancelled', '-2': 'failed', '-3': 'processed' };

/**
 * Writes a payment into the account's history, with its fee once the money comes. Inferred: a pending payment is there from
 * the day on which it began, and keeps that day.
 */
export function received(skrill: Skrill, transaction: Transaction): void {
  const { id, status, mbMinor, buyer, transactionId, counterpart, paymentType } = transaction;
  if (status === 2) skrill.books.balance += mbMinor;
  const known = skrill.books.history.find((row) => row.id === id);
  const changes = { status: statuses[status], balance: skrill.books.balance };
  if (known) Object.assign(known, changes);
  else
    add(skrill, id, {
      type: types.received,
      details: `from ${buyer}`,
      minus: null,
      plus: mbMinor,
      status: changes.status,
      reference: transactionId,
      sent: shortestSent(transaction),
      currencySent: transaction.currency,
      counterpart,
      paymentType,
    });
  if (status === 2) addFee(skrill, transaction);
}

/** Writes a refund into the account's history: the money leaves, or comes back where the refund failed. */
export function refunded(skrill: Skrill, refund: Refund, payment: Transaction): void {
  const known = skrill.books.history.find((row) => row.id === refund.id);
  skrill.books.balance += refund.status === -2 ? (known ? refund.mbMinor : 0) : known ? 0 : -refund.mbMinor;
  if (known) Object.assign(known, { status: statuses[refund.status] });
  else if (refund.status !== -2)
    add(skrill, refund.id, {
      ...toBuyer(payment),
      type: types.sent,
      minus: refund.mbMinor,
      status: statuses[refund.status],
      sent: shortest(refund.mbMinor, refund.mbCurrency),
      currencySent: refund.mbCurrency,
    });
}

/** Writes a chargeback into the account's history. */
export function chargedBack(skrill: Skrill, payment: Transaction): void {
  skrill.books.balance -= payment.mbMinor;
  add(skrill, newId(skrill), {
    ...toBuyer(payment),
    type: types.chargeback,
    minus: payment.mbMinor,
    status: statuses['-3'],
    sent: shortest(payment.mbMinor, payment.mbCurrency),
    currencySent: payment.mbCurrency,
  });
}

/** action=history: the rows of these days (in central Europe, both included) as CSV; column names have the account's currency. */
export function historyCsv(skrill: Skrill, form: Record<string, string>): string {
  const from = day(form.start_date, 'start_date').startOf('day').toMillis();
  const until = form.end_date
    ? day(form.end_date, 'end_date').endOf('day').toMillis()
    : Number.POSITIVE_INFINITY;
  const { currency } = skrill.account;
  const money = (minor: number | null) => (minor === null ? '' : inHistory(minor, currency));
  const header = `"ID","Time (CET)","Type","Transaction Details","[-] ${currency}","[+] ${currency}","Status","balance","Reference","Amount Sent","Currency sent","More information","ID of the corresponding Skrill transaction","Payment Type"`;
  const rows = skrill.books.history
    .filter(({ at }) => at >= from && at <= until)
    .map((row) => [
      row.id,
      DateTime.fromMillis(row.at, { zone: ZONE, locale: 'en-US' }).toFormat('dd LLL yy HH:mm'),
      row.type,
      row.details,
      money(row.minus),
      money(row.plus),
      row.status,
      money(row.balance),
      row.reference,
      row.sent,
      row.currencySent,
      '',
      row.counterpart,
      row.paymentType,
    ]);
  return [header, ...rows.map((row) => row.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))].join(
    '\n',
  );
}

function day(text: string | undefined, name: string): DateTime {
  if (!text) throw badQuery('missing', name);
  const read = /^\d{2}-\d{2}-\d{4}$/.test(text)
    ? DateTime.fromFormat(text, 'dd-MM-yyyy', { zone: ZONE })
    : undefined;
  if (!read?.isValid) throw badQuery('illegal', text);
  return read;
}

type Movement = Omit<HistoryRow, 'id' | 'at' | 'balance'>;

function add(skrill: Skrill, id: string, movement: Movement): void {
  skrill.books.history.push({ id, at: now(skrill), balance: skrill.books.balance, ...movement });
}

function addFee(skrill: Skrill, { mbMinor, transactionId, counterpart }: Transaction): void {
  const fee = Math.round(mbMinor * 0.029) + 29;
  skrill.books.balance -= fee;
  add(skrill, newId(skrill), {
    type: types.received,
    details: 'Fee',
    minus: fee,
    plus: null,
    status: 'processed',
    reference: transactionId,
    sent: '',
    currencySent: '',
    counterpart,
    paymentType: '',
  });
}

const toBuyer = ({ buyer, transactionId, counterpart, paymentType }: Transaction) => ({
  details: `to ${buyer}`,
  plus: null,
  reference: transactionId,
  counterpart,
  paymentType,
});

const shortestSent = ({ amount }: Transaction): string => String(Number(amount));
