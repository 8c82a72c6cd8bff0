import { describe, expect, it } from 'vitest';
import type { Fact, Message } from '../../domain/schemas/message.ts';
import { hear } from '../../workflows/payment/asking.ts';
import { paymentAttentions } from '../../workflows/payment/attentions.ts';
import type { PaymentContext } from '../../workflows/payment/context.ts';
import { closeTried, keepOpenUntil, mayClose, nextCloseAt } from '../../workflows/payment/due.ts';
import { newPayment, type PaymentState } from '../../workflows/payment/state.ts';
import { beginTry, endTry, learnOfTry } from '../../workflows/payment/tries.ts';
import { paymentReport } from '../../workflows/payment/view.ts';
import { requested } from '../domain/messages-given.ts';
import { anImport } from './states-given.ts';

const START = Date.parse('2026-03-02T10:00:00.000Z');
const MINUTE_MS = 60_000;

/** A payment whose customer has a page for an hour, and what is said of it at a minute. */
function aPayment() {
  const page = { paymentId: 'pay-1', total: requested.money, description: '', lines: [], locale: 'it' };
  const state = newPayment(
    {
      paymentId: 'pay-1',
      gateway: 'cards',
      live: true,
      page: { ...page, returnUrl: '', backUrl: '' },
      customerLabel: 'Ada Rossi',
      links: {},
      timing: { ...anImport().timing, verifyMs: [5_000, MINUTE_MS] },
    },
    START,
  );
  const expiresAt = new Date(START + 60 * MINUTE_MS).toISOString();
  Object.assign(state, { page: { id: 'cs_1', url: '', expiresAt }, opening: false });
  let said = 0;
  const says = (minute: number, fact: Fact, about: Partial<Message> = {}) => {
    said += 1;
    const now = START + minute * MINUTE_MS;
    const one: Message = {
      id: `m${said}`,
      source: 'inquiry',
      at: new Date(now).toISOString(),
      fact,
      page: 'cs_1',
      live: true,
      status: fact,
      ...about,
    };
    hear({ state, loop: { clock: { now } } } as unknown as PaymentContext, [one]);
  };
  const isDenied = (minute: number) =>
    says(minute, 'DENIED', { source: 'operator', over: state.messages.map(({ id }) => id) });
  return { state, says, isDenied };
}
const keyAt = (state: PaymentState, minute: number) =>
  beginTry(state, START + minute * MINUTE_MS)
    .captureKey.split(':')
    .at(-1);
/** A try that is begun, and of which nobody knows. */
function isLost(state: PaymentState, minute: number): string | undefined {
  const before = state.captureUnsure;
  const key = keyAt(state, minute);
  endTry(state, 'maybe', before);
  return key;
}
/** A try that fails in another way. */
function fails(state: PaymentState, minute: number, code: string): string | undefined {
  const before = state.captureUnsure;
  const key = keyAt(state, minute);
  endTry(state, 'refused', before, code);
  return key;
}

describe('a page on which money may just be taken', () => {
  it('is not closed because a later try found that there was no time left to begin', () => {
    const { state, says } = aPayment();
    says(1, 'APPROVED');
    isLost(state, 2);
    keyAt(state, 59);
    learnOfTry(state, 'APPROVED', true);
    says(59, 'APPROVED');
    state.closeRequested = true;
    expect(mayClose(state, START + 61 * MINUTE_MS)).toBe(false);
    learnOfTry(state, 'PAGE_EXPIRED', false);
    expect(state.captureUnsure).toBeUndefined();
  });

  it('is closed where the one try was not begun for want of time', () => {
    const { state, says } = aPayment();
    says(1, 'APPROVED');
    keyAt(state, 59);
    learnOfTry(state, 'APPROVED', true);
    state.closeRequested = true;
    expect(mayClose(state, START + 61 * MINUTE_MS)).toBe(true);
  });

  it('can still be paid after a person decided that it is unpaid, until the gateway says what came of it', () => {
    const { state, says, isDenied } = aPayment();
    says(1, 'APPROVED');
    isLost(state, 2);
    says(3, 'APPROVED');
    isDenied(4);
    expect(paymentReport(state)).toMatchObject({ outcome: 'NEGATIVE', stillPayable: true });
    for (const minute of [5, 15, 30]) closeTried(state, START + minute * MINUTE_MS);
    expect(nextCloseAt(state)).toBeLessThanOrEqual(START + 61 * MINUTE_MS);
    learnOfTry(state, 'PAGE_EXPIRED', false);
    says(61, 'PAGE_EXPIRED');
    expect(paymentReport(state).stillPayable).toBeUndefined();
  });
});

