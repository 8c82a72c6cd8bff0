import { ActivityFailure, ApplicationFailure, TimeoutFailure } from '@temporalio/workflow';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../domain/schemas/message.ts';
import { failedCall } from '../../workflows/kit/failures.ts';
import type { PaymentInput } from '../../workflows/messages.ts';
import {
  closeOwed,
  closingOf,
  dueAt,
  isClear,
  mayClose,
  mayVoid,
  noteHoldEnds,
} from '../../workflows/payment/due.ts';
import { contradicted } from '../../workflows/payment/offers.ts';
import { newPayment, type PaymentState, settlementOf } from '../../workflows/payment/state.ts';
import { answered, messageOf, minute, requested } from '../domain/messages-given.ts';
import { anImport, aPage } from './states-given.ts';

const START = Date.parse(minute(0));
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const GRACE_MS = 10_000;
const expiry = START + 15 * MINUTE_MS + GRACE_MS;
const input: PaymentInput = {
  paymentId: 'pay-1',
  gateway: 'cards',
  live: true,
  page: aPage('pay-1', requested.money, { capture: 'later' }),
  customerLabel: 'Ada Rossi',
  links: {},
  timing: { ...anImport().timing, verifyMs: [5_000, MINUTE_MS, DAY_MS] },
};
const until = new Date(START + 7 * DAY_MS).toISOString();

/** A payment of which its gateway said this; `about` says what else is so. */
function aPayment(fact: Fact, about: Partial<PaymentState> = {}): PaymentState {
  const page = {
    id: 'cs_1',
    url: 'https://cards.example/1',
    expiresAt: new Date(expiry - GRACE_MS).toISOString(),
  };
  const messages = [answered(fact, 1, fact === 'AUTHORISED' ? { until } : {})];
  const state = { ...newPayment(input, START), page, opening: false, messages, ...about };
  return { ...state, settlement: settlementOf(state) };
}

describe('a page that was agreed to', () => {
  it('is asked about as a doubt is, and at the latest once its time is over', () => {
    expect(dueAt(aPayment('APPROVED'))).toBe(START + 5_000);
    expect(dueAt(aPayment('APPROVED', { inquiries: 2 }))).toBe(expiry);
    expect(dueAt(aPayment('APPROVED', { inquiries: 2, since: expiry }))).toBe(expiry + DAY_MS);
    expect(isClear(aPayment('APPROVED'))).toBe(false);
  });

  it('is closed only where that is wanted, or its time is over, and never while its money may be on the way', () => {
    const closing = { closeRequested: true };
    expect(mayClose(aPayment('APPROVED'), expiry - 1)).toBe(false);
    expect(mayClose(aPayment('APPROVED'), expiry)).toBe(true);
    expect(mayClose(aPayment('APPROVED', closing), START)).toBe(true);
    expect(dueAt(aPayment('APPROVED', closing))).toBe(0);
    const unsure = { ...closing, captureUnsure: { key: 'capture:pay-1:1' } };
    expect(mayClose(aPayment('APPROVED', unsure), expiry + DAY_MS)).toBe(false);
    expect(dueAt(aPayment('APPROVED', { ...unsure, inquiries: 2 }))).toBe(expiry);
    expect(closingOf(aPayment('APPROVED', unsure))).toBe('inquire');
  });

  it('has to be closed where a person decided, and to call it paid contradicts the gateway', () => {
    const denied = messageOf('DENIED', 2, { over: [] });
    const state = aPayment('APPROVED', { messages: [answered('APPROVED', 1), denied] });
    expect([closeOwed(state), closingOf(state)]).toEqual([true, 'closePage']);
    expect(contradicted(aPayment('APPROVED'))).toEqual(['POSITIVE']);
  });
});

