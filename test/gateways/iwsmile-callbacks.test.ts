import { describe, expect, it } from 'vitest';
import { Message } from '../../domain/schemas/message.ts';
import { settle } from '../../domain/settle.ts';
import type { Gateway, NotificationRequest } from '../../gateways/gateway.ts';
import { fakeIwsmile } from './fake-iwsmile.ts';
import { formOf, inQuery, KEYS, PAGE, PAYMENT, posted } from './iwsmile-given.ts';

const EUR = (amount: number) => ({ amount, currency: 'EUR' });
const asked = { money: EUR(2540), live: false, page: PAGE.open };

/** What the callback becomes, checked by the gateway. */
async function heard(gateway: Gateway, came: NotificationRequest = posted(formOf())) {
  const read = await gateway.readNotification(came);
  if (read.kind !== 'lookup') return read.kind;
  const found = await gateway.lookUp(read);
  const [message, ...others] = found?.messages ?? [];
  expect(others).toEqual([]);
  return message ? { paymentId: found?.paymentId, message: Message.parse(message) } : 'nobody’s';
}
async function messageOf(gateway: Gateway, came?: NotificationRequest): Promise<Message> {
  const found = await heard(gateway, came);
  return typeof found === 'string' ? expect.fail(found) : found.message;
}
const proofOf = async (gateway: Gateway, came?: NotificationRequest) =>
  (await messageOf(gateway, came)).proof ?? expect.fail('no proof');

