import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentionCatalogue } from '../../domain/attention.ts';
import { Order } from '../../domain/schemas/order.ts';
import { dismissible, orderAttentions } from '../../workflows/order/attentions.ts';
import { checkoutView } from '../../workflows/order/checkout-view.ts';
import { noticeDue, orderStage } from '../../workflows/order/notices.ts';
import { orderActions } from '../../workflows/order/offers.ts';
import { mayPayAgain, pagesToClose } from '../../workflows/order/payable.ts';
import * as s from '../../workflows/order/rules.ts';
import { aCharge, anImport, aReport, aState, refundOf, shopHas } from './states-given.ts';

const ways = ['gateway', 'offline', 'prepaid', 'unmapped'] as const;
const outcomes = ['none', 'PENDING', 'POSITIVE', 'NEGATIVE', 'VERIFY'] as const;
const document = { id: 'OC+1+541', number: 'OC 1/541' };
type ShopWord = Order['state'];
type Row = [due: boolean, stage: string, notice: string | undefined, checkout: string];

/** A gateway's order, read again, without notices so far; its payment has this `outcome`. */
const paidBy = (state: ShopWord, outcome: (typeof outcomes)[number]) =>
  aState({
    inShop: shopHas({ state }),
    released: true,
    payments: outcome === 'none' ? [] : [aReport('p1', outcome)],
  });
const codes = (state: s.OrderState) => orderAttentions(state).map(({ code }) => code);
const seen = (state: s.OrderState): Row => [
  s.documentDue(state),
  orderStage(state),
  noticeDue(state)?.kind,
  checkoutView(state).state,
];
const offers = (state: s.OrderState) => orderActions(state).map(({ action }) => action);

const goesOn: Record<(typeof outcomes)[number], Row> = {
  none: [false, 'PAYMENT', undefined, 'payable'],
  PENDING: [false, 'PAYMENT', 'pay', 'payable'],
  POSITIVE: [true, 'DOCUMENT', 'paid', 'paid'],
  NEGATIVE: [false, 'PAYMENT', 'failed', 'can_pay_again'],
  VERIFY: [false, 'PAYMENT', 'verify', 'verify'],
};
const waits: typeof goesOn = {
  none: [false, 'PAYMENT', undefined, 'unavailable'],
  PENDING: [false, 'PAYMENT', undefined, 'unavailable'],
  POSITIVE: [false, 'DOCUMENT', undefined, 'paid'],
  NEGATIVE: [false, 'PAYMENT', undefined, 'unavailable'],
  VERIFY: [false, 'PAYMENT', 'verify', 'verify'],
};
const isOver: typeof goesOn = {
  none: [false, 'DONE', undefined, 'closed'],
  PENDING: [false, 'PAYMENT', undefined, 'closed'],
  POSITIVE: [false, 'DONE', undefined, 'paid'],
  NEGATIVE: [false, 'DONE', undefined, 'closed'],
  VERIFY: [false, 'PAYMENT', 'verify', 'verify'],
};
const expected: Record<ShopWord, [rows: typeof goesOn, code: string | undefined]> = {
  open: [goesOn, undefined],
  completed: [goesOn, undefined],
  unknown: [goesOn, undefined],
  on_hold: [waits, 'ORDER_ON_HOLD'],
  in_review: [waits, 'ORDER_IN_REVIEW'],
  cancelled: [isOver, undefined],
  refunded: [isOver, 'REFUNDED_IN_SHOP'],
};

