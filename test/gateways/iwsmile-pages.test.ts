import { describe, expect, it } from 'vitest';
import { Failure } from '../../domain/failure.ts';
import type { PageRequest } from '../../domain/schemas/payment.ts';
import { iwsmile } from '../../gateways/iwsmile/index.ts';
import { ACCOUNT, aRequest, KEYS, PAGE, PAYMENT } from './iwsmile-given.ts';

const gatewayWith = (settings: object = {}) =>
  iwsmile.create(
    'wallet',
    iwsmile.settings.parse({ environment: 'test', account: ACCOUNT, merchantKey: KEYS.right, ...settings }),
    'pay.shop.example',
  );
const open = (changes: Partial<PageRequest> = {}, settings: object = {}) => {
  const request = aRequest({ paymentId: PAYMENT, expiresAt: '2099-01-01T00:00:00.000Z', ...changes });
  return gatewayWith(settings).openPage(request, `${PAYMENT}-1`);
};
const fieldsOf = async (...given: Parameters<typeof open>) =>
  Object.fromEntries(new URL((await open(...given)).url).searchParams);

describe('a page of IWSmile', () => {
  it('is a link with one piece of the whole sum, our reference, and where to call back; with nothing of the customer', async () => {
    const { id, url, expiresAt } = await open();
    expect(url.split('?')[0]).toBe('https://testcheckout.iwsmile.it/Pagamenti/');
    expect([id, expiresAt]).toEqual([PAGE.open, '2099-01-01T00:00:00.000Z']);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      ACCOUNT,
      AMOUNT: '25.40',
      ITEM_NAME: 'Ordine 100042',
      ITEM_NUMBER: PAGE.open,
      QUANTITY: '1',
      CUSTOM: PAYMENT,
      LANG_COUNTRY: 'IT',
      FLAG_ONLY_IWS: '0',
      FLAG_ONLY_CC: '0',
      URL_OK: `https://shop.example/checkout/T/return?page=${PAGE.open}`,
      URL_BAD: 'https://shop.example/checkout/T/back',
      URL_CALLBACK: 'https://shop.example/store/cart/checkout/iwsmile/webhooks',
    });
    expect(url).not.toContain('ada');
  });

  it('moves money at another address, and never has the key in it', async () => {
    const { url } = await open({}, { environment: 'production', iAmSure: true });
    expect(url).toContain('https://checkout.iwsmile.it/Pagamenti/?');
    expect(url).not.toContain(KEYS.right);
  });

  it('is the same for the same request, in any process, and another for another key of it or another sum', async () => {
    const first = await open();
    expect(await open()).toEqual(first);
    const second = await gatewayWith().openPage(
      aRequest({ paymentId: PAYMENT, expiresAt: first.expiresAt }),
      `${PAYMENT}-2`,
    );
    expect(second.id).not.toBe(first.id);
    expect((await open({ total: { amount: 2541, currency: 'EUR' } })).id).not.toBe(first.id);
  });

  it.each([
    ['de', 'DE'],
    ['en-GB', 'EN'],
    ['pt', 'EN'],
  ])('for a customer of language %s is in %s', async (locale, language) => {
    expect((await fieldsOf({ locale })).LANG_COUNTRY).toBe(language);
  });

  it('offers only an account or only cards where the settings say so', async () => {
    const flags = async (only: string) => {
      const { FLAG_ONLY_IWS, FLAG_ONLY_CC } = await fieldsOf({}, { only });
      return [FLAG_ONLY_IWS, FLAG_ONLY_CC];
    };
    expect([await flags('account'), await flags('card')]).toEqual([
      ['1', '0'],
      ['0', '1'],
    ]);
  });

  it('has sums of a thousand and more without separators, and long names cut', async () => {
    const fields = await fieldsOf({
      total: { amount: 123_456_700, currency: 'EUR' },
      description: 'è'.repeat(300),
    });
    expect([fields.AMOUNT, fields.ITEM_NAME]).toEqual(['1234567.00', 'è'.repeat(100)]);
  });

  it('is not opened where nobody could be called back', async () => {
    const failure = await open({ notifyUrl: undefined }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Failure);
    expect(failure).toMatchObject({ code: 'GATEWAY_REFUSED', kind: 'refused' });
  });
});

describe('a browser that comes back', () => {
  const { pageOfReturn } = gatewayWith();
  const came = (query: string) => pageOfReturn(new URLSearchParams(query));

  it('names its page, whichever way the fields were added to the address', () => {
    expect(came(`order=1&page=${PAGE.open}&thx_id=1&custom=${PAYMENT}`)).toBe(PAGE.open);
    expect(came(`page=${PAGE.open}?thx_id=1&item_number=${PAGE.open}`)).toBe(PAGE.open);
    expect(came(`item_number=${PAGE.open}`)).toBe(PAGE.open);
  });

  it('names none where there is none', () => {
    expect([came(''), came('page=x'), came(`custom=${PAYMENT}`)]).toEqual([undefined, undefined, undefined]);
  });

  it('comes back to an address with a query, or a fragment, as it was', async () => {
    const { URL_OK } = await fieldsOf({ returnUrl: 'https://shop.example/r?order=1#top' });
    expect(URL_OK).toBe(`https://shop.example/r?order=1&page=${PAGE.open}#top`);
  });
});

describe('a page that is asked for', () => {
  const ask = (page: string, payment = PAYMENT) => gatewayWith().inquire(payment, page);

  it('of which nobody called back is open until its time is over; then people are told where to look', async () => {
    expect(await ask(PAGE.open)).toMatchObject([
      { fact: 'PAGE_OPEN', money: { amount: 2540, currency: 'EUR' } },
    ]);
    const [over, ...more] = await ask(PAGE.over);
    expect([over.fact, over.page, more]).toEqual(['PAGE_EXPIRED', PAGE.over, []]);
    expect(over.note).toMatch(/only in its back office/);
  });

  it.each([PAYMENT, `${PAGE.open}x`, PAGE.open.replace('EUR', 'eur'), '1', ''])(
    'and is none (%s) is refused',
    async (page) => {
      await expect(ask(page)).rejects.toMatchObject({ code: 'PAGE_NOT_FOUND', kind: 'refused' });
    },
  );

  it('and is of a payment whose id only begins alike is refused', async () => {
    await expect(ask(PAGE.open, PAYMENT.slice(0, -1))).rejects.toMatchObject({ code: 'PAGE_NOT_FOUND' });
  });
});
