import { describe, expect, it } from 'vitest';
import { refundMessages, standingOf, stateMessage } from '../../gateways/axerve/mapping.ts';
import { Detail } from '../../gateways/axerve/wire.ts';
import { aDetail, type GivenDetail, ours } from './axerve-given.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const separated = { ...ours, shopCapture: 'separated' as const };
const NOW = '2026-03-05T10:00:00.000Z';
const stands = (given: GivenDetail, how = ours, now = NOW) => standingOf(aDetail(given), how, now);
const refunds = (given: GivenDetail, at = NOW) =>
  refundMessages(aDetail(given), stands(given, ours, at), { source: 'inquiry', at }, false);
const PAID = ['AUT 25.40', 'MOV 25.40 BAT'];

describe('what a payment comes to', () => {
  it.each([
    ['UNSUBMITTED', '', 'PAGE_OPEN'],
    ['WAITING', '', 'PROCESSING'],
    ['XX', '', 'PROCESSING'],
    ['PENDING', '', 'PROCESSING'],
    ['KO', 'AUT', 'FAILED'],
    ['DECLINED', 'AUT', 'FAILED'],
    ['OK', 'AUT', 'PAID'],
    ['APPROVED', 'AUT', 'PAID'],
    ['ok', 'mov', 'PAID'],
    ['OK', 'PRE', 'PAID'],
    ['OK', 'REQ', 'PAID'],
    ['OK', 'STO', 'PAID'],
    ['OK', '', 'UNKNOWN'],
    ['OK', 'ZZZ', 'UNKNOWN'],
    ['QQ', 'AUT', 'UNKNOWN'],
  ])('of a unified shop: %s %s is %s', (result, state, fact) => {
    const events = result === 'KO' || result === 'DECLINED' ? ['AUT 25.40'] : [];
    expect(stands({ result, state, events }).fact).toBe(fact);
  });

  it('is unknown where nothing was paid by one word, and money moved by another', () => {
    for (const result of ['UNSUBMITTED', 'WAITING', 'XX', 'KO'])
      expect(stands({ result, state: 'AUT', events: PAID }).fact).toBe('UNKNOWN');
  });

  it('says why it was refused; a session that ended on the page leaves a page whose time is over', () => {
    const refused = (code: string) =>
      stands({ result: 'KO', state: 'AUT', events: ['AUT 25.40'], more: { transactionErrorCode: code } });
    expect(refused('74')).toMatchObject({ fact: 'FAILED', note: '74 denied by the bank' });
    expect(refused('1143')).toMatchObject({ fact: 'FAILED', note: '1143 the customer went away' });
    expect(refused('8026').note).toMatch(/3-D Secure/);
    expect(refused('4999').note).toMatch(/^4999 /);
    expect(refused('4800').fact).toBe('PAGE_EXPIRED');
  });

  it('counts what was authorised at last, and never the refusal before it', () => {
    expect(stands({ result: 'OK', state: 'AUT', events: ['AUT 25.40', 'AUT 20.00'] }).money).toEqual(
      eur(2000),
    );
    const moved = { result: 'OK', state: 'MOV', events: ['AUT 25.40', 'AUT 25.40', 'MOV 25.40'] };
    expect(stands(moved)).toMatchObject({ fact: 'PAID', money: eur(2540) });
  });

  it('of several transfers is their sum, with the one that the night will make', () => {
    const events = ['AUT 25.40', 'PRE 10.00', 'MOV 10.00', 'PRE 5.40'];
    expect(stands({ result: 'OK', state: 'PRE', events }).money).toEqual(eur(1540));
    expect(stands({ result: 'OK', state: 'MOV', events: [...events, 'MOV 5.40'] }).money).toEqual(eur(1540));
  });

  it('of a sum that can not be read has none: nobody takes what was asked for as paid', () => {
    const customInfo = { incasso: '2540.EUR.pay.shop.example' };
    const paid = (events: string[]) => stands({ result: 'OK', state: 'MOV', events, more: { customInfo } });
    for (const sum of ['25,40', '25.401', '-25.40', ''])
      expect(paid([`AUT ${sum}`, `MOV ${sum}`])).toMatchObject({ fact: 'PAID', money: undefined });
    expect(paid([])).toMatchObject({ fact: 'PAID', money: undefined });
    expect(paid(['AUT 25.40', 'MOV 25,40'])).toMatchObject({ fact: 'PAID', money: undefined });
  });

  it('of an open page has the sum by what it carries', () => {
    const customInfo = { INCASSO: '2540.EUR.pay.shop.example' };
    expect(stands({ result: 'UNSUBMITTED', more: { customInfo } }).money).toEqual(eur(2540));
    expect(stands({ result: 'UNSUBMITTED' }).money).toBeUndefined();
  });
});

