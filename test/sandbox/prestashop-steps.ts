import { expect } from 'vitest';
import type { ShopWords } from './prestashop-bench.ts';

const maria = {
  like: 2,
  firstname: 'Maria',
  lastname: 'Rossi',
  email: 'maria.rossi@example.test',
  address1: 'Via Roma 1',
  postcode: '20121',
  city: 'Milano',
  province: 'MI',
  other: 'citofono 3',
  phone: '02 1234567',
  phoneMobile: '+39 333 1234567',
  dni: 'RSSMRA80A41F205X',
};
const company = {
  ...maria,
  firstname: 'Ditta',
  lastname: 'Bianchi',
  company: 'Bianchi & Figli S.r.l.',
  vatNumber: 'IT01234567897',
  dni: '',
};

const SED = { reference: 'SED-22', name: 'Sedia "Àncora" & più rossa', price: 12.2, qty: 1 };
const POM = { reference: 'POM-10', name: 'Conserva di pomodoro', price: 3.663, taxPercent: 10, qty: 3 };
const LIB = { reference: 'LIB-4', name: 'Libro della bottega', price: 12.9896, taxPercent: 4, qty: 2 };
const MAG = { reference: 'MAG-XL', name: 'Maglia', variant: 'Taglia prova: XL', price: 32.2934, qty: 1 };

const wire = { module: 'ps_wirepayment', shipping: 8.54, items: [SED] };
const stripe = {
  module: 'stripe_official',
  paid: true,
  transactionId: 'pi_3Real0008',
  shipping: 8.54,
  items: [SED],
};
const gift = {
  items: [{ ...SED, qty: 2 }, POM, LIB, MAG],
  wrapping: 3.05,
  giftMessage: 'Auguri & baci, zia <3',
  discounts: [{ name: '10 %', value: 21.61 }],
  message: 'Suonare & "attendere" < 5 min',
};
const gbp = { ...wire, currency: 'GBP', items: [SED, POM] };
const virtual = {
  ...stripe,
  items: [{ reference: 'VIRT-22', name: 'Buono digitale', price: 24.4, virtual: true }],
};
const guest = { ...wire, module: 'ps_checkpayment', guest: true };
const made = { ...wire, items: [SED, { ...SED, texts: ['Per "Nonna" & zia <3'] }, LIB] };
const split = (order: object) => ({ ...order, split: 2, items: [{ ...POM, qty: 2 }, LIB] });

/** The orders of the recorded shops, by the ids that they had there. */
const plans: Record<'8' | '9', Record<number, object>> = {
  '8': {
    6: { ...wire, reference: 'UIKYDIIUC' },
    7: { ...stripe, ...gift },
    8: { ...stripe, reference: 'BBWBHIBWX' },
    9: { ...wire, module: 'ps_cashondelivery', state: 3, items: [POM, LIB] },
    10: { ...gbp, shop: 2 },
    11: virtual,
    12: { ...wire, customer: company, delivery: { city: 'Roma' } },
    13: { ...guest, shop: 2 },
    16: { ...stripe, reference: '2026-000101' },
    18: split(wire),
    20: split({ ...stripe, reference: 'QNLVPNKGR' }),
    22: made,
    23: wire,
    28: wire,
    47: { ...stripe, items: [{ ...SED, qty: 3 }, POM, LIB] },
    62: { ...stripe },
    97: { ...stripe, reference: '2026-000301' },
    99: { ...wire, reference: '2026-000503' },
    100: { ...wire, reference: '2026-000504' },
  },
  '9': {
    6: { ...wire, ...gift, reference: 'RBTHOJMAF' },
    8: { ...stripe, customer: company, reference: 'YWJKRWNSX', items: [SED, { ...POM, qty: 1 }] },
    10: { ...gbp, shop: 2 },
    11: virtual,
    12: made,
    13: { ...guest, shop: 2 },
    15: { ...stripe, reference: '2026-000123' },
    16: { ...wire, reference: '2026-000124' },
    17: { ...wire, reference: '2026-000125' },
    18: made,
    19: split(wire),
    21: split({ ...stripe, reference: 'JWNHMELWG' }),
    50: wire,
  },
};

/** Puts into a fresh sandbox what the recorded shop had: its orders under their ids, and what was done to them before it was asked. */
export async function sameSituation(shop: ShopWords, version: '8' | '9'): Promise<void> {
  const { books, place, steer } = shop;
  await steer('settings', { version, languages: 2, shops: 2 });
  await steer('configurations', { name: 'PS_SHOP_NAME', value: 'Bottega' });
  await steer('configurations', { name: 'PS_TIMEZONE', value: 'Europe/London', shop: 2 });
  const plan = plans[version];
  const last = Math.max(...Object.keys(plan).map(Number));
  const at = version === '8' ? '2026-11-29 19:21:28' : '2026-11-29 17:51:01';
  for (let id = 1; id <= last; id += 1) {
    // The module that makes long references in 8 was put in after the cut one was recorded.
    if (id === 97) await steer('settings', { longReferences: true });
    if (books().tables.orders?.some((order) => order.id === id)) continue;
    await place({ customer: maria, at, ...(plan[id] ?? { ...wire, paid: true }) });
  }
}

/** What was done to the orders before the remaining questions were asked. */
export async function laterSituation(shop: ShopWords, version: '8' | '9'): Promise<void> {
  const { list, read, steer, write } = shop;
  for (let id = 24; id < 32; id += 1) await steer(`orders/${id}/message`, { message: 'Quando arriva?' });
  if (version === '8') {
    for (const id of [24, 25, 47])
      await steer(`orders/${id}/refund`, { rows: [{ reference: 'SED-22', qty: 1 }] });
    await paidThroughUs(shop, 99, 'TXB503');
    return;
  }
  await steer('orders/8/state', { state: 4 });
  await paidThroughUs(shop, 16, 'TX16');
  // Somebody wrote a payment without its reference.
  const { reference } = await read('orders', 8);
  for (const { id = '' } of await list('order_payments', `filter[order_reference]=[${reference}]`))
    await write('PUT', `/order_payments/${id}`, 'order_payment', { id, id_currency: 1, amount: 24.4 });
}

/** As our connector books it: a state that makes a payment, and then its transaction. */
async function paidThroughUs({ list, write }: ShopWords, id: number, transaction: string): Promise<void> {
  await write('POST', '/order_histories', 'order_history', { id_order_state: 2, id_order: id });
  const [payment] = await list('order_payments', 'sort=[id_DESC]&limit=1');
  const put = await write('PUT', `/order_payments/${payment?.id}`, 'order_payment', {
    ...payment,
    transaction_id: transaction,
  });
  expect(put.status).toBe(200);
}
