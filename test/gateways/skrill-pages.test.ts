import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { skrill } from '../../gateways/skrill/index.ts';
import { page as fetched } from '../sandbox/sandbox-bench.ts';
import { fakeSkrill, INSTALLATION, NOT_FOUND, SID } from './fake-skrill.ts';
import { type SkrillBench, skrillBench } from './skrill-bench.ts';
import { aRequest } from './skrill-given.ts';

/** The form that a page is prepared with. */
async function formFor(changes: Parameters<typeof aRequest>[0] = {}, settings: object = {}) {
  const { gateway, asked } = await fakeSkrill({ page: () => SID, status_trn: () => NOT_FOUND }, settings);
  const request = aRequest(changes);
  const opened = await gateway.openPage(request, `${request.paymentId}-1`);
  return { form: asked.find(({ url }) => url === '/')?.form ?? {}, request, opened };
}

describe('what a page is prepared with', () => {
  it('is the payment, the addresses and what comes back with each report; nothing of the customer', async () => {
    const { form, request, opened } = await formFor();
    expect(form).toEqual({
      pay_to_email: 'shop@example.it',
      prepare_only: '1',
      transaction_id: request.paymentId,
      amount: '25.40',
      currency: 'EUR',
      language: 'IT',
      return_url: `${request.returnUrl}?page=${opened.id}`,
      return_url_text: 'Torna al negozio',
      cancel_url: request.backUrl,
      status_url: request.notifyUrl,
      detail1_description: 'Causale:',
      detail1_text: 'Ordine 100042',
      merchant_fields: 'incasso_page,incasso_installation,incasso_notify',
      incasso_page: opened.id,
      incasso_installation: INSTALLATION,
      incasso_notify: request.notifyUrl,
    });
  });

  it('is in the customer’s language, or English where Skrill has not that one', async () => {
    expect((await formFor({ locale: 'en' })).form).toMatchObject({
      language: 'EN',
      return_url_text: 'Back to the shop',
    });
    expect((await formFor({ locale: 'de_AT' })).form).toMatchObject({
      language: 'DE',
      detail1_description: 'For:',
    });
    expect((await formFor({ locale: 'xx' })).form).toMatchObject({ language: 'EN' });
  });

  it('names the methods that the settings have, and no more of a text than Skrill takes', async () => {
    const { form } = await formFor({ description: 'x'.repeat(300) }, { paymentMethods: ['WLT', 'ACC'] });
    expect(form).toMatchObject({ payment_methods: 'WLT,ACC', detail1_text: 'x'.repeat(240) });
  });

  it('names the methods of the payment rather than those of the settings', async () => {
    const { form } = await formFor({ paymentMethods: ['ACC'] }, { paymentMethods: ['WLT'] });
    expect(form).toMatchObject({ payment_methods: 'ACC' });
  });

  it('keeps what the return address has', async () => {
    const { form, opened } = await formFor({ returnUrl: 'https://shop.example/r?order=12#top' });
    expect(form.return_url).toBe(`https://shop.example/r?order=12&page=${opened.id}#top`);
  });

  it('has no address for reports where none is known, and none that would not come back', async () => {
    const { form } = await formFor({ notifyUrl: undefined });
    expect(Object.keys(form)).not.toContain('status_url');
    expect(Object.keys(form)).not.toContain('incasso_notify');
    const long = `https://shop.example/${'x'.repeat(240)}`;
    const { form: other } = await formFor({ notifyUrl: long });
    expect([other.status_url, other.incasso_notify]).toEqual([long, undefined]);
  });
});

describe('a page', () => {
  let bench: SkrillBench;
  beforeAll(async () => {
    bench = await skrillBench();
  });
  afterAll(() => bench?.close());
  const opened = async () => {
    const request = aRequest();
    return { request, page: await bench.makeGateway().openPage(request, `${request.paymentId}-1`) };
  };

  it('greets an Italian customer in Italian', async () => {
    const { page } = await opened();
    const { html } = await fetched(page.url);
    for (const text of ['Causale: Ordine 100042', '25,40']) expect(html).toContain(text);
  });

  it('that the customer comes to in the last minute is dead by the time that we say', async () => {
    const { page } = await opened();
    bench.sandbox.advance(14 * 60 + 59);
    await fetched(page.url);
    bench.sandbox.advance(skrill.pageWindow.minMs / 1000 - 15 * 60);
    await bench.pay(page);
    expect(await bench.chargesOf(page)).toEqual([]);
  });

  it('is named by the browser that comes back, also from an account that adds its own words to the address', async () => {
    const { page } = await opened();
    bench.sandbox.account.secureReturn = true;
    const query = await bench.payAndReturn(page);
    bench.sandbox.account.secureReturn = false;
    expect(query.get('msid')).toMatch(/\S/);
    expect(bench.makeGateway().pageOfReturn(query)).toBe(page.id);
    expect(
      bench.makeGateway().pageOfReturn(new URLSearchParams({ page: 'of-something-else' })),
    ).toBeUndefined();
  });

  it('that is opened once more under a key whose answer was lost can be paid once', async () => {
    const { request, page } = await opened();
    const again = await bench.makeGateway().openPage(request, `${request.paymentId}-1`);
    expect([again.id, again.url === page.url]).toEqual([page.id, false]);
    await bench.pay(page);
    await bench.pay(again);
    expect([await bench.chargesOf(page), await bench.chargesOf(again)].map(({ length }) => length)).toEqual([
      1, 0,
    ]);
  });
});