describe('money that is held', () => {
  it('is asked about once a day, and every hour once its time is over; two days before, people are told', () => {
    expect(dueAt(aPayment('AUTHORISED'))).toBe(START + DAY_MS);
    const late = aPayment('AUTHORISED', { since: START + 4.5 * DAY_MS });
    expect(dueAt(late)).toBe(START + 5 * DAY_MS);
    noteHoldEnds(late, START + 5 * DAY_MS - 1);
    expect(late.holdEnds).toBeUndefined();
    noteHoldEnds(late, START + 5 * DAY_MS);
    expect([late.holdEnds, dueAt(late)]).toEqual(['soon', START + 5.5 * DAY_MS]);
    noteHoldEnds(late, START + 7 * DAY_MS - 1);
    expect(late.holdEnds).toBe('soon');
    const over = { ...late };
    noteHoldEnds(over, START + 7 * DAY_MS);
    expect(over.holdEnds).toBe('over');
    const last = { ...late, since: START + 6.5 * DAY_MS };
    expect(dueAt(last)).toBe(START + 7 * DAY_MS + GRACE_MS);
    expect(dueAt({ ...last, since: START + 8 * DAY_MS })).toBe(START + 8 * DAY_MS + 60 * MINUTE_MS);
    expect(isClear(late)).toBe(true);
  });

  it('is let go of where that is wanted, and is no page to close', () => {
    const state = aPayment('AUTHORISED', { closeRequested: true });
    expect([mayClose(state, expiry), mayVoid(state, START), dueAt(state)]).toEqual([false, true, 0]);
    expect([closingOf(state), mayVoid(aPayment('AUTHORISED'), START)]).toEqual(['void', false]);
    const tried = { ...state, inquiries: 1 };
    expect([isClear(tried), mayVoid(tried, START), dueAt(tried)]).toEqual([false, false, START + 5_000]);
  });

  it('is let go of where that is wanted though it is not the sum that was asked for, and nothing of it was taken', () => {
    const money = { ...requested.money, amount: requested.money.amount - 1 };
    const messages = [answered('AUTHORISED', 1, { until, money })];
    const wanted = { messages, closeRequested: true };
    const state = aPayment('AUTHORISED', wanted);
    expect([mayVoid(state, START), dueAt(state), closingOf(state)]).toEqual([true, 0, 'void']);
    expect(dueAt({ ...state, inquiries: 1 })).toBe(START + 5_000);
    expect(mayVoid(aPayment('AUTHORISED', { messages }), START)).toBe(false);
    const taken = answered('PAID', 2, { charge: 'pi_2', money, page: 'cs_2' });
    expect(mayVoid(aPayment('AUTHORISED', { ...wanted, messages: [...messages, taken] }), START)).toBe(false);
    const silent = messageOf('NO_ANSWER', 2);
    expect(mayVoid(aPayment('AUTHORISED', { ...wanted, messages: [...messages, silent] }), START)).toBe(
      false,
    );
  });

  it('is let go of where a person decided that it is unpaid, and kept where one decided that it is paid', () => {
    const held = answered('AUTHORISED', 1, { until });
    const decided = (fact: Fact) =>
      aPayment(fact, { messages: [held, messageOf(fact, 2, { over: [held.id] })] });
    expect([closeOwed(decided('DENIED')), closingOf(decided('DENIED'))]).toEqual([true, 'void']);
    expect([closeOwed(decided('CONFIRMED')), closingOf(decided('CONFIRMED'))]).toEqual([false, 'inquire']);
    expect(contradicted(aPayment('AUTHORISED'))).toEqual(['POSITIVE']);
  });
});

describe('a call that failed', () => {
  const failed = (cause: Error) =>
    failedCall(
      new ActivityFailure('failed', 'capture', '1', 'TIMEOUT', undefined, cause),
      'GATEWAY_ANSWER_LOST',
    ).kind;
  const timedOut = (type: TimeoutFailure['timeoutType']) =>
    failed(new TimeoutFailure('late', undefined, type));
  const thrown = (details?: unknown[]) =>
    failed(ApplicationFailure.create({ type: 'GATEWAY_AWAY', message: 'away', details }));

  it('did nothing where no worker began it, or the connector says so; anything else may have been done', () => {
    expect(timedOut('SCHEDULE_TO_START')).toBe('away');
    expect((['START_TO_CLOSE', 'HEARTBEAT', 'SCHEDULE_TO_CLOSE'] as const).map(timedOut)).toEqual(
      Array(3).fill('maybe'),
    );
    expect([thrown([{ kind: 'away' }]), thrown([{ kind: 'refused' }]), thrown([{ kind: 'maybe' }])]).toEqual([
      'away',
      'refused',
      'maybe',
    ]);
    expect([thrown(), thrown([null]), failed(new Error('a fault of ours'))]).toEqual(Array(3).fill('maybe'));
  });
});
