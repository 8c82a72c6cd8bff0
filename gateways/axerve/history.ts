import { DateTime } from 'luxon';
import { sameMoney } from '../../domain/money.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { moneyOf } from './amounts.ts';
import type { Detail, PaymentEvent } from './wire.ts';

/** One line of a payment's history. Types: hype-app/gestpay-api, "Event types". */
export interface Happening {
  type: string;
  /** Undefined where it is no sum of the payment's currency. */
  money: Money | undefined;
  /** UTC, ISO 8601; undefined where it can't be read. */
  at: string | undefined;
  /** Where it was done: ONL over the API, BOF in the back office, BAT by the night's run; '' where that is not told. */
  where: string;
}

/** Money that went back, or is to. */
export interface GivenBack {
  /** Its number among those of the payment: nothing is ever taken out of a history, so it keeps that. */
  n: number;
  state: 'REFUNDED' | 'REFUND_PENDING' | 'REFUND_FAILED';
  money: Money | undefined;
  at: string | undefined;
  /** Asked for over the API, and not in the back office. */
  overApi: boolean;
}

/** What happened to a payment, oldest first. */
export function historyOf({ events, currency }: Detail): Happening[] {
  return inOrder(events.map((event) => happening(event, currency)));
}

/**
 * Not confirmed: in which order events are told. A payment always begins with its AUT: where that is first, or last, the order is theirs, since times without
 * a zone can't order what happened in the hour that comes twice. Else they go by their times, where each has one.
 */
function inOrder(happened: Happening[]): Happening[] {
  const isAut = (one: Happening | undefined) => one?.type === 'AUT';
  const [begins, ends] = [isAut(happened[0]), isAut(happened.at(-1))];
  if (begins !== ends) return ends ? happened.toReversed() : happened;
  if (happened.some(({ at }) => at === undefined)) return happened;
  return happened.toSorted((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? ''));
}

const happening = (event: PaymentEvent, currency: string): Happening => ({
  type: event.eventtype.toUpperCase(),
  money: moneyOf(event.eventamount, currency),
  at: timeOf(event.eventdate ?? ''),
  where: event.environment?.toUpperCase() ?? '',
});

/** Not confirmed: that times are Rome's. They date what is told of refunds, and since when money is held: when a payment was so, is when we asked. */
function timeOf(text: string): string | undefined {
  const time = DateTime.fromFormat(text, 'dd/MM/yy HH:mm:ss', { zone: 'Europe/Rome' });
  return time.isValid ? time.toUTC().toISO() : undefined;
}

const WEEK_MS = 7 * 24 * 3_600_000;

/**
 * Until when money is held: until the day on which Axerve is to delete it; where it is to take it then by itself, it does not say. Not
 * confirmed: for how long it is held where nothing was programmed. The shortest that cards have is a week: people are told in time.
 */
export function heldUntil(
  operation: { type?: string | null; date?: string | null } | null | undefined,
  history: Happening[],
): string | undefined {
  const day = DateTime.fromFormat(operation?.date ?? '', 'dd/MM/yyyy', { zone: 'Europe/Rome' });
  const type = operation?.type?.toLowerCase();
  if (type === 'delete' && day.isValid) return day.toUTC().toISO();
  if (type === 'capture') return undefined;
  const held = Date.parse(history.findLast((one) => one.type === 'AUT')?.at ?? '');
  return Number.isNaN(held) ? undefined : new Date(held + WEEK_MS).toISOString();
}

const sum = (happened: Happening[]): Money | undefined =>
  happened.reduce<Money | undefined>(
    (all, { money }, i) =>
      i === 0 ? money : all && money && { amount: all.amount + money.amount, currency: all.currency },
    undefined,
  );

/**
 * What was authorised last: a payment that was refused first has the refusal's AUT before it, which is no money. Of a refused one it is
 * what was asked for.
 */
export const authorised = (history: Happening[]): Money | undefined =>
  history.findLast(({ type }) => type === 'AUT')?.money;

const isOneOf =
  (...types: string[]) =>
  ({ type }: Happening): boolean =>
    types.includes(type);

/** Whether money was transferred, or went back: then no other word can say that nothing was paid. */
export const hasMoved = (history: Happening[]): boolean => history.some(isOneOf('PRE', 'MOV', 'REQ', 'STO'));

/** Whether it was transferred, or will be by night (PRE). */
export const isTransferred = (history: Happening[]): boolean => history.some(isOneOf('PRE', 'MOV'));

/** What was transferred, or will be by night; undefined where nothing was, or it can't be read. */
export function transferred(history: Happening[]): Money | undefined {
  const last = history.findLastIndex(isOneOf('MOV'));
  return sum(history.filter((one, i) => one.type === 'MOV' || (one.type === 'PRE' && i > last)));
}

/**
 * What was given back, oldest first. A REQ asks for it, and the STO of the same sum that the night's run makes carries it out: the two are one
 * refund. `deleted`: a CAN gave back what had counted as paid. `now`: when it was asked.
 */
export function givenBack(history: Happening[], state: string, deleted: boolean, now: string): GivenBack[] {
  const found: (Omit<GivenBack, 'n' | 'state'> & { done: boolean })[] = [];
  for (const one of history) {
    const asked = { money: one.money, at: one.at, overApi: one.where === 'ONL' };
    if (one.type === 'REQ') found.push({ ...asked, done: false });
    else if (one.type === 'STO') {
      // The last one asked for: of two of the same sum the first may have been refused.
      const open = found.findLast(
        ({ done, money }) => !done && isSame(money, one.money) && isCarriedOut(one),
      );
      if (open) Object.assign(open, { done: true, at: one.at });
      else found.push({ ...asked, done: true });
    } else if (one.type === 'CAN' && deleted) found.push({ ...asked, done: true });
  }
  return found.map(({ done, ...rest }, i) => ({
    ...rest,
    n: i + 1,
    state: done ? 'REFUNDED' : stateOfAsked(state, rest.at, now),
  }));
}

/**
 * Not confirmed: that what was asked for before is carried out by the night's run only. Another STO is a refund of its own: taken for the end of one that
 * the bank had refused, it would count as nothing.
 */
const isCarriedOut = ({ where }: Happening): boolean => where !== 'ONL' && where !== 'BOF';

const isSame = (a: Money | undefined, b: Money | undefined): boolean =>
  a !== undefined && b !== undefined && sameMoney(a, b);

// From Christmas Eve to the first night's run after it can be a week. What failed once is never told as given back again.
const REFUSED_AFTER_MS = 10 * 24 * 3_600_000;

/**
 * Not confirmed: how a refund shows that the bank refused it, and how many nights it can take. Where the payment is as it was before, days after it was
 * asked for, nothing comes of it any more. Until then, and in any other state, it is under way, and its money counts as gone.
 */
function stateOfAsked(state: string, at: string | undefined, now: string): GivenBack['state'] {
  const isOld = at !== undefined && Date.parse(now) - Date.parse(at) > REFUSED_AFTER_MS;
  return state === 'MOV' && isOld ? 'REFUND_FAILED' : 'REFUND_PENDING';
}
