import { describe, expect, it } from 'vitest';
import type { Message } from '../../domain/schemas/message.ts';
import { refundMessages, standingOf } from '../../gateways/axerve/mapping.ts';
import { markText, ownPaymentOf } from '../../gateways/axerve/marks.ts';
import { Detail } from '../../gateways/axerve/wire.ts';
import { deliver } from '../../gateways/deliver.ts';
import { asGet } from './axerve-bench.ts';
import { aDetail, aRequest, ours } from './axerve-given.ts';
import { API_KEY, CHARGE, details, envelope, fakeAxerve, PAYMENT, STO } from './fake-axerve.ts';

const DAY_MS = 24 * 3_600_000;
const since = () => new Date(Date.now() - 60_000).toISOString();
const other = '100043-1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const aRow = (changes: object = {}) => ({
  date: '02/03/2026 11:00:00',
  transactionResult: 'OK',
  transactionState: 'MOV',
  bankTransactionID: '33',
  shopTransactionID: PAYMENT,
  paymentID: CHARGE,
  disputeState: { status: '', chargeback: '' },
  ...changes,
});
const found = (rows: object[], nResults: unknown = String(rows.length)) =>
  envelope('0', { nResults, payments: rows });
/** Rows of payments with ids from 1 on. */
const rows = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    aRow({ paymentID: String(i + 1), bankTransactionID: String(i + 1) }),
  );
const NONE = { status: 400, body: envelope('1401') };
/** What a search by days finds; the others find nothing. */
const byDays = (answer: (first: number, last: number) => ReturnType<typeof found> | typeof NONE) => ({
  search: (body: Record<string, unknown>) => {
    const [first = 0, last = 0] = String(body.rangeResults).split('/').map(Number);
    return body.dateFrom === undefined ? NONE : answer(first, last);
  },
});

describe('a search at Axerve is read to its end', () => {
  const charges = async (answer: Parameters<typeof byDays>[0]) => {
    const { gateway } = await fakeAxerve(byDays(answer));
    const { notifications } = await gateway.listNotifications(since());
    return notifications.map((one) => (one.kind === 'lookup' ? one.charge : one.kind)).toSorted();
  };
  const all = (count: number) =>
    rows(count)
      .map(({ paymentID }) => paymentID)
      .toSorted();

  it('where an answer has fewer rows than were asked for', async () => {
    expect(await charges((first) => found(rows(130).slice(first - 1, first + 49), '130'))).toEqual(all(130));
  });

  it('where the number of results is that of the answer', async () => {
    const answer = (first: number, last: number) => {
      const some = rows(130).slice(first - 1, last);
      return some.length > 0 ? found(some) : NONE;
    };
    expect(await charges(answer)).toEqual(all(130));
  });

  it.each([
    ['another range after the last row', '1425'],
    ['nothing after the last row', '1401'],
  ])('where there is %s', async (_what, code) => {
    const answer = (first: number, last: number) =>
      first > 100 ? { status: 400, body: envelope(code) } : found(rows(100).slice(first - 1, last));
    expect(await charges(answer)).toEqual(all(100));
  });

  it.each([
    ['an empty answer', () => found([], '130')],
    ['nothing found', () => NONE],
  ])('or not at all, where %s comes before its end', async (_what, rest) => {
    const { gateway } = await fakeAxerve(
      byDays((first, last) => (first > 100 ? rest() : found(rows(130).slice(first - 1, last), '130'))),
    );
    await expect(gateway.listNotifications(since())).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST' });
  });

  it.each(['', null, 'many', '-1'])('or not at all, where the number of results is %j', async (nResults) => {
    const { gateway } = await fakeAxerve(byDays(() => found(rows(1), nResults)));
    await expect(gateway.listNotifications(since())).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST' });
  });
});

it('a refund that was carried out weeks ago is not asked for again at each look', async () => {
  const wanted = (transactionState: string) => ({
    search: (body: Record<string, unknown>) =>
      (body.event as { type?: string } | undefined)?.type === 'REQ'
        ? found([aRow({ transactionState })])
        : NONE,
  });
  const listed = async (state: string) =>
    (await (await fakeAxerve(wanted(state))).gateway.listNotifications(since())).notifications;
  expect(await listed('STO')).toEqual([]);
  for (const state of ['REQ', 'MOV'])
    expect(await listed(state)).toMatchObject([{ kind: 'lookup', charge: CHARGE }]);
});

