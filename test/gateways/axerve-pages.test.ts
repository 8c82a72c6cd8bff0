import { describe, expect, it } from 'vitest';
import { amounts, amountText, moneyOf } from '../../gateways/axerve/amounts.ts';
import { anotherIn, isReference, markText, ownPaymentOf } from '../../gateways/axerve/marks.ts';
import { pageBody, pageOfReturn } from '../../gateways/axerve/pages.ts';
import { aDetail, aRequest, ours } from './axerve-given.ts';

describe('the body that opens a page', () => {
  it('is that of the documents, every value a text', () => {
    const request = aRequest({ paymentId: '100042-7b1c' });
    expect(pageBody(request, { paymentMethods: ['CREDITCARD', 'MYBANK'] }, ours)).toEqual({
      amount: '25.40',
      currency: 'EUR',
      shopTransactionID: '100042-7b1c',
      languageId: '1',
      buyerEmail: 'ada@shop.example',
      customInfo: { incasso: '2540.EUR.pay.shop.example' },
      paymentType: ['CREDITCARD', 'MYBANK'],
      responseURLs: {
        buyerOK: request.returnUrl,
        buyerKO: request.returnUrl,
        serverNotificationURL: request.notifyUrl,
      },
    });
    const bare = aRequest({ customerEmail: undefined, notifyUrl: undefined, locale: 'de-AT' });
    expect(Object.keys(pageBody(bare, {}, { ...ours, installationField: false }))).toEqual([
      'amount',
      'currency',
      'shopTransactionID',
      'languageId',
      'responseURLs',
    ]);
  });

  it('offers the methods of the payment rather than those of the settings', () => {
    const request = aRequest({ paymentMethods: ['MYBANK'] });
    expect(pageBody(request, { paymentMethods: ['CREDITCARD'] }, ours)).toMatchObject({
      paymentType: ['MYBANK'],
    });
  });

  it.each(['100042--7b1c', 'a:b', 'a b'])(
    'is none for a reference that Axerve does not take: %s',
    (paymentId) => {
      expect(() => pageBody(aRequest({ paymentId }), {}, ours)).toThrow(
        expect.objectContaining({ code: 'GATEWAY_REFUSED', kind: 'refused' }),
      );
    },
  );

  it.each(['a--b@shop.example', 'a=b@shop.example', 'a/b@shop.example', `${'a'.repeat(40)}@shop.example`])(
    'leaves out an address that Axerve does not take: %s',
    (customerEmail) => {
      expect(pageBody(aRequest({ customerEmail }), {}, ours)).not.toHaveProperty('buyerEmail');
    },
  );

  it.each([
    ['it', '1'],
    ['en', '2'],
    ['es_ES', '3'],
    ['fr', '4'],
    ['de-AT', '5'],
    ['pl', '2'],
  ])('of a customer who reads %s has language %s', (locale, languageId) => {
    expect(pageBody(aRequest({ locale }), {}, ours)).toMatchObject({ languageId });
  });
});

describe('whose payment it is', () => {
  const marked = (text: string | undefined, more: object = {}) =>
    aDetail({
      result: 'OK',
      more: { ...(text !== undefined && { customInfo: { incasso: text } }), ...more },
    });
  const eur = { amount: 2540, currency: 'EUR' };

  it('stands in letters that Axerve takes, and is read again', () => {
    for (const name of ['pay.shop.example/a--b', 'negozio:8080/è', 'x'.repeat(400)]) {
      const text = markText(eur, name);
      expect(text).toMatch(/^2540\.EUR\.[\w.]{1,250}$/);
      expect(ownPaymentOf(marked(text), { ...ours, installation: name })).toMatch(/^100042-/);
      expect(ownPaymentOf(marked(text), ours)).toBeUndefined();
    }
    expect(anotherIn(marked(markText(eur, 'negozio:8080/è')), ours)).toBe('negozio:8080/è');
  });

  it('is everybody’s where it carries no name, or none that can be read', () => {
    for (const one of [marked(undefined), marked('abc'), marked('2540.XYZ.other')])
      expect(ownPaymentOf(one, ours)).toMatch(/^100042-/);
    const other = marked(markText(eur, 'another'));
    expect(ownPaymentOf(other, { ...ours, installationField: false })).toMatch(/^100042-/);
  });

  it.each([
    '100042',
    'WC-100042',
    '',
    'a--1b4e28ba-2fa1-41d2-883f-0016d3cca427',
    '1b4e28ba-2fa1-41d2-883f-0016d3cca42',
  ])('is not ours under a reference of other software: %s', (shopTransactionID) => {
    expect(isReference(shopTransactionID)).toBe(false);
    expect(ownPaymentOf(marked(undefined, { shopTransactionID }), ours)).toBeUndefined();
  });

  it.each(['1b4e28ba-2fa1-41d2-883f-0016d3cca427', '000-12-1b4e28ba-2fa1-41d2-883f-0016d3cca427'])(
    'can be ours under %s',
    (reference) => expect(isReference(reference)).toBe(true),
  );
});

describe('a return', () => {
  it('names the page whichever case the parameter has, with its leading zeros', () => {
    for (const name of ['paymentID', 'PaymentID', 'paymentid'])
      expect(pageOfReturn(new URLSearchParams({ a: 'X', Status: 'KO', [name]: '0081814508' }))).toBe(
        '0081814508',
      );
    expect(pageOfReturn(new URLSearchParams({ paymentID: '12x' }))).toBeUndefined();
  });
});

describe('sums', () => {
  it.each([
    ['EUR', 2540, '25.40'],
    ['EUR', 1, '0.01'],
    ['JPY', 5000, '5000'],
    ['IDR', 500_000, '5000'],
    ['VND', 5000, '5000'],
    ['HUF', 1050, '10.50'],
  ])('%s %d stands as %s, and is read again', (currency, amount, text) => {
    expect(amountText({ amount, currency })).toBe(text);
    expect(moneyOf(text, currency)).toEqual({ amount, currency });
  });

  it('have nine characters at most', () => {
    expect(amounts('EUR')).toEqual({ least: 1, most: 99_999_999, step: 1 });
    expect(amounts('CNY')).toEqual({ least: 1, most: 40_000_000, step: 1 });
    expect(amounts('JPY')).toEqual({ least: 1, most: 7_000_000, step: 1 });
    expect(amounts('IDR')).toEqual({ least: 100, most: 700_000_000, step: 100 });
    expect(amounts('KWD')).toBeUndefined();
  });

  it.each(['25.401', '25,40', '1e3', '', ' 25.40', '-25.40'])('are none in %j', (text) => {
    expect(moneyOf(text, 'EUR')).toBeUndefined();
  });
});