describe('money that is only held', () => {
  const held = { result: 'OK', state: 'AUT', events: ['AUT 25.40'] };
  it('is not paid, by the setting', () => {
    expect(stands(held, separated)).toMatchObject({ fact: 'AUTHORISED', money: eur(2540), given: [] });
  });

  it('and whose sum can not be read is unknown', () => {
    expect(stands({ ...held, events: ['AUT 25,40'] }, separated)).toMatchObject({
      fact: 'UNKNOWN',
      note: expect.stringMatching(/held/),
    });
  });

  it('is held for a week, until the day on which Axerve deletes it, or without an end where Axerve takes it', () => {
    const until = (type: string, date: string) =>
      stands({ ...held, more: { automaticOperation: { type, date, amount: '25.40' } } }, separated).until;
    expect(stands(held, separated).until).toBe('2026-03-09T10:00:00.000Z');
    expect(until('', '')).toBe('2026-03-09T10:00:00.000Z');
    expect(until('delete', '20/03/2026')).toBe('2026-03-19T23:00:00.000Z');
    expect(until('DELETE', 'soon')).toBe('2026-03-09T10:00:00.000Z');
    expect(until('capture', '20/03/2026')).toBeUndefined();
  });

  it('is not paid where Axerve has programmed what becomes of it, whatever the setting says', () => {
    const automaticOperation = { type: 'delete', date: '20/03/2026', amount: '25.40' };
    expect(stands({ ...held, more: { automaticOperation } }).fact).toBe('AUTHORISED');
  });

  it('is paid once somebody took it, at what was taken; and given back, without having been paid, once deleted', () => {
    const taken = { result: 'OK', state: 'MOV', events: ['AUT 25.40', 'MOV 20.00 BOF'] };
    expect(stands(taken, separated)).toMatchObject({ fact: 'PAID', money: eur(2000) });
    const deleted = { result: 'OK', state: 'CAN', events: ['AUT 25.40', 'CAN 25.40 BAT'] };
    expect(stands(deleted, separated)).toMatchObject({ fact: 'PAGE_EXPIRED', given: [] });
    expect(stands(deleted)).toMatchObject({ fact: 'PAID', money: eur(2540), given: [{ state: 'REFUNDED' }] });
  });
});

