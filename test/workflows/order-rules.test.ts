import { describe, expect, it } from 'vitest';
import { whyNotCancel } from '../../workflows/order/offers.ts';
import { pagesToClose } from '../../workflows/order/payable.ts';
import { closeOwed, dueAt, keepOpenUntil, nextCloseAt } from '../../workflows/payment/due.ts';
import type { PaymentState } from '../../workflows/payment/state.ts';
import { anImport, aReport, aState } from './states-given.ts';

const HOUR_MS = 3_600_000;
const ofPayments = (...outcomes: Parameters<typeof aReport>[1][]) =>
  aState({ payments: outcomes.map((outcome, i) => aReport(`p${i + 1}`, outcome)) });

describe('pages nobody should pay on any more', () => {
  it('are the open ones of an order that is paid, or of which another payment is in doubt', () => {
    expect(pagesToClose(ofPayments('POSITIVE', 'PENDING'))).toEqual([['p2', 'the order is paid']]);
    expect(pagesToClose(ofPayments('VERIFY', 'PENDING'))).toEqual([
      ['p2', 'another payment is being verified'],
    ]);
    expect(pagesToClose(ofPayments('NEGATIVE', 'PENDING'))).toEqual([]);
  });

  it('are all open ones once the time to pay is over', () => {
    const over = { ...ofPayments('NEGATIVE', 'PENDING'), windowClosed: true };
    expect(pagesToClose(over)).toEqual([['p2', 'the time to pay is over']]);
  });
});

describe('an order', () => {
  it('is not given up while its document is being written', () => {
    const offline = aState({ imported: anImport('offline') });
    expect(whyNotCancel(offline)).toBeUndefined();
    expect(whyNotCancel({ ...offline, writing: true })).toBe('the document is being written');
  });
});

describe('a payment that was decided while nobody knew of its page', () => {
  const since = Date.parse('2026-03-02T10:00:00Z');
  const decided = (lastFact: string): PaymentState =>
    ({
      input: { timing: { keepOpenMs: 60 * 24 * HOUR_MS, verifyMs: [5_000, 60_000] } },
      settlement: { outcome: 'NEGATIVE', reason: 'DENIED', charges: [], after: [], verified: false },
      page: { id: 'cs_1', url: 'https://pay.example', expiresAt: '2026-03-03T10:00:00Z' },
      messages: [{ id: 'i', source: 'inquiry', fact: lastFact }],
      since,
      closeTries: 1,
      closeTriedAt: since,
    }) as unknown as PaymentState;

  it('has its page closed again and again until the gateway says that it is', () => {
    expect(closeOwed(decided('NO_ANSWER'))).toBe(true);
    expect(dueAt(decided('NO_ANSWER'))).toBe(since + 5_000);
    expect(nextCloseAt({ ...decided('NO_ANSWER'), closeTries: 5 })).toBe(since + 60_000);
  });

  it('only listens once its page can not be paid any more', () => {
    expect(closeOwed(decided('PAGE_EXPIRED'))).toBe(false);
    expect(dueAt(decided('PAGE_EXPIRED'))).toBe(keepOpenUntil(decided('PAGE_EXPIRED')));
  });
});
