import { describe, expect, it } from 'vitest';
import { checkoutUrl, failureOf, paid } from '../contract/shop-notices.ts';
import { prestashopBench, type Row, states } from './prestashop-bench.ts';
import { readRecorded, recordedShelf, recordedShop } from './prestashop-recorded-exchanges.ts';
import { describeRecorded } from './recorded.ts';

const goods = { items: [{ reference: 'A', price: 20.74 }], shipping: 0 };
const final = (id: string) => ({ kind: 'failed', marker: `f-${id}`, reason: 'window', final: true }) as const;
const asks = (id: string) => ({ kind: 'pay', marker: `p-${id}`, reason: 'first', checkoutUrl }) as const;

describe.each([
  ['9', { version: '9' }],
  ['8 with a module that widens the columns', { version: '8', longReferences: true }],
  ['1.7 with such a module', { version: '1.7', longReferences: true }],
])('orders of references longer than nine letters (%s)', (_shop, settings) => {
  const { steer, shopAt, place, rowOf, histories, payments } = prestashopBench();
  const placed = async (reference: string, more: object = {}) => {
    await steer('/settings', settings);
    return place({ ...goods, reference, module: 'ps_wirepayment', ...more });
  };

  it('that were paid at checkout are paid, and neither asked for money nor cancelled', async () => {
    const { id, read } = await placed('2026-000301', { paid: true, transactionId: 'pi_301' });
    expect(read).toMatchObject({ paid: 2074, countsAsPaid: true, payment: { reference: 'pi_301' } });
    const shop = shopAt({ states: { ...states, failed: 'PS_OS_CANCELED', pay: 14 } });
    expect((await failureOf(shop.writeBack(id, final(id)))).code).toBe('SHOP_REFUSED');
    expect((await failureOf(shop.writeBack(id, asks(id)))).code).toBe('SHOP_REFUSED');
    expect(histories(id)).toEqual([2]);
  });

  it('that a state made a payment of are paid by it, and no other that begins alike is', async () => {
    const [atCheckout, byUs, unpaid] = [
      await placed('2026-000401', { paid: true, transactionId: 'pi_401' }),
      await placed('2026-000402'),
      await placed('2026-000403'),
    ];
    expect(await shopAt().writeBack(byUs.id, paid(byUs.read, 'b'))).toContain('transaction named in payment');
    const read = async (id: string) => {
      const { paid: booked, payment } = await shopAt().readOrder(id);
      return [booked, payment.reference];
    };
    expect(await read(atCheckout.id)).toEqual([2074, 'pi_401']);
    expect(await read(byUs.id)).toEqual([2074, 'pi_b']);
    expect(await read(unpaid.id)).toEqual([0, undefined]);
    expect(await shopAt().writeBack(unpaid.id, paid(unpaid.read, 'u'))).toContain('state "');
    expect(await read(unpaid.id)).toEqual([2074, undefined]);
    expect(await shopAt().writeBack(unpaid.id, { ...paid(unpaid.read, 'u'), marker: 'again' })).toMatch(
      /^paid already, transaction named already/,
    );
  });

  it('never have their transaction named in the payment of an order that begins alike', async () => {
    const atCheckout = await placed('2026-000601', { paid: true, transactionId: 'pi_601' });
    const byHand = await placed('2026-000602');
    await steer(`/orders/${byHand.id}/state`, { state: 2 });
    expect(await shopAt().writeBack(atCheckout.id, paid(atCheckout.read, 't'))).toContain(
      'it was paid twice: the shop has pi_601',
    );
    await steer('/clock', { advanceSeconds: 60 });
    const late = await placed('2026-000603');
    await steer('/faults', { kind: 'reset-before', method: 'PUT', times: 1 });
    expect((await failureOf(shopAt().writeBack(late.id, paid(late.read, 'l')))).kind).toBe('maybe');
    await steer('/clock', { advanceSeconds: 60 });
    const later = await placed('2026-000604');
    await steer(`/orders/${later.id}/state`, { state: 2 });
    await shopAt().writeBack(late.id, paid(late.read, 'l'));
    expect(payments('2026-0006').map((row) => row.transaction_id)).toEqual(['', 'pi_l', '']);
    expect((await shopAt().readOrder(byHand.id)).paid).toBe(2074);
  });

  it('are paid by a state, and booked once, where the shop makes no invoices (PS_INVOICE)', async () => {
    const { id, read } = await placed('2026-000701');
    await steer('/configurations', { name: 'PS_INVOICE', value: '0' });
    expect(await shopAt().writeBack(id, paid(read, 'no'))).toContain('transaction named in payment');
    expect(rowOf('orders', id)).toMatchObject({ invoice_number: 0, current_state: 2 });
    expect((await shopAt().readOrder(id)).paid).toBe(2074);
    await steer(`/orders/${id}/state`, { state: states.verify });
    const notice = { ...paid(read, 'no'), marker: 'again' };
    expect(await shopAt().writeBack(id, notice)).toMatch(/^booked as paid already, state "/);
    expect((await shopAt().readOrder(id)).paid).toBe(2074);
    await steer('/configurations', { name: 'PS_INVOICE', value: '1' });
  });

  it('leave an order of just those nine letters its own payments', async () => {
    const [short, long] = [await placed('2026-1000'), await placed('2026-10001')];
    await shopAt().writeBack(long.id, paid(long.read, 'long'));
    expect((await shopAt().readOrder(short.id)).paid).toBe(0);
    await shopAt().writeBack(short.id, paid(short.read, 'short'));
    for (const { id } of [short, long]) expect((await shopAt().readOrder(id)).paid).toBe(2074);
  });

  it('that have an invoice and no payment count as unpaid beside one that was paid', async () => {
    const [billed, other] = [await placed('2026-000501'), await placed('2026-000502')];
    await shopAt().writeBack(other.id, paid(other.read, 'o'));
    Object.assign(rowOf('orders', billed.id), { invoice_number: 9000 });
    expect((await shopAt().readOrder(billed.id)).paid).toBe(0);
    expect((await shopAt().readOrder(other.id)).paid).toBe(2074);
  });
});

describe('payments of other orders', () => {
  const { steer, shopAt, place, histories } = prestashopBench();
  const placed = async (reference: string, more: object = {}) => {
    await steer('/settings', { version: '9', shops: 2 });
    return place({ ...goods, reference, module: 'ps_wirepayment', ...more });
  };
  const settled = async (reference: string, more: object = {}) => {
    const order = await placed(reference, more);
    await shopAt().writeBack(order.id, paid(order.read, order.id));
    return order;
  };
  const paidOf = async (id: string, more: object = {}) => (await shopAt(more).readOrder(id)).paid;

  it('in another currency take nothing away where references begin alike', async () => {
    const [euros, pounds] = [
      await settled('2026-000101'),
      await settled('2026-000102', { currency: 'GBP', items: [{ reference: 'A', price: 50 }] }),
    ];
    expect(await paidOf(euros.id)).toBe(2074);
    expect(await paidOf(pounds.id)).toBe(pounds.read.total);
  });

  it.each([7, 6])("that was paid and is in state %i now are not this one's too", async (state) => {
    const more = { items: [{ reference: 'A', price: 30 }] };
    const [gone, kept] = [await settled(`2026-00${state}201`), await settled(`2026-00${state}202`, more)];
    await steer(`/orders/${gone.id}/state`, { state });
    expect(histories(gone.id).at(-1)).toBe(state);
    expect(await shopAt().readOrder(kept.id)).toMatchObject({
      paid: 3000,
      payment: { reference: `pi_${kept.id}` },
    });
  });

  it('of a split cart neither, and what was really paid too much stays', async () => {
    const { ids } = await placed('SPLITCART', {
      items: [...goods.items, { reference: 'B', price: 5 }],
      split: 2,
      paid: true,
    });
    const [first = '', second = ''] = ids;
    await steer(`/orders/${first}/state`, { state: 7 });
    expect(await paidOf(second)).toBe(500);
    const { id } = await placed('LESSTHANB', { items: [{ reference: 'B', price: 5, qty: 2 }], paid: true });
    await steer(`/orders/${id}/edit`, { reference: 'B', qty: 1 });
    expect(await shopAt().readOrder(id)).toMatchObject({ total: 500, paid: 1000 });
  });

  it('of another shop of the same PrestaShop with the same reference are not of this one', async () => {
    const [elsewhere, order] = [
      await placed('2026-0777', { shop: 2, paid: true }),
      await placed('2026-0777'),
    ];
    expect(await paidOf(elsewhere.id, { shopId: 2 })).toBe(2074);
    expect(await paidOf(order.id, { shopId: 1 })).toBe(0);
  });

  it.each([
    ['A|B-00001', 'A|B-00002'],
    ['[2026]-0001', '[2026]-0002'],
    ['2026,0301', '2026,0302'],
    ['2026,003001', '2026,003002'],
    ['10%-_00001', '10%-_00002'],
    ['ORD 2026 00041', 'ORD 2026 00042'],
    ['abcdefghi', 'ABCDEFGHI'],
    ['N\u00b0 2026-0041', 'N\u00b0 2026-0042'],
  ])('are told apart whatever signs the references have (%s)', async (order, other) => {
    const [billed, atCheckout, unpaid] = [
      await settled(order),
      await placed(`${other}8`, { paid: true, transactionId: 'pi_8' }),
      await placed(other),
    ];
    expect(await paidOf(billed.id)).toBe(2074);
    expect(await paidOf(atCheckout.id)).toBe(2074);
    expect(await paidOf(unpaid.id)).toBe(0);
  });
});

describe('an order that counts as paid, whatever its payments say,', () => {
  const { shopAt, place, table, payments, rowOf, histories } = prestashopBench();

  it.each([
    ['its state says so', { current_state: 3, valid: 0 }],
    ['it is valid', { current_state: 14, valid: 1 }],
  ])('is neither asked for money nor failed (%s)', async (_why, fields) => {
    const { id } = await place();
    Object.assign(rowOf('orders', id), fields);
    const shop = shopAt({ states: { ...states, failed: 'PS_OS_CANCELED', pay: 14 } });
    expect(await shop.readOrder(id)).toMatchObject({ paid: 0, countsAsPaid: true });
    for (const notice of [final(id), asks(id)]) {
      const failure = await failureOf(shop.writeBack(id, notice));
      expect(failure).toMatchObject({ code: 'SHOP_REFUSED', kind: 'refused' });
      expect(failure.message).toContain('counts as paid');
    }
    expect(histories(id)).toEqual([14]);
  });

  it('says so where it was paid twice: in the shop, and by us', async () => {
    const { id, read } = await place({ module: 'paypal', paid: true, transactionId: 'PAYID-8' });
    expect(await shopAt().writeBack(id, paid(read, 'twice'))).toContain(
      'though it was paid twice: the shop has PAYID-8 of it besides pi_twice; give one back',
    );
    const unbilled = await place();
    const [booked] = payments(read.number);
    table('order_payments').push({
      ...(booked as Row),
      id: table('order_payments').length + 1,
      order_reference: unbilled.read.number,
      amount: String(unbilled.read.total / 100),
      transaction_id: 'CRO 9',
    });
    expect(await shopAt().writeBack(unbilled.id, paid(unbilled.read, 'again'))).toMatch(
      /^booked as paid already, though it was paid twice: the shop has CRO 9 /,
    );
  });

  it('is told apart from its unpaid brother of a split cart, by the transaction too', async () => {
    const { ids } = await place({
      ...goods,
      items: [...goods.items, { reference: 'B', price: 5 }],
      split: 2,
    });
    const [first = '', second = ''] = ids;
    await shopAt().writeBack(first, paid(await shopAt().readOrder(first), 'first'));
    expect((await shopAt().readOrder(first)).payment.reference).toBe('pi_first');
    expect(await shopAt().readOrder(second)).toMatchObject({ paid: 0, countsAsPaid: false });
    expect((await shopAt().readOrder(second)).payment.reference).toBeUndefined();
  });
});

describeRecorded('payments that a real PrestaShop answered', () => {
  type Release = '8.2.4' | '9.1.4';
  /** The shop as it was recorded, with these answers; orders of which only the head was recorded are as `like`. */
  const read = async (release: Release, id: string, like: string, answers: string[]) => {
    const shop = recordedShop(release);
    const told = recordedShelf(...answers.map((name) => `prestashop-${release}/${name}`));
    const whole = shop.orders?.find((order) => order.id === like);
    const heads = (told.orders ?? []).map((head) => ({
      ...whole,
      ...(head.current_state === '10'
        ? { invoice_number: '0', invoice_date: '0000-00-00 00:00:00', valid: '0' }
        : { invoice_number: '9', invoice_date: '2026-11-29 19:22:46', valid: '1' }),
      ...head,
      associations: whole?.associations ?? {},
    }));
    const {
      paid: booked,
      payment,
      countsAsPaid,
    } = await readRecorded({ ...shop, ...told, orders: heads }, id);
    return [booked, payment.reference, countsAsPaid];
  };

  it.each([
    ['15', [2074, 'pi_long_A', true]],
    ['16', [2074, 'TX16', true]],
    ['17', [0, undefined, false]],
  ])('under 2026-0001 and whole references are of the right orders (%s, 9.1.4)', async (id, expected) => {
    const answers = ['orders-begin-with.answer.txt', 'payments-long-reference-both.answer.txt'];
    expect(await read('9.1.4', id, '15', answers)).toEqual(expected);
  });

  it.each([
    ['99', [2074, 'TXB503', true]],
    ['100', [0, undefined, false]],
  ])('under 2026-0005 are of the order that has an invoice (%s, 8.2.4)', async (id, expected) => {
    const answers = ['orders-begin-with.answer.txt', 'payments-long-reference-by-state.answer.txt'];
    expect(await read('8.2.4', id, '97', answers)).toEqual(expected);
  });

  it.each([
    [
      '8.2.4',
      '20',
      ['connector/order-brothers-20-split.txt', 'connector/order-payments-20-split.txt'],
      1587,
      'pi_3Split',
    ],
    [
      '9.1.4',
      '8',
      ['connector/order-brothers-8.txt', 'connector/order-payments-8.txt'],
      2440,
      'pi_3Real0001',
    ],
  ] as const)(
    'under nine letters are shared among brothers (%s, %s)',
    async (release, id, answers, booked, by) => {
      expect(await read(release, id, id, [...answers])).toEqual([booked, by, true]);
    },
  );

  it('under a whole reference are found where nine letters find none (8.2.4)', async () => {
    const shop = {
      ...recordedShop('8.2.4'),
      ...recordedShelf('prestashop-8.2.4/payments-long-reference-both.answer.txt'),
    };
    expect(await readRecorded(shop, '97')).toMatchObject({
      paid: 2074,
      payment: { reference: 'pi_3Long301' },
    });
  });
});
