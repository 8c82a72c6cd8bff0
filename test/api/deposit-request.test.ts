import { expect, test } from 'vitest';
import { DepositBody, depositPaymentId, requestHash } from '../../api/deposits/request.ts';
import { depositsSettings } from '../../api/deposits/settings.ts';
import { checkoutLinks } from '../../config/links.ts';
import { installationOf } from '../../workers/installation.ts';
import { bareConfig } from './bench.ts';
import { deposits, wanted } from './deposits-bench.ts';

const UUID_8 = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('a key makes one payment id, a uuid, and another key or installation another', () => {
  const id = (key: string, installation = 'pay.example') => depositPaymentId(installation, key);
  const ids = [id('order-17-a'), id('order-17-b'), id('Order-17-a'), id('order-17-a', 'trial.example')];
  for (const id of ids) expect(id).toMatch(UUID_8);
  expect(new Set(ids).size).toBe(4);
  expect(id('order-17-a')).toBe(ids[0]);
});

test('a request is the same whatever the order of its fields, and what is left out is what it stands for', () => {
  const hash = (body: object) => requestHash(DepositBody.parse(body));
  const turned = Object.fromEntries(Object.entries(wanted).reverse());
  const inside = { ...wanted, customer: { email: wanted.customer.email, name: wanted.customer.name } };
  expect(new Set([wanted, turned, inside, { ...wanted, locale: 'it' }].map(hash)).size).toBe(1);
  const others = [{ amount: 1 }, { locale: 'en' }, { order: 'x' }, { expiresIn: '1h' }];
  expect(new Set(others.map((other) => hash({ ...wanted, ...other }))).size).toBe(4);
});

test('a link leads to what it was made for, an order or a payment, and to nothing under another secret', async () => {
  const links = checkoutLinks('https://pay.example.it/', 'x'.repeat(32));
  const token = (url: string) => url.replace('https://pay.example.it/checkout/', '');
  const payment = token(await links.paymentUrl('abc-1'));
  expect(await links.read(payment)).toEqual({ payment: 'abc-1' });
  expect(await links.read(token(await links.url('shop', '7')))).toEqual({ shop: 'shop', id: '7' });
  expect(token(await links.paymentUrl('abc-1'))).toBe(payment);
  const others = checkoutLinks('https://pay.example.it', 'y'.repeat(32));
  expect(() => others.read(payment)).toThrow(expect.objectContaining({ code: 'CHECKOUT_LINK_INVALID' }));
});

test('the list shows customers by name, or by initials where privacy asks for them', () => {
  const labels = (customerInList: boolean) => {
    const config = bareConfig((given) => {
      Object.assign(given, { deposits, privacy: { customerInList } });
    });
    const ofOrder = { email: '', firstName: 'Ada', lastName: 'Rossi' };
    return [
      depositsSettings(config)?.customerLabel('Ada  Maria Rossi'),
      installationOf(config).customerLabel(ofOrder),
    ];
  };
  expect(labels(true)).toEqual(['Ada Maria Rossi', 'Ada Rossi']);
  expect(labels(false)).toEqual(['A. M. R.', 'A. R.']);
  expect(depositsSettings(bareConfig())).toBeUndefined();
});
