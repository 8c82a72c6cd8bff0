import type { Fact, Message } from '../../domain/schemas/message.ts';
import type { Money } from '../../domain/schemas/money.ts';
import { reasonOf } from './codes.ts';
import {
  authorised,
  type GivenBack,
  givenBack,
  type Happening,
  hasMoved,
  heldUntil,
  historyOf,
  isTransferred,
  transferred,
} from './history.ts';
import { markOf, type Ours } from './marks.ts';
import type { Detail } from './wire.ts';

/** What a payment's details say, in our words. */
export interface Standing {
  fact: Fact;
  money: Money | undefined;
  note: string | undefined;
  /** In Axerve's words: "OK MOV". */
  status: string;
  /** What went back of it; empty of one that was not paid. */
  given: GivenBack[];
  /** Of what is held: until when. UTC, ISO 8601. */
  until?: string;
  /** Nothing was transferred yet: only the whole can be given back, by deleting it. */
  deletable: boolean;
}

const upper = (text: string | null | undefined): string => (text ?? '').trim().toUpperCase();

/** Results: hype-app/gestpay-api, POST payment/detail; each in two spellings. `now`: when it was asked. */
export function standingOf(detail: Detail, ours: Ours, now: string): Standing {
  const result = upper(detail.transactionResult);
  const history = historyOf(detail);
  const told: Standing = {
    // What nobody knows stays so.
    fact: 'UNKNOWN',
    status: [detail.transactionResult, detail.transactionState].filter(Boolean).join(' '),
    money: markOf(detail, ours.installationField)?.money ?? authorised(history),
    note: reasonOf(detail.transactionErrorCode ?? undefined),
    given: [],
    deletable: false,
  };
  if (result === 'OK' || result === 'APPROVED')
    return ofAuthorised(told, { detail, history, now, held: isHeld(detail, ours) });
  if (hasMoved(history)) return { ...told, note: 'its history has money that moved' };
  switch (result) {
    case 'UNSUBMITTED':
      return history.length > 0 ? told : { ...told, fact: 'PAGE_OPEN' };
    case 'WAITING':
      return { ...told, fact: factOfWaiting() };
    case 'XX':
    case 'PENDING':
      return { ...told, fact: 'PROCESSING' };
    case 'KO':
    case 'DECLINED':
      return { ...told, fact: factOfRefused(detail.transactionErrorCode ?? undefined) };
    default:
      return told;
  }
}

/** Not confirmed: that the customer is at a third party then, such as the bank. The money may be on its way. */
const factOfWaiting = (): Fact => 'PROCESSING';

const LAPSED = '4800';
// "Already processed": one more try was refused because an earlier one was not.
const PAID_BEFORE = new Set(['1137', '4707']);

/**
 * Not confirmed: that nobody can pay on a page that was refused. The documents say that its token is spent with the first try. Should money come
 * all the same, the two words contradict each other, and Axerve is asked.
 */
function factOfRefused(code: string | undefined): Fact {
  if (PAID_BEFORE.has(code ?? '')) return 'UNKNOWN';
  return code === LAPSED ? 'PAGE_EXPIRED' : 'FAILED';
}

interface Authorised {
  detail: Detail;
  history: Happening[];
  now: string;
  held: boolean;
}

/** What an authorised payment comes to, by its state: hype-app/gestpay-api, "Event types". */
function ofAuthorised(told: Standing, { detail, history, now, held }: Authorised): Standing {
  const state = upper(detail.transactionState);
  const moved = isTransferred(history);
  const paid = (deleted = false): Standing => ({
    ...told,
    fact: 'PAID',
    // Never what was asked for: where Axerve names no sum, nobody knows it.
    money: moved ? transferred(history) : held ? undefined : authorised(history),
    given: givenBack(history, state, deleted, now),
    deletable: state === 'AUT' && !moved,
  });
  switch (state) {
    case 'AUT':
      return held ? ofHeld(told, detail, history) : paid();
    case 'PRE':
    case 'MOV':
    case 'REQ':
    case 'STO':
      return paid();
    case 'CAN':
      // What was only held went back before it was ours; what had counted as paid was given back.
      return held && !moved ? { ...told, fact: 'PAGE_EXPIRED', note: 'the hold was deleted' } : paid(true);
    default:
      return told;
  }
}

/** Where Axerve names no sum that is held, nobody knows it. */
function ofHeld(told: Standing, { automaticOperation }: Detail, history: Happening[]): Standing {
  const money = authorised(history);
  if (!money) return { ...told, note: 'the money is held, and its history does not say how much' };
  return { ...told, fact: 'AUTHORISED', money, until: heldUntil(automaticOperation, history) };
}

/**
 * Whether what is authorised is only held. That is a setting of the shop: by ours, and in any case where Axerve has programmed what becomes of it, which
 * it does of held money alone.
 */
const isHeld = ({ automaticOperation }: Detail, { shopCapture }: Ours): boolean =>
  shopCapture === 'separated' || Boolean(automaticOperation?.type);

/** How messages are known, and of when they are. `at`: when it was asked. */
export interface How {
  source: 'inquiry' | 'notification';
  at: string;
}

/** The state of a payment as a message. The page, and the charge, are the payment's id at Axerve. */
export function stateMessage(
  { paymentID }: Pick<Detail, 'paymentID'>,
  standing: Standing,
  how: How,
  live: boolean,
): Message {
  const { fact, money, status, note, until } = standing;
  const charged = fact !== 'PAGE_OPEN' && fact !== 'PAGE_EXPIRED';
  return {
    id: how.source === 'inquiry' ? `inquiry:${paymentID}:${how.at}` : stateId(paymentID, standing),
    source: how.source,
    at: how.at,
    fact,
    page: paymentID,
    ...(charged && { charge: paymentID }),
    money,
    ...(until !== undefined && { until }),
    live,
    status,
    note,
  };
}

/** The same is one message however often it is told; another sum, or another word that nobody knows, is news. */
function stateId(paymentID: string, { fact, money, status }: Standing): string {
  const of = fact === 'PAID' ? `:${money?.amount}` : fact === 'UNKNOWN' ? `:${status}` : '';
  return `state:${paymentID}:${fact}${of}`;
}

/** What went back, whichever way it is known. Axerve gives it no id: it is the payment's n-th. */
export const refundMessages = (
  { paymentID }: Detail,
  { given }: Standing,
  how: How,
  live: boolean,
): Message[] => given.map((one) => refundMessage(paymentID, one, how, live));

export const refundMessage = (paymentID: string, one: GivenBack, how: How, live: boolean): Message => ({
  id: `refund:${paymentID}-${one.n}:${one.state}`,
  source: how.source,
  at: one.at ?? how.at,
  fact: one.state,
  charge: paymentID,
  money: one.money,
  live,
  status: `refund ${one.n}: ${WORDS[one.state]}`,
});

const WORDS: Record<GivenBack['state'], string> = {
  REFUNDED: 'given back (STO or CAN)',
  REFUND_PENDING: 'asked for (REQ)',
  REFUND_FAILED: 'asked for (REQ), and not any more',
};