describe.each(Object.entries(expected) as [ShopWord, (typeof expected)[ShopWord]][])(
  'an order that is %s in the shop',
  (word, [rows, code]) => {
    it.each(outcomes)('and whose payment is %s', (outcome) => {
      const state = paidBy(word, outcome);
      expect(seen(state)).toEqual(rows[outcome]);
      const forNothing = rows === isOver && outcome === 'POSITIVE' ? ['PAID_BUT_CANCELLED'] : [];
      expect(codes(state)).toEqual([...forNothing, ...(code ? [code] : [])]);
    });

    it('has its open pages closed where nobody is to pay any more, and opens none', () => {
      const stopped = rows !== goesOn;
      expect(pagesToClose(paidBy(word, 'PENDING'))).toHaveLength(stopped ? 1 : 0);
      expect(mayPayAgain(paidBy(word, 'NEGATIVE'))).toBe(!stopped);
    });

    it.each(ways)('and paid by %s has its document only where it goes on', (by) => {
      const state = aState({ imported: anImport(by, { state: word, paid: by === 'prepaid' ? 32217 : 0 }) });
      expect(s.documentDue(state)).toBe(by !== 'gateway' && rows === goesOn);
      expect(s.waitsForShop(state)).toBe(rows === waits);
    });

    it('and written already is for a person who can settle it', () => {
      const state = { ...paidBy(word, 'POSITIVE'), document };
      const told = { ...state, told: [{ marker: 'paid:p1', kind: 'paid' as const, said: '' }] };
      expect(orderStage(told)).toBe('DONE');
      const stands = orderAttentions(state);
      const wanted =
        word === 'cancelled' ? ['CANCELLED_AFTER_DOCUMENT', 'PAID_BUT_CANCELLED'] : code ? [code] : [];
      expect(stands.map((attention) => attention.code)).toEqual(wanted);
      const stillStanding = stands.filter((attention) => attention.code !== 'PAID_BUT_CANCELLED');
      expect(dismissible(state, stands)).toEqual(stillStanding);
    });

    it('is let through by a person only where the shop suspects it', () => {
      expect(offers(paidBy(word, 'none')).includes('letThrough')).toBe(word === 'in_review');
      const passed: s.OrderState = {
        ...paidBy(word, 'POSITIVE'),
        letThrough: ['ORDER_IN_REVIEW', 'PAYMENT_AUTHORISED'],
      };
      expect(s.documentDue(passed)).toBe(rows === goesOn || word === 'in_review');
      expect(offers(passed)).not.toContain('letThrough');
    });
  },
);

describe('money that the shop only holds', () => {
  const authorised = (about: Partial<Order>) => aState({ imported: anImport('prepaid', about) });

  it.each([
    [{ authorised: 32217 }, 'PENDING', ['PAYMENT_AUTHORISED']],
    [{ authorised: 32216 }, 'VERIFY', ['PREPAID_NOT_PAID']],
    [{ authorised: 22217, paid: 10000 }, 'PENDING', ['PAYMENT_AUTHORISED']],
    [{ authorised: 32217, paid: 32217 }, 'POSITIVE', []],
    [{ authorised: 0 }, 'VERIFY', ['PREPAID_NOT_PAID']],
    [{ authorised: 32217, state: 'in_review' }, 'PENDING', ['ORDER_IN_REVIEW']],
    [{ authorised: 32217, state: 'cancelled' }, 'PENDING', []],
  ] as const)('%j is %s: %j', (about, outcome, wanted) => {
    expect(s.orderOutcome(authorised(about))).toBe(outcome);
    expect(codes(authorised(about))).toEqual(wanted);
  });

  it('is no money that a document is told of, also where a person lets the order through', () => {
    const state: s.OrderState = { ...authorised({ authorised: 32217 }), letThrough: ['PAYMENT_AUTHORISED'] };
    expect(s.documentDue(state)).toBe(true);
    expect(s.collected(state)).toBeUndefined();
    expect(orderStage({ ...state, document })).toBe('DONE');
  });
});

describe('what the shop has of the money', () => {
  const twice = (about: Partial<s.OrderState>) =>
    codes({ ...paidBy('open', 'POSITIVE'), paidElsewhere: 32217, ...about });

  it('is paid twice where it came before our own was told, by another transaction, and ours is kept', () => {
    expect(twice({})).toEqual(['PAID_TWICE']);
    expect(twice({ paidElsewhere: 0 })).toEqual([]);
    const reference = { code: 'card', title: 'card', reference: 'pi_p1' };
    expect(twice({ inShop: shopHas({ payment: reference }) })).toEqual([]);
    const givenBack = aReport('p1', 'POSITIVE', { charges: [aCharge('pi_p1', 0)] });
    expect(twice({ payments: [givenBack] })).toEqual(['REFUNDED']);
  });

  it.each([
    [{ paid: 0 }, false, 0],
    [{ paid: 10 }, false, 10],
    [{ paid: 0, countsAsPaid: true }, false, 32217],
    [{ paid: 0, countsAsPaid: false }, false, 0],
    [{ paid: 32217 }, true, 0],
  ])('read as %j, told already: %s, is another’s: %i', (about, booked, elsewhere) => {
    const state = aState({ booked });
    s.readInShop(state, shopHas(about));
    expect(state.paidElsewhere).toBe(elsewhere);
  });

  it('is too much where it kept more than the order comes to, refunds taken off', () => {
    const kept = (about: Parameters<typeof shopHas>[0]) =>
      codes({ ...aState({ imported: anImport('offline') }), document, inShop: shopHas(about) });
    expect(kept({ paid: 32218 })).toEqual(['OVERPAID_IN_SHOP']);
    expect(kept({ paid: 32217 })).toEqual([]);
    expect(kept({ paid: 32317, refunds: [refundOf(100)] })).toEqual(['REFUNDED_IN_SHOP']);
  });

  it('asks for nobody where the refunds of an order found again were there at its import', () => {
    const imported = { ...anImport('gateway', { refunds: [refundOf(100)] }), earlier: { document } };
    const found = { ...aState({ imported }), document };
    expect(codes(found)).toEqual([]);
    expect(codes({ ...found, inShop: shopHas({ refunds: [refundOf(100), refundOf(1, '4')] }) })).toEqual([
      'REFUNDED_IN_SHOP',
    ]);
  });
});

