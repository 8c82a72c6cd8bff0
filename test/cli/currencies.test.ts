import { expect, it } from 'vitest';
import { currencyFindings } from '../../cli/currencies.ts';
import type { Connectors } from '../../config/connectors.ts';
import type { Config } from '../../config/schema.ts';
import type { Books } from '../../domain/currency.ts';
import { Failure } from '../../domain/failure.ts';
import { amounts } from '../../gateways/stripe/amounts.ts';

const found = (codes: string[] | Failure, foreign: Books['foreign'] = 'stop') => {
  const listCurrencies = async () => {
    if (codes instanceof Failure) throw codes;
    return codes;
  };
  const connectors = {
    shops: { shop: { name: 'shop', listCurrencies } },
    gateways: { cards: { name: 'cards', amounts }, unused: { name: 'unused', amounts: () => undefined } },
    erps: { books: { books: { currency: 'EUR', foreign } } },
  };
  const config = {
    shops: { shop: {} },
    erp: { books: {} },
    mapping: {
      payments: [
        { method: 'card', collect: 'cards' },
        { method: 'other', collect: 'unused', shop: 'another' },
      ],
    },
  };
  return currencyFindings(config as unknown as Config, connectors as unknown as Connectors);
};

it('of a shop whose currencies books and gateways take is good, with their names', async () => {
  expect(await found(['EUR', 'USD'], 'own')).toMatchObject([
    { ok: true, text: 'EUR, USD: taken by books and gateways' },
  ]);
});

it("what the books stop is told; in the shop's own currency it stops every order", async () => {
  expect(await found(['EUR', 'GBP'])).toMatchObject(
    [
      {
        ok: 'note',
        text: 'orders in GBP are stopped: the books of books are kept in EUR',
        todo: /foreignCurrency/,
      },
    ].map((finding) => ({ ...finding, todo: expect.stringMatching(finding.todo) })),
  );
  expect((await found(['GBP', 'EUR'])).map(({ ok }) => ok)).toEqual([false]);
});

it('what a gateway that collects for the shop takes nothing of is told', async () => {
  const [finding, ...others] = await found(['EUR', 'KWD'], 'own');
  expect(finding).toMatchObject({
    ok: 'note',
    text: 'orders in KWD are stopped: cards takes no payments in it',
  });
  expect(others).toEqual([]);
  expect((await found(['KWD'])).map(({ ok }) => ok)).toEqual([false, false]);
});

it('a shop that does not say is no reason to stop', async () => {
  const away = new Failure('SHOP_AWAY', 'away', 'currencies of shop: no connection');
  expect(await found(away)).toMatchObject([
    { ok: 'note', text: 'could not be seen: currencies of shop: no connection' },
  ]);
});
