import { describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import {
  csv,
  fakeSkrill,
  made,
  NOT_FOUND,
  PAGE,
  PAYMENT,
  prepared,
  refusal,
  row,
  SID,
  trn,
} from './fake-skrill.ts';

const failure = async (call: Promise<unknown>): Promise<Failure> => {
  const error = await call.then(
    () => expect.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw error;
  for (const secret of ['MqiPass1', '5b82e10f828dddf56ce3f898948d8733', 'incasso1', '@example'])
    expect(`${error.message} ${error.stack} ${error.cause}`).not.toContain(secret);
  return error;
};
const aRequest = {
  paymentId: PAYMENT,
  total: { amount: 2540, currency: 'EUR' },
  description: 'Ordine 100042',
  lines: [],
  customerEmail: 'm.rossi@example.it',
  locale: 'it',
  returnUrl: 'https://shop.example/checkout/T/return',
  backUrl: 'https://shop.example/checkout/T/back',
  notifyUrl: 'https://shop.example/store/cart/checkout/skrill/webhooks',
  expiresAt: '2026-03-02T12:00:00.000Z',
};
const order = {
  paymentId: PAYMENT,
  charge: '2451682729',
  refundKey: `refund:${PAYMENT}:1`,
  money: { amount: 500, currency: 'EUR' },
  already: { amount: 0, currency: 'EUR' },
};

/** The payment itself, as the history has it. */
const payment = row({ id: '2451682729', type: 'Receive Money', plus: '25.4' });

describe('a question', () => {
  it('is posted, with the password as the MD5 of it, and no word of it stands in the address', async () => {
    const { gateway, asked } = await fakeSkrill({ status_trn: () => NOT_FOUND });
    await gateway.inquire(PAYMENT, PAGE.open);
    expect(asked).toEqual([
      {
        url: '/app/query.pl',
        form: {
          email: 'shop@example.it',
          password: '5b82e10f828dddf56ce3f898948d8733',
          action: 'status_trn',
          trn_id: PAYMENT,
        },
      },
    ]);
  });

  it.each([
    ['402\t\tUnknown action: status_trn', { code: 'GATEWAY_REFUSED', kind: 'refused' }],
    ['404\t\tIllegal parameter value: b@example.com', { code: 'GATEWAY_REFUSED', kind: 'refused' }],
    ['405\t\tMissing parameter: trn_id', { code: 'GATEWAY_REFUSED', kind: 'refused' }],
    ['401\t\tCannot login', { code: 'GATEWAY_LOGIN_REFUSED', kind: 'refused' }],
    ['401\t\tYour account is currently locked', { code: 'GATEWAY_LOGIN_REFUSED', kind: 'refused' }],
    ['<html>maintenance</html>', { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' }],
    ['', { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' }],
    ['200\t\tOK\nstatus=2', { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' }],
    [trn({ transaction_id: 'another-1' }), { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' }],
  ])('that is answered with HTTP 200 and "%s" has no answer', async (said, expected) => {
    const { gateway } = await fakeSkrill({ status_trn: () => said });
    expect(await failure(gateway.inquire(PAYMENT, PAGE.open))).toMatchObject(expected);
  });

  it('after a login that was refused is not asked again at once: each refusal brings the lock nearer', async () => {
    const { gateway, asked } = await fakeSkrill({ status_trn: () => '401\t\tCannot login' });
    for (const _ of [1, 2, 3])
      expect(await failure(gateway.inquire(PAYMENT, PAGE.open))).toMatchObject({
        code: 'GATEWAY_LOGIN_REFUSED',
        message: expect.stringContaining('Cannot login'),
      });
    await failure(gateway.listNotifications(new Date().toISOString()));
    expect(asked).toHaveLength(1);
  });
});

describe('a status', () => {
  const said = async (fields: Record<string, string | undefined>, page = PAGE.open) => {
    const { gateway } = await fakeSkrill({ status_trn: () => trn(fields), history: () => csv() });
    return gateway.inquire(PAYMENT, page);
  };

  it.each([
    ['2', 'PAID', 'PAID'],
    ['1', 'PROCESSING', 'PROCESSING'],
    ['0', 'PROCESSING', 'PROCESSING'],
    ['-1', 'PAGE_OPEN', 'FAILED'],
    ['-2', 'PAGE_OPEN', 'FAILED'],
    ['-4', 'UNKNOWN', 'UNKNOWN'],
    ['3', 'UNKNOWN', 'UNKNOWN'],
    ['02', 'UNKNOWN', 'UNKNOWN'],
  ])('of %s is %s while the page can be paid, and %s afterwards', async (status, open, over) => {
    expect((await said({ status }))[0]).toMatchObject({ fact: open });
    expect((await said({ status, incasso_page: PAGE.over }, PAGE.over))[0]).toMatchObject({ fact: over });
  });

  it('of -3 is a payment that was made, and charged back since', async () => {
    const [state, ...since] = await said({ status: '-3' });
    expect(state).toMatchObject({
      fact: 'PAID',
      charge: '2451682729',
      money: { amount: 2540, currency: 'EUR' },
    });
    expect(since).toMatchObject([{ id: 'dispute:2451682729:-3', fact: 'DISPUTED', charge: '2451682729' }]);
  });

  it('without a sum, or with one that is no whole number of cents, names none: then a person compares', async () => {
    for (const amount of [undefined, '25.401', '25,40', '-25.40', '1e3'])
      expect((await said({ amount }))[0]).toMatchObject({ fact: 'PAID', money: undefined });
  });

  it('of a try that was refused counts for nothing where another one was paid', async () => {
    const paid = trn({ mb_transaction_id: '2451682731' });
    const { gateway } = await fakeSkrill({
      status_trn: (form) => {
        if (form.trn_id) return trn({ status: '-2', incasso_page: PAGE.over });
        return form.mb_trn_id === '2451682731' ? paid : NOT_FOUND;
      },
      history: () =>
        csv(
          row({ id: '2451682729', type: 'Receive Money', plus: '25.4', status: 'failed' }),
          row({ id: '2451682731', type: 'Receive Money', plus: '25.4' }),
        ),
    });
    expect((await gateway.inquire(PAYMENT, PAGE.over))[0]).toMatchObject({
      fact: 'PAID',
      charge: '2451682731',
    });
  });
});

describe('a try that was refused, while the history can’t be read', () => {
  it('leaves an open page open, and is no end of one that is over', async () => {
    for (const [page, kind] of [
      [PAGE.open, 'PAGE_OPEN'],
      [PAGE.over, 'maybe'],
    ] as const) {
      const { gateway } = await fakeSkrill({
        status_trn: () => trn({ status: '-2', incasso_page: page }),
        history: () => '<html>',
      });
      const said = gateway.inquire(PAYMENT, page).then(
        ([{ fact }]) => fact,
        (error: Failure) => error.kind,
      );
      expect(await said).toBe(kind);
    }
  });
});

describe('an opening', () => {
  const opened = (page: string | { status: number; body: string }, before = NOT_FOUND) =>
    fakeSkrill({ page: () => page, status_trn: () => before, history: () => csv() });

  it('gives the page under "/?sid=", which the customer has to come to', async () => {
    const { gateway } = await opened(SID);
    const { url } = await gateway.openPage(aRequest, `${PAYMENT}-1`);
    expect(new URL(url).pathname + new URL(url).search).toBe(`/?sid=${SID}`);
  });

  it.each([
    [
      { status: 400, body: '{"code":"BAD_REQUEST","message":"Invalid pay_to_email: shop@example.it"}' },
      'refused',
    ],
    ['{"code":"BAD_REQUEST","message":"Invalid amount"}', 'refused'],
    ['<html>welcome</html>', 'maybe'],
    [{ status: 502, body: '<html></html>' }, 'maybe'],
    [{ status: 302, body: '' }, 'refused'],
  ])('that is answered with %j is %s', async (said, kind) => {
    const { gateway } = await opened(said);
    expect(await failure(gateway.openPage(aRequest, `${PAYMENT}-1`))).toMatchObject({ kind });
  });

  it('that is refused says why without the addresses that Skrill may quote, one of which opens the order', async () => {
    const { gateway } = await opened(
      '{"code":"BAD_REQUEST","message":"Invalid return_url: https://shop.example/checkout/Tkn/return?page=1"}',
    );
    const refused = await failure(gateway.openPage(aRequest, `${PAYMENT}-1`));
    expect(refused.message).toContain('BAD_REQUEST: Invalid return_url');
    expect(refused.message).not.toContain('Tkn');
  });

  it('of a payment that was paid on an earlier page is not made: whoever waits hears of that', async () => {
    for (const status of ['2', '0', '-3', '77']) {
      const { gateway, asked } = await opened(SID, trn({ status }));
      const lost = { code: 'GATEWAY_ANSWER_LOST', kind: 'maybe' };
      expect(await failure(gateway.openPage(aRequest, `${PAYMENT}-2`))).toMatchObject(lost);
      expect(asked.map(({ form }) => form.action)).toEqual(['status_trn']);
    }
    const { gateway } = await opened(SID, trn({ status: '-2' }));
    expect(await gateway.openPage(aRequest, `${PAYMENT}-2`)).toMatchObject({ url: expect.any(String) });
  });
});

describe('a refund', () => {
  const refunding = (answers: Parameters<typeof fakeSkrill>[0]) =>
    fakeSkrill({ status_trn: () => trn(), history: () => csv(payment), prepare: () => prepared, ...answers });

  it.each([
    ['2', 'REFUNDED'],
    ['0', 'REFUND_PENDING'],
    ['-2', 'REFUND_FAILED'],
    ['7', 'UNKNOWN'],
  ])('of status %s is %s', async (status, fact) => {
    const { gateway } = await refunding({ refund: () => made({ status }) });
    expect(await gateway.refund(order)).toMatchObject({ id: `refund:2451682799:${fact}`, fact });
  });

  it.each([
    refusal('BALANCE_NOT_ENOUGH'),
    '<response><error>BALANCE_NOT_ENOUGH</error></response>',
    '<error>BALANCE_NOT_ENOUGH</error>',
    '<error><error_msg>BALANCE_NOT_ENOUGH</error_msg></error>',
  ])('that is refused says why, wherever the word stands: %s', async (said) => {
    const { gateway } = await refunding({ refund: () => said });
    const refused = await failure(gateway.refund(order));
    expect(refused).toMatchObject({
      code: 'GATEWAY_REFUSED',
      message: expect.stringContaining('BALANCE_NOT_ENOUGH'),
    });
  });

  it.each(['CANNOT_LOGIN', 'LOGIN_INVALID', 'ACCOUNT_LOCKED'])(
    'is refused as the login is: %s',
    async (word) => {
      const { gateway } = await refunding({ prepare: () => refusal(word) });
      expect(await failure(gateway.refund(order))).toMatchObject({
        code: 'GATEWAY_LOGIN_REFUSED',
        kind: 'refused',
      });
    },
  );

  it.each([
    refusal('SOMETHING_NEW'),
    refusal(''),
    '<response></response>',
    '<html>busy</html>',
    'nonsense',
    made({ amount: 'much' }),
    { status: 500, body: '' },
  ])('that is answered with %j may have been made', async (said) => {
    const { gateway } = await refunding({ refund: () => said });
    expect(await failure(gateway.refund(order))).toMatchObject({
      code: 'GATEWAY_ANSWER_LOST',
      kind: 'maybe',
    });
  });

  it('whose preparation got no answer changed nothing', async () => {
    const { gateway } = await refunding({ prepare: () => '<html>busy</html>', refund: () => made() });
    expect(await failure(gateway.refund(order))).toMatchObject({ kind: 'maybe' });
  });

  it('whose answer was lost is made by the same session, which can give back once only', async () => {
    const sids = ['a', 'b', 'c'].map((one) => one.repeat(32));
    const tried: (string | undefined)[] = [];
    const { gateway } = await refunding({
      prepare: () => `<response><sid>${sids.shift()}</sid></response>`,
      refund: ({ sid }) => {
        tried.push(sid);
        return tried.length < 3 ? { status: 504, body: '' } : made();
      },
    });
    for (const _ of [1, 2]) expect(await failure(gateway.refund(order))).toMatchObject({ kind: 'maybe' });
    expect(await gateway.refund(order)).toMatchObject({ fact: 'REFUNDED' });
    expect(tried).toEqual(['a', 'a', 'a'].map((one) => one.repeat(32)));
  });

  it('that was executed already is the one in the history; while that does not have it, nobody knows', async () => {
    let history = csv(payment);
    const { gateway } = await refunding({
      refund: () => refusal('ALREADY_EXECUTED'),
      history: () => history,
      status_trn: ({ mb_trn_id }) => (mb_trn_id === '55' ? NOT_FOUND : trn()),
    });
    expect(await failure(gateway.refund(order))).toMatchObject({
      code: 'GATEWAY_ANSWER_LOST',
      kind: 'maybe',
    });
    history = csv(payment, row({ id: '55', minus: '5' }));
    expect(await gateway.refund(order)).toMatchObject({ id: 'refund:55:REFUNDED', fact: 'REFUNDED' });
  });

  it.each(['ALREADY_REFUNDED', 'INVALID_AMOUNT'])(
    'that is refused as more than is left (%s) may have been made, where the history has enough left',
    async (word) => {
      for (const said of [{ prepare: () => refusal(word) }, { refund: () => refusal(word) }]) {
        const { gateway } = await refunding(said);
        expect(await failure(gateway.refund(order))).toMatchObject({
          code: 'GATEWAY_ANSWER_LOST',
          kind: 'maybe',
        });
        const given = csv(payment, row({ id: '55', minus: '20.5' }));
        const { gateway: sure } = await refunding({ ...said, history: () => given });
        const known = { ...order, already: { amount: 2050, currency: 'EUR' } };
        expect(await failure(sure.refund(known))).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
      }
    },
  );

  it('whose session is over proves nothing: it is unknown, and then begun anew where the history has none', async () => {
    const said = [refusal('SESSION_EXPIRED'), made()];
    const { gateway, asked } = await refunding({ refund: () => said.shift() ?? '' });
    expect(await failure(gateway.refund(order))).toMatchObject({
      code: 'GATEWAY_ANSWER_LOST',
      kind: 'maybe',
    });
    expect(await gateway.refund(order)).toMatchObject({ fact: 'REFUNDED' });
    expect(asked.filter(({ form }) => form.action === 'prepare')).toHaveLength(2);
  });

  it('whose answer bears the id of the payment is known by that of the history', async () => {
    const rows: string[] = [];
    const { gateway } = await refunding({
      refund: () => {
        rows.push(row({ id: '56', minus: '5' }));
        return made({ id: '2451682729' });
      },
      history: () => csv(payment, ...rows),
      status_trn: ({ mb_trn_id }) => (mb_trn_id === '56' ? NOT_FOUND : trn()),
    });
    expect(await gateway.refund(order)).toMatchObject({ id: 'refund:56:REFUNDED' });
  });

  it.each([
    ['is another table', 'a,b,c\n1,2,3'],
    ['is a word', '500'],
    ['is empty', ''],
    ['does not have the payment', csv()],
    ['has a time that is none', csv(payment, row({ time: 'yesterday', minus: '5' }))],
    ['has an id that is none', csv(payment, row({ id: 'x', minus: '5' }))],
    ['has a row without an end', `${csv(payment)}\n"77","02 Mar`],
  ])('is not made while the history %s: it may have been made before', async (_how, history) => {
    const { gateway, asked } = await refunding({ history: () => history, refund: () => made() });
    expect(await failure(gateway.refund(order))).toMatchObject({
      code: 'GATEWAY_ANSWER_LOST',
      kind: 'maybe',
    });
    expect(asked.map(({ form }) => form.action)).not.toContain('prepare');
    const [state, ...since] = await gateway.inquire(PAYMENT, PAGE.open);
    expect([state.fact, since]).toEqual(['PAID', []]);
    expect(state.note).toMatch(/history can't be read/);
  });

  it('is made although the history has rows of others that can not be read', async () => {
    const odd = row({ id: 'x', time: '', minus: 'much', reference: 'Order 12 of another' });
    const { gateway } = await refunding({ history: () => csv(odd, payment), refund: () => made() });
    expect(await gateway.refund(order)).toMatchObject({ fact: 'REFUNDED' });
  });

  it('of a payment that was charged back, or is not paid, is refused', async () => {
    for (const status of ['-3', '0', '-2']) {
      const { gateway, asked } = await refunding({ status_trn: () => trn({ status }) });
      expect(await failure(gateway.refund(order))).toMatchObject({ code: 'GATEWAY_REFUSED' });
      expect(asked.map(({ form }) => form.action)).not.toContain('prepare');
    }
  });
});