describe('what was given back', () => {
  it('is one refund from its request to its end, under one id', () => {
    const asked = { result: 'OK', state: 'REQ', events: [...PAID, 'REQ 5.00'] };
    expect(refunds(asked)).toMatchObject([
      { id: 'refund:0081814508-1:REFUND_PENDING', fact: 'REFUND_PENDING', money: eur(500) },
    ]);
    const done = { result: 'OK', state: 'STO', events: [...asked.events, 'STO 5.00 BAT'] };
    expect(refunds(done)).toMatchObject([
      {
        id: 'refund:0081814508-1:REFUNDED',
        charge: '0081814508',
        money: eur(500),
        at: '2026-03-02T13:00:00.000Z',
      },
    ]);
  });

  it('keeps its number as more is given back', () => {
    const events = [...PAID, 'REQ 5.00', 'STO 3.00', 'STO 5.00 BAT', 'STO 5.00 BAT'];
    expect(
      refunds({ result: 'OK', state: 'STO', events }).map(({ id, money }) => [id, money?.amount]),
    ).toEqual([
      ['refund:0081814508-1:REFUNDED', 500],
      ['refund:0081814508-2:REFUNDED', 300],
      ['refund:0081814508-3:REFUNDED', 500],
    ]);
  });

  it('is not the end of one that the bank refused, where it was made by itself', () => {
    for (const where of ['ONL', 'BOF'])
      expect(
        refunds({ result: 'OK', state: 'STO', events: [...PAID, 'REQ 5.00', `STO 5.00 ${where}`] }),
      ).toMatchObject([
        { id: 'refund:0081814508-1:REFUND_PENDING' },
        { id: 'refund:0081814508-2:REFUNDED', money: eur(500) },
      ]);
  });

  it('ends the one that was asked for last, where the bank refused one of the same sum before', () => {
    expect(
      refunds({ result: 'OK', state: 'STO', events: [...PAID, 'REQ 5.00', 'REQ 5.00', 'STO 5.00 BAT'] }),
    ).toMatchObject([{ fact: 'REFUND_PENDING' }, { id: 'refund:0081814508-2:REFUNDED' }]);
  });

  it('failed where the payment is as it was before, days after it was asked for; else it counts as under way', () => {
    const asked = { result: 'OK', state: 'MOV', events: [...PAID, 'REQ 5.00'] };
    expect(refunds(asked)).toMatchObject([{ fact: 'REFUND_PENDING' }]);
    // As many days as there are from Christmas Eve to the first night's run after it.
    expect(refunds(asked, '2026-03-09T10:00:00.000Z')).toMatchObject([{ fact: 'REFUND_PENDING' }]);
    expect(refunds(asked, '2026-03-14T10:00:00.000Z')).toMatchObject([{ fact: 'REFUND_FAILED' }]);
    expect(refunds({ ...asked, state: 'REQ' }, '2026-04-08T10:00:00.000Z')).toMatchObject([
      { fact: 'REFUND_PENDING' },
    ]);
    expect(
      refunds({ result: 'OK', state: 'STO', events: [...PAID, 'REQ 5.00', 'STO 3.00'] }).map(
        ({ fact }) => fact,
      ),
    ).toEqual(['REFUND_PENDING', 'REFUNDED']);
  });
});

describe('a message', () => {
  const how = { source: 'notification' as const, at: '2026-03-05T10:00:00.000Z' };
  const idOf = (given: GivenDetail) => stateMessage(aDetail(given), stands(given), how, false).id;

  it('is the same as long as the same is so; another sum, or another unknown word, is news', () => {
    const paid = { result: 'OK', state: 'AUT', events: ['AUT 25.40'] };
    expect(idOf({ ...paid, state: 'MOV', events: PAID })).toBe(idOf(paid));
    expect(idOf({ ...paid, events: ['AUT 25.41'] })).not.toBe(idOf(paid));
    expect(idOf({ result: 'QQ' })).not.toBe(idOf({ result: 'ZZ' }));
  });

  it('names no charge of a page that nobody paid', () => {
    expect(
      stateMessage(aDetail({ result: 'UNSUBMITTED' }), stands({ result: 'UNSUBMITTED' }), how, true),
    ).toEqual({
      id: 'state:0081814508:PAGE_OPEN',
      source: 'notification',
      at: how.at,
      fact: 'PAGE_OPEN',
      page: '0081814508',
      money: undefined,
      live: true,
      status: 'UNSUBMITTED',
      note: undefined,
    });
  });
});

describe('details on the wire', () => {
  const flat = aDetail({ result: 'OK', state: 'MOV', events: PAID });
  it('are the same with events nested or flat, and with names in any case', () => {
    const nested = { ...flat, events: flat.events.map((event) => ({ event })) };
    const inOne = { ...flat, events: { event: flat.events } };
    const { transactionResult, ...rest } = flat;
    const pascal = {
      ...rest,
      TransactionResult: transactionResult,
      events: flat.events.map(({ eventtype, ...event }) => ({ ...event, eventType: eventtype })),
    };
    for (const one of [nested, inOne, pascal]) expect(Detail.parse(one)).toEqual(flat);
  });

  it.each(['', null, undefined, []])('have no events where these are %j', (events) => {
    expect(Detail.parse({ ...flat, events }).events).toEqual([]);
  });

  it.each([
    { paymentID: 81814508 },
    { paymentID: '81x' },
    { transactionResult: undefined },
    { transactionResult: '' },
    { transactionState: 7 },
    { events: [{ eventtype: 'MOV' }] },
    { events: ['MOV'] },
  ])('are not read where money, status or id is in another shape: %j', (change) => {
    expect(Detail.safeParse({ ...flat, ...change }).success).toBe(false);
  });
});