describe('what is odd at Axerve', () => {
  it('in a row hides neither its payment nor the others', async () => {
    const odd = aRow({ paymentID: '7', disputeState: 'Open' });
    const { gateway } = await fakeAxerve(
      byDays(() => found([odd, aRow({ paymentID: '8', transactionState: 7 })])),
    );
    const { notifications } = await gateway.listNotifications(since());
    expect(notifications).toMatchObject([
      { kind: 'lookup', charge: '8' },
      { kind: 'lookup', charge: '7' },
      { kind: 'unreadable', id: 'row of 7' },
    ]);
  });

  it('in a payment is told as that: it must not keep the rest of a list from being heard', async () => {
    const { gateway } = await fakeAxerve({ detail: () => details([], { events: ['MOV'] }) });
    const lookup = { kind: 'lookup', id: `search:${CHARGE}`, type: 'payment', charge: CHARGE } as const;
    await expect(deliver(gateway, lookup, async () => 'held')).rejects.toMatchObject({
      code: 'MESSAGE_UNREADABLE',
      kind: 'refused',
    });
    await expect(gateway.inquire(PAYMENT, CHARGE)).rejects.toMatchObject({ code: 'GATEWAY_ANSWER_LOST' });
  });

  it('in the reason of a refusal keeps no payment from being read', async () => {
    const { gateway } = await fakeAxerve({ detail: () => details([], { transactionErrorCode: 'E-1' }) });
    expect(await gateway.inquire(PAYMENT, CHARGE)).toMatchObject([{ fact: 'PAID' }]);
  });

  it('in an e-mail address leaves that out: the customer can pay without it', async () => {
    const created = envelope('0', { paymentID: CHARGE, userRedirect: { href: 'https://x.example/' } });
    const { gateway, asked } = await fakeAxerve({ create: () => created });
    for (const customerEmail of [
      'ada@localhost',
      'ada@shop.èxample',
      '"a b"@shop.example',
      'ada@shop@example.it',
    ])
      await gateway.openPage(aRequest({ customerEmail }), 'k');
    expect(asked.map(({ body }) => body.buyerEmail)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('and long in an error is cut soon, and without the key', async () => {
    const words = `${API_KEY}, x${'a'.repeat(2_000_000)}`;
    const { gateway } = await fakeAxerve({ detail: () => envelope('1105', {}, words) });
    const before = Date.now();
    const failure = String(await gateway.inquire(PAYMENT, CHARGE).catch((error: unknown) => error));
    expect(failure).toContain('1105');
    expect(failure).not.toContain(API_KEY);
    expect(Date.now() - before).toBeLessThan(2_000);
  });
});

describe('what Axerve says of one payment is not believed of another', () => {
  const open = { status: 'Open', chargeback: 'Null' };

  it('as its dispute, whatever a search finds', async () => {
    const { gateway } = await fakeAxerve({
      detail: () => details(),
      search: () =>
        found([
          aRow({
            paymentID: '9999999999',
            bankTransactionID: '34',
            shopTransactionID: other,
            disputeState: open,
          }),
          aRow({ paymentID: '', bankTransactionID: '34', disputeState: open }),
          aRow(),
        ]),
    });
    expect(await gateway.inquire(PAYMENT, CHARGE)).toMatchObject([{ fact: 'PAID' }]);
    expect(await gateway.inquire(PAYMENT, CHARGE)).toHaveLength(1);
  });

  it('where a row that names no payment is asked for by the bank’s id', async () => {
    const { gateway } = await fakeAxerve({ detail: () => details() });
    const asked = (id: string) =>
      gateway.lookUp({ kind: 'lookup', id: 'n', type: 'payment', charge: `bank:${id}` });
    expect(await asked('33')).toMatchObject({ paymentId: PAYMENT });
    expect(await asked('34')).toBeUndefined();
  });

  it('and one dispute has one name, however its row names the payment', async () => {
    const { gateway } = await fakeAxerve({
      detail: () => details(),
      search: ({ paymentID }) =>
        found([aRow({ ...(paymentID === undefined && { paymentID: '' }), disputeState: open })]),
    });
    const heard: Message[] = [];
    for (const one of (await gateway.listNotifications(since())).notifications)
      if (one.kind === 'lookup') heard.push(...((await gateway.lookUp(one))?.messages ?? []));
    const ids = (all: Message[]) => all.filter(({ fact }) => fact === 'DISPUTED').map(({ id }) => id);
    expect(ids(heard)).toEqual([`dispute:${CHARGE}:DISPUTED`]);
    expect(ids(await gateway.inquire(PAYMENT, CHARGE))).toEqual(ids(heard));
  });

  it('and a dispute that stands now is of now, whatever days are searched', async () => {
    const { gateway } = await fakeAxerve({ search: () => found([aRow({ disputeState: open })]) });
    const before = Date.now();
    const { notifications } = await gateway.listNotifications(new Date(before - 9 * DAY_MS).toISOString());
    const dispute = notifications.find((one) => one.kind === 'lookup' && one.message !== undefined);
    const at = dispute?.kind === 'lookup' ? (dispute.message?.at ?? '') : '';
    expect(Date.parse(at)).toBeGreaterThanOrEqual(before);
  });
});

describe('whose a payment is', () => {
  it('is asked where a notification names no shop', async () => {
    const { gateway } = await fakeAxerve({});
    const read = async (query: string) =>
      (await gateway.readNotification(asGet(new URLSearchParams(query)))).kind;
    expect(await read(`a=&paymentID=${CHARGE}`)).toBe('lookup');
    expect(await read(`a=&shopLogin=GESPAY99999&paymentID=${CHARGE}`)).toBe('foreign');
  });

  it('is told apart also where two names begin alike and are too long to be carried', () => {
    const [one, other] = [`pay.shop.example/${'-'.repeat(90)}/a`, `pay.shop.example/${'-'.repeat(90)}/b`];
    const marked = (installation: string) => markText({ amount: 2540, currency: 'EUR' }, installation);
    expect(marked(one)).not.toBe(marked(other));
    expect(marked(one).length).toBeLessThanOrEqual(300);
    const detail = aDetail({ result: 'OK', state: 'MOV', more: { customInfo: { incasso: marked(one) } } });
    expect(ownPaymentOf(detail, { ...ours, installation: one })).toBe(detail.shopTransactionID);
    expect(ownPaymentOf(detail, { ...ours, installation: other })).toBeUndefined();
  });
});

describe('a status of Axerve is not believed where the money is not shown', () => {
  const stands = (given: Parameters<typeof aDetail>[0], how = ours) =>
    standingOf(aDetail(given), how, '2026-03-05T10:00:00.000Z');

  it.each(['1137', '4707'])(
    'refused, as one that was processed before (%s), it may have been paid',
    (code) => {
      expect(
        stands({ result: 'KO', state: 'AUT', events: ['AUT 25.40'], more: { transactionErrorCode: code } })
          .fact,
      ).toBe('UNKNOWN');
    },
  );

  it('as an open page, where something was authorised', () => {
    expect(stands({ result: 'UNSUBMITTED', events: ['AUT 25.40'] }).fact).toBe('UNKNOWN');
  });

  it('as so much, where what was held is said to be taken and no transfer says how much', () => {
    const taken = { result: 'OK', state: 'MOV', events: ['AUT 25.40'] };
    expect(stands(taken, { ...ours, shopCapture: 'separated' })).toMatchObject({
      fact: 'PAID',
      money: undefined,
    });
    expect(stands(taken)).toMatchObject({ fact: 'PAID', money: { amount: 2540 } });
  });

  it('which shops settle how is not told by an empty list', async () => {
    const { gateway } = await fakeAxerve({
      environment: () => envelope('0', { environment: 'SANDBOX' }),
      version: () => envelope('0', { version: 'Unlimited' }),
      moto: () => envelope('0', { moto: [] }),
    });
    const findings = await gateway.check(['https://pay.shop.example/n']);
    expect(findings.find(({ subject }) => subject === 'capture')).toMatchObject({ ok: 'note' });
  });
});

describe('a history of Axerve keeps its order', () => {
  const events = (dated: [type: string, amount: string, date: string, where?: string][]) =>
    dated.map(([eventtype, eventamount, eventdate, environment = 'ONL']) => ({
      eventtype,
      eventamount,
      eventdate,
      environment,
    }));
  const given = (all: object[]) => {
    const detail = Detail.parse({ ...aDetail({ result: 'OK', state: 'STO' }), events: all });
    const now = '2026-11-30T10:00:00.000Z';
    return refundMessages(detail, standingOf(detail, ours, now), { source: 'inquiry', at: now }, false).map(
      ({ fact, money }) => `${fact} ${money?.amount}`,
    );
  };
  const paid: Parameters<typeof events>[0] = [
    ['AUT', '25.40', '20/10/26 11:00:00'],
    ['MOV', '25.40', '21/10/26 00:13:57', 'BAT'],
  ];

  it('in the hour that comes twice as summer ends: a refund and its end are one', () => {
    const all = events([
      ...paid,
      ['REQ', '5.00', '25/10/26 02:50:00'],
      ['STO', '5.00', '25/10/26 02:10:00', 'BAT'],
    ]);
    expect(given(all)).toEqual(['REFUNDED 500']);
    expect(given(all.toReversed())).toEqual(['REFUNDED 500']);
  });

  it('and with it the numbers of refunds, where a later one bears an earlier date', () => {
    const first = events([...paid, ['STO', '5.00', '22/10/26 09:00:00']]);
    const later = [...first, ...events([['STO', '3.00', '22/10/26 00:13:57', 'BAT']])];
    expect(given(first)).toEqual(['REFUNDED 500']);
    expect(given(later)).toEqual(['REFUNDED 500', 'REFUNDED 300']);
  });

  it('where one of its times can not be read', () => {
    const all = events([...paid, ['STO', '5.00', '22/10/2026'], ['STO', '3.00', '23/10/26 09:00:00']]);
    expect(given(all)).toEqual(['REFUNDED 500', 'REFUNDED 300']);
  });
});

it('a refund of an odd history is found by its sum', async () => {
  const { gateway, asked } = await fakeAxerve({ detail: () => details([STO('5.00', { eventdate: '' })]) });
  const order = {
    paymentId: PAYMENT,
    charge: CHARGE,
    refundKey: `refund:${PAYMENT}:1`,
    money: { amount: 500, currency: 'EUR' },
    already: { amount: 0, currency: 'EUR' },
  };
  expect(await gateway.refund(order)).toMatchObject({ fact: 'REFUNDED' });
  expect(asked).toHaveLength(1);
});