describe('a callback', () => {
  it('is checked with what it said, letter by letter, and the key; that it was verified is that it was paid', async () => {
    const { gateway, asked: sent } = await fakeIwsmile('OK\r\n');
    const sign = 'a+b/c=&d%41';
    const found = await heard(gateway, posted(formOf({ verify_sign: sign })));
    expect(found).toMatchObject({
      paymentId: PAYMENT,
      message: { fact: 'PAID', charge: '80012345', money: EUR(2540), page: PAGE.open, live: false },
    });
    expect(sent).toEqual([
      {
        method: 'POST',
        url: '/Pagamenti/trx.check',
        form: {
          thx_id: '80012345',
          amount: '25,40',
          verify_sign: sign,
          payer_id: '71009999',
          merchant_key: KEYS.right,
        },
      },
    ]);
  });

  it('by GET is the same as by POST', async () => {
    const { gateway } = await fakeIwsmile('OK');
    const [one, other] = [await messageOf(gateway), await messageOf(gateway, inQuery(formOf()))];
    expect({ ...one, at: '' }).toEqual({ ...other, at: '' });
  });

  it.each([
    ['25.4', EUR(2540)],
    ['25', EUR(2500)],
    ['0,01', EUR(1)],
    ['1.234,00', undefined],
    ['25,400', undefined],
    ['€ 25,40', undefined],
  ])('over "%s" gives that back as it came, and is paid by what can be read of it', async (amount, money) => {
    const { gateway, asked: sent } = await fakeIwsmile('OK');
    const message = await messageOf(gateway, posted(formOf({ amount })));
    expect([message.fact, message.money, sent[0]?.form.amount]).toEqual(['PAID', money, amount]);
    const isAll = money?.amount === 2540;
    expect(settle(asked, [message]).reason).toBe(isAll ? 'PAID' : 'AMOUNT_MISMATCH');
  });

  it.each([
    ['KO', /^KO: not verified/],
    ['IR', /^IR: invalid request/],
    ['EX', /^EX: the proof has expired/],
    ['KO: NOT OK', /not known: KO: NOT OK/],
    ['OK verified', /not known/],
    ['ok', /not known/],
    ['OKOK', /not known/],
    ['', /not known/],
    [`OK ${KEYS.right} b@example.com`, /not known: OK \*\*\* \*\*\*$/],
  ])('to which is said "%s" is unknown, and people are told where to look', async (answer, status) => {
    const { gateway } = await fakeIwsmile(answer);
    const message = await messageOf(gateway);
    expect(message).toMatchObject({ fact: 'UNKNOWN', status: expect.stringMatching(status) });
    expect(message.note).toMatch(/80012345.*25,40.*IWSmile's back office/);
    expect(settle(asked, [message])).toMatchObject({ outcome: 'VERIFY', reason: 'UNKNOWN_STATUS' });
    const [later] = await gateway.inquire(PAYMENT, PAGE.open, [message.proof ?? '']);
    expect(later).toMatchObject({ fact: 'UNKNOWN', status: expect.stringMatching(status) });
    expect(settle(asked, [message, later]).outcome).toBe('VERIFY');
  });

  it.each(['Pending', '', undefined])(
    'of payment_status %s is unknown, though verified',
    async (payment_status) => {
      const { gateway } = await fakeIwsmile('OK');
      const message = await messageOf(gateway, posted(formOf({ payment_status })));
      expect(message).toMatchObject({ fact: 'UNKNOWN', status: expect.stringContaining('payment_status') });
      const [later] = await gateway.inquire(PAYMENT, PAGE.open, [message.proof ?? '']);
      expect(later.fact).toBe('UNKNOWN');
    },
  );

  it('twice is one message; checked with another end, another', async () => {
    let answer = 'KO';
    const { gateway } = await fakeIwsmile(() => answer);
    const [one, again] = [await messageOf(gateway), await messageOf(gateway)];
    expect(again.id).toBe(one.id);
    answer = 'OK';
    const paid = await messageOf(gateway);
    expect(paid.id).not.toBe(one.id);
    expect(settle(asked, [one, again, paid])).toMatchObject({ outcome: 'POSITIVE', reason: 'PAID' });
  });

  it('has none of its values in what is logged of it: ids, types and failures', async () => {
    const { gateway } = await fakeIwsmile('OK');
    const read = await gateway.readNotification(posted(formOf()));
    const failure = await gateway
      .readNotification(posted(formOf({ amount: undefined, verify_sign: 'with a space' })))
      .catch((error: unknown) => String(error));
    const logged = JSON.stringify([read.kind === 'lookup' && [read.id, read.type], failure]);
    expect(logged).toMatch(/callback not understood: amount, verify_sign/);
    for (const value of Object.values(Object.fromEntries(new URLSearchParams(formOf()))))
      if (value.length > 1) expect(logged).not.toContain(value);
    expect(logged).not.toContain('with a space');
  });

  it('leaves a proof of at most 2 kB without the key, however long its words are', async () => {
    const { gateway } = await fakeIwsmile('OK');
    const longest = {
      thx_id: '"'.repeat(60),
      payer_id: '\\'.repeat(60),
      amount: '"'.repeat(20),
      verify_sign: '"'.repeat(600),
      payment_status: '"'.repeat(400),
    };
    const proof = await proofOf(gateway, posted(formOf(longest)));
    expect(proof.length).toBeLessThanOrEqual(1_900);
    expect(proof).not.toContain(KEYS.right);
  });
});

describe('whose a callback is', () => {
  it.each([
    ['its own', {}, PAGE.open],
    ['its own, of which the item number was cut', { item_number: PAYMENT.slice(0, 6) }, undefined],
    ['its own, of which the item number is gone', { item_number: undefined }, undefined],
    [
      'its own, on a page that was never opened here',
      { item_number: PAGE.open.replace(/.$/, 'x') },
      undefined,
    ],
  ])('%s', async (_whose, changes, page) => {
    const { gateway } = await fakeIwsmile('OK');
    const found = await heard(gateway, posted(formOf(changes)));
    expect(found).toMatchObject({ paymentId: PAYMENT, message: { fact: 'PAID' } });
    if (typeof found !== 'string') expect(found.message.page).toBe(page);
  });

  it.each([
    ['without our reference', { custom: undefined, item_number: 'SEDIA-4' }],
    ["with other software's reference", { custom: 'ordine n. 12' }],
    ['with a reference like ours, of another item', { custom: '12', item_number: 'SEDIA-4' }],
  ])('%s is foreign, and nobody is asked', async (_whose, changes) => {
    const { gateway, asked: sent } = await fakeIwsmile('OK');
    expect(await heard(gateway, posted(formOf(changes)))).toBe('foreign');
    expect(sent).toEqual([]);
  });

  it.each(['KO', 'IR'])(
    'is nobody’s where it is not verified (%s) and names no page that was opened here: strangers can send any number',
    async (word) => {
      const { gateway } = await fakeIwsmile(word);
      const made = PAGE.open.replace(/.{16}$/, '0'.repeat(16));
      expect(await heard(gateway, posted(formOf({ item_number: made })))).toBe('nobody’s');
      expect(await heard(gateway, posted(formOf({ item_number: undefined })))).toBe('nobody’s');
      expect(await heard(gateway)).toMatchObject({ message: { fact: 'UNKNOWN' } });
    },
  );

  it('is not that of a second payment: what has paid one is unknown for another, in any process, and stays so', async () => {
    const { gateway } = await fakeIwsmile('OK');
    expect(await messageOf(gateway)).toMatchObject({ fact: 'PAID' });
    const other = '100043-9d2e';
    const stolen = await messageOf(gateway, posted(formOf({ custom: other, item_number: undefined })));
    expect(stolen).toMatchObject({ fact: 'UNKNOWN', status: expect.stringContaining(PAYMENT) });
    const { gateway: worker } = await fakeIwsmile('OK');
    const page = PAGE.open.replace(PAYMENT, other);
    expect(await worker.inquire(other, page, [stolen.proof ?? ''])).toMatchObject([{ fact: 'UNKNOWN' }]);
    expect(await messageOf(gateway)).toMatchObject({ fact: 'PAID' });
  });

  it('is checked with the key before, too, while that is being changed', async () => {
    const before = ({ merchant_key }: Record<string, string>) => (merchant_key === KEYS.right ? 'OK' : 'KO');
    const both = await fakeIwsmile(before, { merchantKey: [KEYS.wrong, KEYS.right] });
    // The page was opened with the key before.
    expect(await messageOf(both.gateway)).toMatchObject({ fact: 'PAID', page: PAGE.open });
    const alone = await fakeIwsmile(before, { merchantKey: KEYS.wrong });
    expect(await heard(alone.gateway)).toBe('nobody’s');
  });
});

describe('a payment that is asked for with what its callbacks left', () => {
  it('is paid twice where two of them are verified', async () => {
    const { gateway } = await fakeIwsmile('OK');
    const proofs = [
      await proofOf(gateway),
      await proofOf(gateway, posted(formOf({ thx_id: '80012346', verify_sign: 'fedcba' }))),
    ];
    const answer = await gateway.inquire(PAYMENT, PAGE.open, [...proofs, ...proofs]);
    expect(answer.map(({ fact, charge }) => [fact, charge])).toEqual([
      ['PAID', '80012345'],
      ['PAID', '80012346'],
    ]);
    expect(settle(asked, answer).reason).toBe('DOUBLE_CHARGE');
  });

  it('is paid where one is verified, whatever else was sent', async () => {
    const { gateway } = await fakeIwsmile(({ thx_id }) => (thx_id === '80012345' ? 'OK' : 'KO'));
    const forged = await proofOf(gateway, posted(formOf({ thx_id: '1' })));
    const proofs = [forged, await proofOf(gateway), 'nonsense', '{}'];
    expect(await gateway.inquire(PAYMENT, PAGE.over, proofs)).toMatchObject([
      { fact: 'PAID', money: EUR(2540) },
    ]);
    expect(await gateway.inquire(PAYMENT, PAGE.over, [forged])).toMatchObject([{ fact: 'UNKNOWN' }]);
  });

  it('is unknown where a proof is not understood, also once its page is over', async () => {
    const { gateway } = await fakeIwsmile('OK');
    const [answer] = await gateway.inquire(PAYMENT, PAGE.over, ['nonsense']);
    expect([answer.fact, answer.note]).toEqual(['UNKNOWN', expect.stringMatching(/back office/)]);
  });

  it('stays in doubt where its page was over, and asked for, while the callback was on its way to it', async () => {
    const { gateway } = await fakeIwsmile('EX');
    const message = await messageOf(gateway);
    const [over] = await gateway.inquire(PAYMENT, PAGE.over);
    expect(settle({ ...asked, page: PAGE.over }, [over, message]).outcome).toBe('VERIFY');
  });
});