describe('whatever shop, payments and people say', () => {
  const anyState = fc
    .record({
      by: fc.constantFrom(...ways),
      word: fc.constantFrom(...Order.shape.state.options),
      outcomes: fc.array(fc.constantFrom(...outcomes.slice(1)), { maxLength: 3 }),
      paid: fc.constantFrom(0, 10_000, 32_217, 40_000),
      authorised: fc.constantFrom(undefined, 22_217, 32_217),
      refunded: fc.constantFrom(0, 1, 32_217),
      letThrough: fc.subarray<s.LetThrough>(['ORDER_IN_REVIEW', 'PAYMENT_AUTHORISED']),
      booksIn: fc.constantFrom(undefined, undefined, 'USD'),
      announced: fc.boolean(),
      windowClosed: fc.boolean(),
      released: fc.boolean(),
      givenUp: fc.boolean(),
      written: fc.boolean(),
    })
    .map(({ by, word, outcomes: of, paid, authorised, refunded, booksIn, written, ...about }) => {
      const refunds = refunded > 0 ? [refundOf(refunded)] : undefined;
      const imported = { ...anImport(by, { state: word, paid, authorised, refunds }), booksIn };
      const payments = by === 'gateway' ? of.map((outcome, i) => aReport(`p${i}`, outcome as 'PENDING')) : [];
      // An operator who gives an order up closes its time to pay.
      const windowClosed = about.windowClosed || about.givenUp;
      const state = aState({ imported, payments, ...about, windowClosed });
      return { ...state, document: written ? document : undefined };
    });
  const holds = (law: (state: s.OrderState) => void, where: (state: s.OrderState) => boolean = () => true) =>
    fc.assert(fc.property(anyState.filter(where), law), { numRuns: 200 });

  it('an order that is held back or over is not written, nobody is asked to pay it, and no payment of it is told', () => {
    holds(
      (state) => {
        expect(s.documentDue(state)).toBe(false);
        expect(['paid', 'pay', 'accepted']).not.toContain(noticeDue(state)?.kind);
        expect(mayPayAgain(state)).toBe(false);
        expect(checkoutView(state).state).not.toBe('can_pay_again');
      },
      (state) => s.heldBackBy(state) !== undefined || s.isOff(state),
    );
  });

  it('an order that waits for the shop is not done', () => {
    holds((state) => {
      expect(['PAYMENT', 'DOCUMENT', 'SHOP']).toContain(orderStage(state));
    }, s.waitsForShop);
  });

  it('each word that stops an order says what the catalogue says, and stands once', () => {
    holds((state) => {
      const stands = orderAttentions(state);
      expect(new Set(stands.map(({ code }) => code)).size).toBe(stands.length);
      for (const { code, text } of stands)
        expect(text.startsWith(attentionCatalogue[code as keyof typeof attentionCatalogue])).toBe(true);
    });
  });

  it('what a person lets through goes on, or stands at the next word', () => {
    holds(
      (state) => {
        const passed = s.passable(state) ?? 'ORDER_IN_REVIEW';
        const after = { ...state, letThrough: [...state.letThrough, passed] };
        expect(s.passable(after)).not.toBe(passed);
        expect(codes(after)).not.toContain(passed);
      },
      (state) => s.passable(state) !== undefined,
    );
  });
});
