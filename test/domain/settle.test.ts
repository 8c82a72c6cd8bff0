import { describe, expect, it } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import { settle } from '../../domain/settle.ts';
import { answered, messageOf, minute, requested } from './messages-given.ts';

const settled = (...messages: Message[]) => settle(requested, messages);
const paid = { outcome: 'POSITIVE', reason: 'PAID' };
const pending = { outcome: 'PENDING', reason: 'NOTHING_YET' };
const verify = (reason: string) => ({ outcome: 'VERIFY', reason });

describe('a payment', () => {
  it('is pending while nobody said anything', () => {
    expect(settled()).toEqual({ ...pending, charges: [], verified: false, after: [] });
  });

  it('is positive once the gateway says so, with the charge to show for it', () => {
    expect(settled(messageOf('PAID', 1))).toEqual({
      ...paid,
      charges: [{ reference: 'pi_1', money: requested.money, at: minute(1), held: 32217 }],
      verified: false,
      after: [],
    });
  });

  it('counts the same fact under two ids once', () => {
    const { outcome, charges } = settled(
      messageOf('PAID', 1, { id: 'evt_1' }),
      messageOf('PAID', 1, { id: 'evt_2' }),
    );
    expect(outcome).toBe('POSITIVE');
    expect(charges).toHaveLength(1);
  });

  it('counts a fact told once by its page and once by its charge as one', () => {
    const { outcome, charges } = settled(
      messageOf('PAID', 1, { charge: undefined }),
      messageOf('PAID', 2, { id: 'evt_2' }),
    );
    expect(outcome).toBe('POSITIVE');
    expect(charges.map((c) => c.reference)).toEqual(['pi_1']);
  });

  it('takes pending and then positive for one answer', () => {
    expect(
      settled(messageOf('PAGE_OPEN', 0), messageOf('PROCESSING', 1), messageOf('PAID', 2)),
    ).toMatchObject(paid);
  });

  it('takes processing and then failed for one answer', () => {
    expect(settled(messageOf('PROCESSING', 1), messageOf('FAILED', 2))).toMatchObject({
      outcome: 'NEGATIVE',
      reason: 'FAILED',
    });
  });

  it('is positive when the delayed success overtakes the completed page on its way', () => {
    expect(settled(messageOf('PAID', 3), messageOf('PROCESSING', 1))).toMatchObject(paid);
  });

  it('stays pending while a delayed method is at work, whatever became of its page', () => {
    expect(settled(messageOf('PROCESSING', 1), messageOf('PAGE_EXPIRED', 2))).toMatchObject({
      outcome: 'PENDING',
      reason: 'PROCESSING',
    });
  });

  it('is to verify when a delayed method is still at work after its time', () => {
    const working = [messageOf('PROCESSING', 1), answered('PROCESSING', 4_999)];
    expect(settled(...working)).toMatchObject({ outcome: 'PENDING' });
    expect(settled(...working, answered('PROCESSING', 5_001))).toMatchObject(verify('DELAYED_TOO_LONG'));
  });

  it('leaves the page open when a card is refused on it', () => {
    expect(settled(messageOf('TRY_REFUSED', 1), messageOf('TRY_REFUSED', 2))).toMatchObject(pending);
    expect(settled(messageOf('TRY_REFUSED', 1), messageOf('PAID', 2))).toMatchObject(paid);
  });

  it('stays paid when its page expires afterwards', () => {
    expect(settled(messageOf('PAID', 1), messageOf('PAGE_EXPIRED', 2))).toMatchObject(paid);
    expect(settled(messageOf('PAID', 1), answered('PAGE_EXPIRED', 2))).toMatchObject(paid);
  });

  it('is positive when it is paid after its page expired', () => {
    expect(settled(messageOf('PAGE_EXPIRED', 1), messageOf('PAID', 2))).toMatchObject(paid);
  });

  it('is negative when the page that the customer was shown expired', () => {
    expect(settled(messageOf('PAGE_EXPIRED', 1))).toMatchObject({
      outcome: 'NEGATIVE',
      reason: 'PAGE_EXPIRED',
    });
  });

  it('learns nothing from the expiry of a page that nobody was shown', () => {
    expect(settled(messageOf('PAGE_EXPIRED', 1, { page: 'cs_0' }))).toMatchObject(pending);
  });

  it('keeps a message that comes before its page is known, and understands it then', () => {
    const early = [messageOf('PAGE_EXPIRED', 1)];
    expect(settle({ ...requested, page: undefined }, early)).toMatchObject(pending);
    expect(settle(requested, early)).toMatchObject({ outcome: 'NEGATIVE' });
    expect(settle({ ...requested, page: undefined }, [messageOf('PAID', 1)])).toMatchObject(paid);
  });

  it('is negative when no page could be opened for it', () => {
    const withoutPage = messageOf('PAGE_EXPIRED', 1, { source: 'inquiry', page: undefined, live: undefined });
    expect(settle({ ...requested, page: undefined }, [withoutPage])).toMatchObject({
      outcome: 'NEGATIVE',
      verified: false,
    });
  });

  it('learns nothing from a browser, not even one that says it paid', () => {
    expect(settled(messageOf('RETURNED', 1), messageOf('WENT_BACK', 2))).toMatchObject(pending);
    expect(settled(messageOf('PAID', 1, { source: 'return' }))).toMatchObject(pending);
  });

  it('says what happened to the money afterwards, and stays positive', () => {
    const made = messageOf('REFUNDED', 2, { id: 'refund:re_1:succeeded' });
    const failed = messageOf('REFUND_FAILED', 3, { id: 'refund:re_2:failed', charge: 'pi_1' });
    const { outcome, after } = settled(messageOf('PAID', 1), made, failed, messageOf('DISPUTED', 4));
    expect(outcome).toBe('POSITIVE');
    expect(after.map(({ code }) => code)).toEqual(['DISPUTED', 'REFUND_FAILED', 'REFUNDED']);
  });

  it('is charged twice where a person said by what it was paid, and the gateway then says that another one was', () => {
    const byTransfer = messageOf('CONFIRMED', 2, { charge: 'CRO 4711' });
    const late = messageOf('PAID', 3);
    expect(settled(byTransfer)).toMatchObject({ outcome: 'POSITIVE', charges: [{ reference: 'CRO 4711' }] });
    const twice = settled(byTransfer, late);
    expect(twice).toMatchObject({ outcome: 'VERIFY', reason: 'DOUBLE_CHARGE' });
    const again = messageOf('CONFIRMED', 4, { over: [byTransfer.id, late.id] });
    expect(settled(byTransfer, late, again)).toMatchObject({ outcome: 'POSITIVE', reason: 'CONFIRMED' });
    for (const charge of ['pi_1', 'cs_1', undefined])
      expect(settled(messageOf('CONFIRMED', 2, { charge }), late)).toMatchObject({ outcome: 'POSITIVE' });
  });

  it('says of a refund that failed after it was made only that it failed, in whatever order that was told', () => {
    const made = messageOf('REFUNDED', 2, { id: 'refund:re_1:succeeded' });
    const failed = messageOf('REFUND_FAILED', 3, { id: 'refund:re_1:failed', charge: 'pi_1' });
    for (const told of [
      [messageOf('PAID', 1), made, failed],
      [messageOf('PAID', 1), { ...failed, at: made.at }, made],
    ])
      expect(settled(...told).after.map(({ code }) => code)).toEqual(['REFUND_FAILED']);
    const seen = messageOf('CONFIRMED', 3, { over: [made.id] });
    expect(settled(messageOf('PAID', 1), made, seen).after).toEqual([]);
    const later = { ...failed, at: messageOf('PAID', 4).at };
    expect(settled(messageOf('PAID', 1), made, seen, later).after).toMatchObject([{ code: 'REFUND_FAILED' }]);
  });

  it('forgets a dispute that was closed, not one of the same charge that was opened later', () => {
    const closed = [
      messageOf('PAID', 1),
      messageOf('DISPUTED', 2),
      messageOf('DISPUTE_CLOSED', 3, { charge: 'pi_1' }),
    ];
    expect(settled(...closed).after).toEqual([]);
    expect(settled(...closed, messageOf('DISPUTED', 4)).after).toEqual([{ code: 'DISPUTED', about: 'pi_1' }]);
  });

  it('says that a dispute was lost until somebody has decided over it', () => {
    const lost = [
      messageOf('PAID', 1),
      messageOf('DISPUTED', 2),
      messageOf('DISPUTE_LOST', 3, { charge: 'pi_1' }),
    ];
    expect(settled(...lost)).toMatchObject({ outcome: 'POSITIVE', after: [{ code: 'DISPUTE_LOST' }] });
    const over = lost.map(({ id }) => id);
    expect(settled(...lost, messageOf('CONFIRMED', 4, { source: 'operator', over })).after).toEqual([]);
  });

  it('reads times as moments: without milliseconds is not later than with', () => {
    const failed = answered('FAILED', 0, { at: '2026-03-02T10:00:00Z' });
    const success = answered('PAID', 0, { at: '2026-03-02T10:00:00.500Z' });
    expect(settled(failed, success)).toMatchObject(paid);
  });
});
