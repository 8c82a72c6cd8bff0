import { MockActivityEnvironment } from '@temporalio/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { catchUpActivities } from '../../activities/catch-up.ts';
import { csv, fakeSkrill, NOT_FOUND, PAGE, PAYMENT, row, SID, trn } from './fake-skrill.ts';
import { tellablePayments } from './given.ts';
import { aRequest, example, formOf, posted, signature } from './skrill-given.ts';

afterEach(() => vi.useRealTimers());
const failed = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => error,
  );
const numbered = (many: number) => Array.from({ length: many }, (_, n) => `a${n}=1`).join('&');
const paid = row({ id: '2451682729', type: 'Receive Money', plus: '25.4' });

describe('a payment', () => {
  it.each([
    ['another 403 than that it is not there', '403\t\tAccess denied', 'GATEWAY_REFUSED'],
    ['a refused login with another blank', '401 Cannot login', 'GATEWAY_LOGIN_REFUSED'],
    ['two statuses', `${trn({ status: '0' })}&status=2`, 'GATEWAY_ANSWER_LOST'],
    ['a success that is none', { status: 204, body: '' }, 'GATEWAY_ANSWER_LOST'],
    ['what is of another account', trn({ merchant_id: '100006' }), 'GATEWAY_REFUSED'],
  ])('of which Skrill says %s is neither paid nor over', async (_what, said, code) => {
    const { gateway } = await fakeSkrill({ status_trn: () => said, history: () => csv(paid) });
    for (const page of [PAGE.open, PAGE.over])
      expect(await failed(gateway.inquire(PAYMENT, page))).toMatchObject({ code });
  });

  it('of another account gets no page', async () => {
    const { gateway, asked } = await fakeSkrill({
      status_trn: ({ trn_id = '' }) => trn({ transaction_id: trn_id, status: '-2', merchant_id: '100006' }),
      history: () => csv(),
      page: () => SID,
    });
    const request = aRequest();
    const opening = gateway.openPage(request, `${request.paymentId}-1`);
    expect(await failed(opening)).toMatchObject({ code: 'GATEWAY_REFUSED' });
    expect(asked.map(({ url }) => url)).not.toContain('/');
  });

  it('that was paid is told as paid, whatever keeps the history from being read', async () => {
    for (const history of ['404\t\tIllegal parameter value: 01-01-2026', { status: 503, body: '' }]) {
      const { gateway } = await fakeSkrill({ status_trn: () => trn(), history: () => history });
      expect(await gateway.inquire(PAYMENT, PAGE.open)).toMatchObject([
        { fact: 'PAID', note: expect.any(String) },
      ]);
    }
  });

  it('whose page’s time ends while the answer is on its way can have been paid since: it is open', async () => {
    const over = Date.parse('2099-01-01T00:00:00Z');
    vi.useFakeTimers({ toFake: ['Date'], now: over - 1_000 });
    const { gateway } = await fakeSkrill({
      status_trn: () => {
        vi.setSystemTime(over + 10_000);
        return NOT_FOUND;
      },
    });
    expect(await gateway.inquire(PAYMENT, PAGE.open)).toMatchObject([{ fact: 'PAGE_OPEN' }]);
    vi.setSystemTime(over);
    expect(await gateway.inquire(PAYMENT, PAGE.open)).toMatchObject([{ fact: 'PAGE_EXPIRED' }]);
  });
});

describe('an answer without end', () => {
  it.each([
    ['a refused query', { status_trn: () => `404\t\t${'a'.repeat(1_000_000)}` }],
    ['a report of nothing but names', { status_trn: () => `200\t\tOK\n${'a=1&'.repeat(200_000)}` }],
    ['a report of ever other names', { status_trn: () => `200\t\tOK\n${numbered(50_000)}` }],
  ])('to a question, %s, ends soon', async (_what, answers) => {
    const { gateway } = await fakeSkrill(answers);
    const before = Date.now();
    const error = await failed(gateway.inquire(PAYMENT, PAGE.open));
    expect(String(error).length).toBeLessThan(500);
    expect(Date.now() - before).toBeLessThan(5_000);
  });

  it('to a refund, of elements in one another, may have been made', async () => {
    const { gateway } = await fakeSkrill({
      status_trn: () => trn(),
      history: () => csv(paid),
      prepare: () => `<response><sid>${SID}</sid></response>`,
      refund: () => '<a>'.repeat(300_000),
    });
    const money = { amount: 500, currency: 'EUR' };
    const order = { paymentId: PAYMENT, charge: '2451682729', refundKey: `refund:${PAYMENT}:1`, money };
    expect(await failed(gateway.refund(order))).toMatchObject({ kind: 'maybe' });
  });
});

