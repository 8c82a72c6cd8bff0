import { randomBytes } from 'node:crypto';
import { DateTime } from 'luxon';
import { type Iwsmile, now, type Payment, type Visit } from './books.ts';
import { verifySign } from './signature.ts';
import { totalOf } from './visits.ts';
import { dispatch } from './webhooks.ts';

const PAYER = '71009999';

/** Takes the money of a visit and sends the callback, if the link has an address for it. */
export function pay(iwsmile: Iwsmile, visit: Visit): Payment {
  const { books, account, sandbox } = iwsmile;
  const id = String(books.nextId++);
  const amount = totalOf(visit);
  const point = (amount / 100).toFixed(2);
  const written = account.comma ? point.replace('.', ',') : point;
  const sign = verifySign(
    account.merchantKey,
    { thx_id: id, payer_id: PAYER, amount: written },
    randomBytes(8),
  );
  const payment: Payment = {
    id,
    visit: visit.id,
    payerId: PAYER,
    amount,
    written,
    verifySign: sign,
    fields: {
      thx_id: id,
      payer_id: PAYER,
      payer_name: visit.payerName,
      payer_email: visit.payerEmail,
      amount: written,
      qta: visit.quantity,
      item_number: visit.itemNumber,
      custom: visit.custom,
      payment_date: DateTime.fromMillis(now(iwsmile), { zone: 'Europe/Rome' }).toFormat('dd/MM/yyyy'),
      payment_status: 'Completed',
      verify_sign: sign,
    },
    at: now(iwsmile),
  };
  books.payments[id] = payment;
  Object.assign(visit, { paid: id, refused: false });
  const at = sandbox.now().toISOString();
  books.charges.push({ id, amount, currency: 'EUR', custom: visit.custom, visit: visit.id, at });
  sandbox.save();
  if (visit.urlCallback) void dispatch(iwsmile, payment, visit.urlCallback);
  return payment;
}