describe('the key of a try', () => {
  it('follows one that was refused, whatever the refusal', () => {
    for (const code of ['GATEWAY_REFUSED', 'GATEWAY_LOGIN_REFUSED']) {
      const { state, says } = aPayment();
      says(1, 'APPROVED');
      expect([fails(state, 2, code), keyAt(state, 3)]).toEqual(['1', '2']);
    }
  });

  it('stays while an earlier try under it may be under way, and this one was only not let in', () => {
    const { state, says } = aPayment();
    says(1, 'APPROVED');
    isLost(state, 2);
    expect(fails(state, 3, 'GATEWAY_LOGIN_REFUSED')).toBe('1');
    learnOfTry(state, 'APPROVED', false);
    expect(keyAt(state, 4)).toBe('1');
  });

  it.each(['GATEWAY_STORED_FAILURE', 'GATEWAY_REFUSED'])(
    'for which the gateway has an answer (%s) is followed by the next, once it says that nothing came of it',
    (code) => {
      const { state, says } = aPayment();
      says(1, 'APPROVED');
      isLost(state, 2);
      expect(fails(state, 3, code)).toBe('1');
      expect(mayClose(state, START + 61 * MINUTE_MS)).toBe(false);
      learnOfTry(state, 'NO_ANSWER', false);
      expect(keyAt(state, 4)).toBe('1');
      fails(state, 4, code);
      learnOfTry(state, 'APPROVED', false);
      expect(keyAt(state, 5)).toBe('2');
    },
  );
});

describe('what is held, and was to be taken', () => {
  it('is told to people where the gateway goes on holding it, and not any more once it is paid', () => {
    const { state, says } = aPayment();
    const hold = { charge: 'auth_1', money: requested.money, until: '2026-03-29T10:00:00.000Z' };
    says(1, 'AUTHORISED', hold);
    state.takeWanted = requested.money;
    expect(paymentAttentions(state)).toEqual([]);
    for (const minute of [2, 3]) {
      keyAt(state, minute);
      learnOfTry(state, 'AUTHORISED', true);
      says(minute, 'AUTHORISED', hold);
      state.inquiries += 1;
    }
    expect(paymentAttentions(state)).toMatchObject([{ code: 'HOLD_NOT_TAKEN' }]);
    says(4, 'PAID', { charge: 'pi_1', money: requested.money });
    expect(paymentAttentions(state)).toEqual([]);
  });
});

describe('what was ordered of what is held', () => {
  const part = { ...requested.money, amount: requested.money.amount - 100 };
  const held = () => {
    const payment = aPayment();
    payment.says(1, 'AUTHORISED', { charge: 'auth_1', money: requested.money });
    payment.state.takeWanted = part;
    return payment;
  };

  it.each(['away', 'refused'] as const)(
    'is no longer what a payment is compared with where its try certainly did nothing (%s)',
    (kind) => {
      const { state, says } = held();
      beginTry(state, START);
      expect(state.taken).toEqual(part);
      endTry(state, kind, undefined, 'GATEWAY_LOGIN_REFUSED');
      // Somebody took all of it at the gateway.
      says(3, 'PAID', { charge: 'pi_1', money: requested.money });
      expect(state.settlement).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
    },
  );

  it('nor where the gateway says that nothing came of it; it is tried all the same', () => {
    for (const fact of ['AUTHORISED', 'FAILED', 'PAGE_EXPIRED'] as const) {
      const { state } = held();
      beginTry(state, START);
      learnOfTry(state, fact, true);
      expect([state.taken, state.takeTried]).toEqual([undefined, true]);
    }
  });

  it('is what a payment is compared with while nobody knows what came of it', () => {
    const { state, says } = held();
    isLost(state, 2);
    const before = state.captureUnsure;
    keyAt(state, 3);
    endTry(state, 'away', before);
    learnOfTry(state, 'NO_ANSWER', false);
    learnOfTry(state, 'AUTHORISED', false);
    expect(state.taken).toEqual(part);
    learnOfTry(state, 'PAID', false);
    says(4, 'PAID', { charge: 'pi_1', money: part });
    expect(state.settlement).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
  });
});

describe('what is held of a payment that was decided as unpaid', () => {
  it('and was not let go of when it should have been, is told to people, and stays in view until it is', () => {
    const { state, says, isDenied } = aPayment();
    const hold = { charge: 'auth_1', money: requested.money, until: '2026-03-09T10:00:00.000Z' };
    says(1, 'AUTHORISED', hold);
    isDenied(2);
    expect(paymentAttentions(state)).toEqual([]);
    closeTried(state, START + 2 * MINUTE_MS);
    says(2, 'NO_ANSWER');
    expect(paymentAttentions(state)).toMatchObject([
      { code: 'NO_ANSWER', text: expect.stringContaining('auth_1') },
    ]);
    expect(keepOpenUntil(state)).toBe(Number.POSITIVE_INFINITY);
    says(3, 'PAGE_EXPIRED', { charge: 'auth_1' });
    expect(paymentAttentions(state)).toEqual([]);
    expect(keepOpenUntil(state)).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