describe('a list', () => {
  it('with a transaction of which nobody can read what Skrill says has all others', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T10:10:00Z') });
    const at = { time: '02 Mar 26 11:05', type: 'Receive Money', plus: '25.4' };
    const { gateway } = await fakeSkrill({
      history: () => csv(row({ ...at, id: '77', reference: '10001' }), row({ ...at, id: '2451682729' })),
      status_trn: ({ mb_trn_id }) => (mb_trn_id === '2451682729' ? trn() : '200\t\tOK\nstatus=odd'),
    });
    const { given, payments } = tellablePayments();
    const { catchUp } = catchUpActivities({ wallet: gateway }, payments, 600_000, () => ({ notifyUrl: '' }));
    const seen = await new MockActivityEnvironment().run(() => catchUp('wallet', '2026-03-02T10:00:00.000Z'));
    expect([given, seen]).toMatchObject([[PAYMENT], { unreadable: ['history:77'], received: { held: 1 } }]);
  });
});

describe('of several tries', () => {
  const tries = (statuses: string[]) =>
    statuses.map((status, n) => row({ id: String(n), type: 'Receive Money', plus: '25.4', status }));

  it('the one that was paid counts, not one before it whose money is still under way', async () => {
    const { gateway } = await fakeSkrill({
      status_trn: ({ mb_trn_id = '0' }) =>
        trn({ mb_transaction_id: mb_trn_id, status: ['-2', '0', '2'][Number(mb_trn_id)] }),
      history: () => csv(...tries(['failed', 'pending', 'processed'])),
    });
    expect((await gateway.inquire(PAYMENT, PAGE.over))[0]).toMatchObject({ fact: 'PAID', charge: '2' });
  });

  it('those that the history knows to have failed are not asked for: there can be any number', async () => {
    const { gateway, asked } = await fakeSkrill({
      status_trn: () => trn({ mb_transaction_id: '0', status: '-2' }),
      history: () => csv(...tries(Array.from({ length: 50 }, () => 'failed'))),
    });
    expect((await gateway.inquire(PAYMENT, PAGE.over))[0]).toMatchObject({ fact: 'FAILED' });
    expect(asked).toHaveLength(2);
  });
});

describe('a signed report', () => {
  const report = (fields: Record<string, string>) => {
    const all: Record<string, string> = { ...example, incasso_page: PAGE.open, ...fields };
    return posted(formOf({ ...all, md5sig: signature('md5', all, 'incasso1') }));
  };

  it('of a payment of ours that Skrill does not know is to be sent again; another’s is not', async () => {
    const { gateway } = await fakeSkrill({ status_trn: () => NOT_FOUND });
    const heard = async (incasso_installation: string) => {
      const read = await gateway.readNotification(report({ currency: 'GBP', incasso_installation }));
      return read.kind === 'lookup' ? gateway.lookUp(read) : expect.fail(read.kind);
    };
    expect(await failed(heard('pay.shop.example'))).toMatchObject({ kind: 'maybe' });
    expect(await heard('trial.shop.example')).toBeUndefined();
  });

  it('of a refund, which does not name the account, is believed as one of the account of the settings', async () => {
    const { gateway } = await fakeSkrill({});
    const fields = { ...example, incasso_refund: 'refund:1' };
    const refunded = (merchantId: string) => {
      const md5sig = signature('md5', { ...fields, merchant_id: merchantId }, 'incasso1');
      return gateway.readNotification(posted(formOf({ ...fields, merchant_id: undefined, md5sig })));
    };
    expect(await refunded('100005')).toMatchObject({ kind: 'lookup', charge: `reference:${PAYMENT}` });
    expect(await failed(refunded('100006'))).toMatchObject({ code: 'SIGNATURE_INVALID' });
  });

  it('that names a refund by its id is about the payment, also where the refund has the payment’s fields', async () => {
    const { gateway } = await fakeSkrill({
      status_trn: ({ mb_trn_id }) =>
        trn(mb_trn_id ? { mb_transaction_id: mb_trn_id, amount: '5', incasso_refund: 'refund:1' } : {}),
    });
    const lookup = { kind: 'lookup', id: 'n1', type: 'payment', charge: `55,reference:${PAYMENT}` } as const;
    expect(await gateway.lookUp(lookup)).toMatchObject({
      messages: [{ fact: 'PAID', charge: '2451682729' }],
    });
  });
});
