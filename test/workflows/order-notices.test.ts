import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Imported } from '../../activities/shop.ts';
import { Order } from '../../domain/schemas/order.ts';
import { noticeDue } from '../../workflows/order/notices.ts';
import type { OrderState } from '../../workflows/order/rules.ts';
import { anImport, aReport, aState, shopHas, unread } from './states-given.ts';

const states = Order.shape.state.options;
const outcomes = ['PENDING', 'POSITIVE', 'NEGATIVE', 'VERIFY'] as const;
const stateWith = (about: Partial<OrderState>, ...payments: OrderState['payments']) =>
  aState({ ...about, payments });
const checkoutUrl = 'https://pay.example/checkout/t';

describe('what the shop is told', () => {
  it('is nothing before the import, nor where it took the money itself or nobody said how it comes', () => {
    expect(noticeDue(unread)).toBeUndefined();
    for (const way of ['prepaid', 'unmapped'] as const)
      expect(noticeDue(aState({ imported: anImport(way, { paid: 32217 }) }))).toBeUndefined();
  });

  it('of an offline payment is that the order is accepted, never that it is paid', () => {
    expect(noticeDue(aState({ imported: anImport('offline') }))).toEqual({
      kind: 'accepted',
      marker: 'accepted',
    });
  });

  it('is that it is paid, with the charge, once the shop was read again', () => {
    const paid = aReport('p1', 'POSITIVE');
    expect(noticeDue(stateWith({}, paid))).toBeUndefined();
    expect(noticeDue(stateWith({ released: true }, paid))).toMatchObject({
      kind: 'paid',
      marker: 'paid:p1',
      collected: { reference: 'pi_p1' },
    });
    expect(
      noticeDue(stateWith({ released: true, inShop: shopHas({ state: 'cancelled' }) }, paid)),
    ).toBeUndefined();
  });

  it('of a document that was shipped is who carries the goods, where the ERP says so; of an invoiced one it is not', () => {
    const document = { id: 'OC+1+7', number: 'OC 1/7' };
    const shipment = { carrier: 'Corriere Espresso', trackingNumber: 'TRK1' };
    const told = [{ marker: 'accepted', kind: 'accepted' as const, said: '' }];
    const shipped = { imported: anImport('offline'), document, documentState: 'shipped' as const, told };
    const notice = { kind: 'document', marker: 'document:shipped', document: 'OC 1/7', state: 'shipped' };
    expect(noticeDue(aState({ ...shipped, shipment }))).toEqual({ ...notice, shipment });
    expect(noticeDue(aState(shipped))).toEqual(notice);
    expect(noticeDue(aState({ ...shipped, documentState: 'invoiced', shipment }))).not.toHaveProperty(
      'shipment',
    );
  });

  it('is the link to pay where the order was polled; a shop that announced it shows the link itself', () => {
    const open = aReport('p1', 'PENDING');
    expect(noticeDue(stateWith({}, open))).toMatchObject({
      kind: 'pay',
      marker: 'pay:p1:first',
      checkoutUrl,
    });
    expect(noticeDue(stateWith({ announced: true }, open))).toBeUndefined();
  });

  it('is the link again, not a new one, when a second payment is opened', () => {
    const first = stateWith({}, aReport('p1', 'PENDING'));
    const second = stateWith({}, aReport('p1', 'NEGATIVE'), aReport('p2', 'PENDING'));
    expect(noticeDue(second)?.marker).toBe(noticeDue(first)?.marker);
  });

  it('is a new link after a delayed payment failed, and that the customer can pay again after others', () => {
    const failed = aReport('p1', 'NEGATIVE', { reason: 'FAILED' });
    expect(noticeDue(stateWith({}, failed))).toMatchObject({ kind: 'pay', marker: 'pay:p1', checkoutUrl });
    expect(noticeDue(stateWith({}, aReport('p1', 'NEGATIVE')))).toMatchObject({
      kind: 'failed',
      final: false,
      marker: 'failed:p1',
      reason: 'PAGE_EXPIRED',
    });
  });

  it('is the end once the time to pay is over and every payment is unpaid', () => {
    const closed = { windowClosed: true };
    expect(noticeDue(stateWith(closed, aReport('p1', 'NEGATIVE')))).toMatchObject({
      kind: 'failed',
      final: true,
      marker: 'failed:p1:final',
    });
    expect(noticeDue(stateWith(closed, aReport('p1', 'VERIFY'), aReport('p2', 'NEGATIVE')))).toMatchObject({
      kind: 'verify',
    });
  });

  it('names the payment that is in doubt and its reason, also when a later one is under way', () => {
    const payments = [aReport('p1', 'VERIFY', { reason: 'AMOUNT_MISMATCH' }), aReport('p2', 'PENDING')];
    expect(noticeDue(stateWith({}, ...payments))).toEqual({
      kind: 'verify',
      marker: 'verify:p1',
      reason: 'AMOUNT_MISMATCH',
    });
  });

  it('is the outcome again, once, after a doubt that came up in between', () => {
    const paid = stateWith({ released: true }, aReport('p1', 'POSITIVE'));
    const told = (...kinds: ('paid' | 'verify')[]) =>
      kinds.map((kind) => ({ kind, marker: `${kind}:p1`, said: '' }));
    expect(noticeDue({ ...paid, told: told('verify') })).toMatchObject({ kind: 'paid' });
    expect(noticeDue({ ...paid, told: told('paid', 'verify') })).toMatchObject({ kind: 'paid' });
    expect(noticeDue({ ...paid, told: told('paid', 'verify', 'paid') })).toBeUndefined();
  });

  it('is the doubt again, once, under a name of its own, after an outcome that was told in between', () => {
    const doubt = stateWith({}, aReport('p1', 'VERIFY'));
    const told = (...markers: string[]) =>
      markers.map((marker) => ({ kind: marker.split(':')[0] as 'paid' | 'verify', marker, said: '' }));
    const due = (...markers: string[]) => noticeDue({ ...doubt, told: told(...markers) })?.marker;
    expect(due('paid:p1')).toBe('verify:p1');
    expect(due('verify:p1')).toBeUndefined();
    expect(due('verify:p1', 'paid:p1')).toBe('verify:p1:2');
    expect(due('verify:p1', 'paid:p1', 'verify:p1:2')).toBeUndefined();
    expect(due('verify:p1', 'paid:p1', 'verify:p1:2', 'paid:p1')).toBe('verify:p1:3');
  });

  describe('of money that is held', () => {
    const money = { amount: 32217, currency: 'EUR' };
    const until = '2026-03-09T10:05:00.000Z';
    const hold = (reference = 'auth/1', id = 'p1') =>
      aReport(id, 'PENDING', { reason: 'AUTHORISED', held: { reference, money, until } });
    const heldBy = (capture: Imported['capture'], about: Partial<OrderState> = {}, payments = [hold()]) =>
      aState({ imported: { ...anImport(), capture }, payments, announced: true, ...about });
    const told = (...markers: string[]) => ({
      told: markers.map((marker) => ({
        kind: marker.split(':')[0] as 'held' | 'verify' | 'paid' | 'failed' | 'pay' | 'document',
        marker,
        said: '',
      })),
    });

    it.each(['onShipment', 'byHand'] as const)('is what, until when, and that %s takes it', (capture) => {
      const held = { gateway: 'stripe', reference: 'auth/1', money, until };
      expect(noticeDue(heldBy(capture))).toEqual({ kind: 'held', marker: 'held:p1:auth%2F1', held, capture });
      expect(noticeDue(heldBy(capture, { announced: false }))?.kind).toBe('held');
    });

    it('is nothing where it is taken at once, or by the gateway of the shop', () => {
      for (const capture of ['now', undefined] as const)
        expect(noticeDue(heldBy(capture, { announced: false }))).toBeUndefined();
      const imported = {
        ...anImport('prepaid', { paid: 0, authorised: 32217 }),
        capture: 'onShipment' as const,
      };
      expect(noticeDue(aState({ imported }))).toBeUndefined();
    });

    it('is nothing once it was told, and told anew of another hold or after a doubt', () => {
      const due = (marker: string[], payments = [hold()]) =>
        noticeDue(heldBy('onShipment', told(...marker), payments))?.marker;
      expect(due(['held:p1:auth%2F1'])).toBeUndefined();
      expect(due(['held:p1:auth%2F1'], [hold('auth/2')])).toBe('held:p1:auth%2F2');
      expect(due(['verify:p1'])).toBe('held:p1:auth%2F1');
      expect(due(['held:p1:auth%2F1', 'verify:p1'])).toBe('held:p1:auth%2F1:2');
      expect(due(['held:p1:auth%2F1', 'verify:p1', 'held:p1:auth%2F1:2'])).toBeUndefined();
      const doubt = [aReport('p1', 'VERIFY')];
      expect(due(['verify:p1', 'held:p1:auth%2F1'], doubt)).toBe('verify:p1:2');
    });

    it('is nothing of an order that is cancelled, given up or held back, nor of a hold that is let go of', () => {
      for (const state of ['cancelled', 'refunded', 'on_hold', 'in_review'] as const)
        expect(noticeDue(heldBy('byHand', { inShop: shopHas({ state }) }))).toBeUndefined();
      expect(noticeDue(heldBy('byHand', { givenUp: true }))).toBeUndefined();
      const letGo = heldBy('byHand');
      letGo.paying.closeSent.push('p1');
      expect(noticeDue(letGo)).toBeUndefined();
    });

    it('comes before its goods: that they shipped is told once it was taken, is in doubt or was let go of', () => {
      const document = { id: 'OC+1+7', number: 'OC 1/7' };
      const shipped = { document, documentState: 'shipped' as const };
      const due = (report: ReturnType<typeof aReport>, ...markers: string[]) =>
        noticeDue(heldBy('onShipment', { ...shipped, ...told('held:p1:auth%2F1', ...markers) }, [report]))
          ?.marker;
      expect(due(hold())).toBeUndefined();
      expect(due(aReport('p1', 'POSITIVE'))).toBe('paid:p1');
      expect(due(aReport('p1', 'POSITIVE'), 'paid:p1')).toBe('document:shipped');
      for (const outcome of ['VERIFY', 'NEGATIVE'] as const)
        expect(due(aReport('p1', outcome), 'verify:p1')).toBe('document:shipped');
    });

    it('and is not there as its goods ship is said with them, so that nothing is booked; they are told anew once it is paid', () => {
      const document = { id: 'OC+1+7', number: 'OC 1/7' };
      const shipped = { document, documentState: 'shipped' as const };
      const due = (report: ReturnType<typeof aReport>, about: Partial<OrderState>, ...markers: string[]) =>
        noticeDue(heldBy('onShipment', { ...shipped, ...told(...markers), ...about }, [report]));
      for (const outcome of ['VERIFY', 'NEGATIVE'] as const) {
        const doubtful = aReport('p1', outcome);
        expect(due(doubtful, {}, 'held:p1:auth%2F1', 'verify:p1')).toMatchObject({ unpaid: true });
        expect(due(doubtful, { booked: true }, 'paid:p1', 'verify:p1')).not.toHaveProperty('unpaid');
      }
      const earlier = ['held:p1:auth%2F1', 'verify:p1', 'document:shipped', 'paid:p1'];
      const paid = aReport('p1', 'POSITIVE');
      const anew = due(paid, { booked: true }, ...earlier);
      expect(anew).toMatchObject({ kind: 'document', marker: 'document:shipped:2' });
      expect(anew).not.toHaveProperty('unpaid');
      expect(due(paid, { booked: true }, ...earlier, 'document:shipped:2')).toBeUndefined();
      expect(due(paid, { booked: true }, 'paid:p1', 'document:shipped')).toBeUndefined();
    });

    it('and is let go of is told anew, also where the same was told before it was held', () => {
      const gone = (reason: 'FAILED' | 'PAGE_EXPIRED', about: Partial<OrderState>, ...markers: string[]) =>
        noticeDue(
          heldBy('byHand', { ...told(...markers), ...about }, [aReport('p1', 'NEGATIVE', { reason })]),
        )?.marker;
      const held = 'held:p1:auth%2F1';
      expect(gone('PAGE_EXPIRED', {}, 'failed:p1', held)).toBe('failed:p1:2');
      expect(gone('PAGE_EXPIRED', {}, 'failed:p1', held, 'failed:p1:2')).toBeUndefined();
      expect(gone('FAILED', {}, 'pay:p1', held)).toBe('pay:p1:2');
      const closed = { windowClosed: true };
      expect(gone('PAGE_EXPIRED', closed, 'failed:p1:final', held)).toBe('failed:p1:final:2');
      expect(gone('PAGE_EXPIRED', closed, held, 'failed:p1', 'failed:p1:final')).toBeUndefined();
      const again = heldBy('byHand', told(held, 'failed:p1'));
      expect(noticeDue(again)?.marker).toBe('held:p1:auth%2F1:2');
    });

    it.each([true, false])(
      'and was let go of before the shop was told of it is told as unpaid, though another page is open (announced: %s)',
      (announced) => {
        const payments = [aReport('p1', 'NEGATIVE'), aReport('p2', 'PENDING')];
        const due = (about: Partial<OrderState>, ...markers: string[]) =>
          noticeDue(heldBy('byHand', { announced, ...told('pay:p1:first', ...markers), ...about }, payments));
        const held = 'held:p1:auth%2F1';
        expect(due({}, held)).toMatchObject({ kind: 'failed', marker: 'failed:p1', final: false });
        expect(due({}, held, 'document:shipped')?.marker).toBe('failed:p1');
        expect(due({}, held, 'failed:p1')).toBeUndefined();
        expect(due({})).toBeUndefined();
        expect(due({ inShop: shopHas({ state: 'cancelled' }) }, held)).toBeUndefined();
        payments[0] = hold();
        expect(due({}, held)).toBeUndefined();
      },
    );

    it('is followed by what came of it: paid, or unpaid as anything is', () => {
      const then = (report: ReturnType<typeof aReport>) =>
        noticeDue(heldBy('byHand', { ...told('held:p1:auth%2F1'), released: true }, [report]))?.kind;
      expect(then(aReport('p1', 'POSITIVE'))).toBe('paid');
      expect(then(aReport('p1', 'NEGATIVE'))).toBe('failed');
    });
  });

  it('never invites to pay for a cancelled order', () => {
    const cancelled = { inShop: shopHas({ state: 'cancelled' }) };
    expect(noticeDue(stateWith(cancelled, aReport('p1', 'PENDING')))).toBeUndefined();
    for (const reason of ['FAILED', 'PAGE_EXPIRED'] as const)
      expect(noticeDue(stateWith(cancelled, aReport('p1', 'NEGATIVE', { reason })))).toBeUndefined();
  });

  it('is told once: each marker ends with its telling, whatever the payments come to', () => {
    const state = fc.record({
      payments: fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 3 }),
      announced: fc.boolean(),
      windowClosed: fc.boolean(),
      released: fc.boolean(),
      inShop: fc.constantFrom(...states).map((state) => shopHas({ state })),
    });
    fc.assert(
      fc.property(state, ({ payments, ...about }) => {
        const before = stateWith(about, ...payments.map((outcome, i) => aReport(`p${i}`, outcome)));
        const notice = noticeDue(before);
        fc.pre(notice !== undefined);
        const { marker = '', kind = 'paid' } = notice ?? {};
        expect(noticeDue({ ...before, told: [{ marker, kind, said: '' }] })).toBeUndefined();
      }),
    );
  });
});
