import type { Axerve, Payment } from './books.ts';
import { AxerveError } from './errors.ts';
import { firstOf, giveBack, happened, take } from './history.ts';
import { nightAfter } from './time.ts';

/** Ends the holds whose days are over. */
export function endHoldsDue(axerve: Axerve): void {
  const now = axerve.sandbox.now().getTime();
  for (const payment of Object.values(axerve.books.payments))
    if (payment.automatic && Date.parse(payment.automatic.dueAt) <= now) endHold(axerve, payment);
}

/** Carries out the night runs that are due: each payment's is dated by the first night after its last event. */
export function runNightsDue(axerve: Axerve): void {
  const now = axerve.sandbox.now();
  if (now < axerve.nextNight) return;
  axerve.nextNight = nightAfter(now);
  for (const payment of Object.values(axerve.books.payments)) {
    const last = payment.events.at(-1);
    const night = last && nightAfter(new Date(last.at));
    if (night && night <= now) byNight(axerve, payment, night);
  }
}

/** Carries out a night run now, whatever the time is. */
export function runNight(axerve: Axerve): void {
  for (const payment of Object.values(axerve.books.payments)) byNight(axerve, payment, axerve.sandbox.now());
}

/** AUT of a unified shop and PRE become MOV. [INF] A REQ stays in the history, and the STO that carries it out follows. */
function byNight(axerve: Axerve, payment: Payment, at: Date): void {
  if (payment.result !== 'OK') return;
  const details = { environment: 'BAT', at } as const;
  if (payment.state === 'AUT' && payment.capture === 'unified')
    happened(axerve, payment, 'MOV', payment.amount, details);
  if (payment.state === 'PRE') {
    const { amount = 0, settlementID } = payment.events.at(-1) ?? {};
    happened(axerve, payment, 'MOV', amount, { ...details, settlementID });
  }
  carryOutRefunds(axerve, payment, at);
}

function carryOutRefunds(axerve: Axerve, payment: Payment, at: Date): void {
  for (const id of payment.requested.splice(0)) {
    const amount = payment.events.find((event) => event.id === id)?.amount ?? 0;
    const referred = firstOf(payment, 'MOV')?.id;
    const refunded = happened(axerve, payment, 'STO', amount, { environment: 'BAT', at, referred });
    giveBack(axerve, payment, amount, 'refund', refunded.id);
  }
}

/** The bank's answer to the refunds asked for. [INF] A refusal shows only in the state, which is what it was before the request. */
export function settleRefunds(axerve: Axerve, payment: Payment, status: 'succeeded' | 'failed'): void {
  if (payment.requested.length === 0) throw new AxerveError('2011');
  if (status === 'succeeded') {
    carryOutRefunds(axerve, payment, axerve.sandbox.now());
    return;
  }
  payment.requested = [];
  payment.state = payment.events.findLast(({ type }) => type !== 'REQ')?.type ?? '';
}

/** Deletes a hold as if its days were over. Throws 2017 where nothing is held: of a unified shop the money was taken. */
export function lapseHold(axerve: Axerve, payment: Payment): void {
  const { result, state, capture } = payment;
  if (result !== 'OK' || state !== 'AUT' || capture !== 'separated') throw new AxerveError('2017');
  payment.automatic = { type: 'delete', dueAt: axerve.sandbox.now().toISOString() };
  endHold(axerve, payment);
}

/** Ends a hold that nobody captured, as the profile says: it is captured whole, or deleted. */
function endHold(axerve: Axerve, payment: Payment): void {
  const { automatic } = payment;
  payment.automatic = null;
  if (!automatic || payment.result !== 'OK' || payment.state !== 'AUT') return;
  const details = { environment: 'BAT', at: new Date(automatic.dueAt) } as const;
  happened(axerve, payment, automatic.type === 'delete' ? 'CAN' : 'MOV', payment.amount, details);
  if (automatic.type === 'capture') take(axerve, payment, payment.amount);
}
